import { describe, expect, it } from 'vitest';
import { judgeHour, LEAST_WEEKS } from './anomaly.ts';

const weeks = (...usual: number[]) => ({ usual, hour: 'Monday 14:00' });

describe('an hour of energy', () => {
  it('is not judged before four weeks are known', () => {
    expect(LEAST_WEEKS).toBe(4);
    expect(judgeHour({ wh: 9_000, ...weeks(1, 1, 1) })).toEqual({ kind: 'too-little-known' });
    expect(judgeHour({ wh: 9_000, ...weeks(1, 1, 1, 1) }).kind).toBe('high');
  });

  // The median is 1100, the deviations 100, 0, 200, 100 and 800: their median is 100, whatever the odd week was.
  const odd = weeks(1_000, 1_100, 900, 1_200, 1_900);

  it('has a band of four deviations about the median', () =>
    expect(judgeHour({ wh: 1_100, ...odd })).toEqual({ kind: 'usual', lowWh: 700, highWh: 1_500 }));

  it.each([
    [699, 'low'],
    [700, 'usual'],
    [1_500, 'usual'],
    [1_501, 'high'],
  ])('of %s Wh is %s', (wh, kind) => expect(judgeHour({ wh, ...odd }).kind).toBe(kind));

  it('has the middle of two where there is no middle one', () =>
    expect(judgeHour({ wh: 0, ...weeks(4_000, 1_000, 3_000, 2_000) })).toMatchObject({
      lowWh: 0,
      highWh: 2_500 + 4 * 1_000,
    }));

  it('leaves something to hours that are always the same', () => {
    expect(judgeHour({ wh: 0, ...weeks(100, 100, 100, 100) })).toMatchObject({ lowWh: 20, highWh: 180 });
    expect(judgeHour({ wh: 0, ...weeks(0, 0, 0, 0) })).toEqual({ kind: 'usual', lowWh: 0, highWh: 80 });
    expect(judgeHour({ wh: 0, ...weeks(2_000, 2_000, 2_000, 2_000) })).toMatchObject({ lowWh: 1_600, highWh: 2_400 });
  });

  it('says what is unusual, against what', () => {
    expect(judgeHour({ wh: 4_500, ...odd })).toMatchObject({
      sentence: 'More energy than usual: 4.50 kWh in the hour of Monday 14:00; usual is 1.10 kWh (5 weeks).',
    });
    expect(judgeHour({ wh: 0, ...odd })).toMatchObject({
      sentence: 'Less energy than usual: 0.00 kWh in the hour of Monday 14:00; usual is 1.10 kWh (5 weeks).',
    });
  });
});
