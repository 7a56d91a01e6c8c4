import { describe, expect, test } from 'vitest';
import { shareOf, slotsOf, weekOf, withHour } from './rota.ts';

describe('the week of a rota', () => {
  test('cuts at midnight what goes over it, also from Sunday to Monday', () => {
    const week = weekOf([{ days: [7], from: 1320, to: 120 }]);
    expect(week[6]).toEqual([{ from: 1320, to: 1440 }]);
    expect(week[0]).toEqual([{ from: 0, to: 120 }]);
  });

  test('joins what touches, and gathers days with the same times', () => {
    const slots = [
      { days: [1, 2], from: 360, to: 480 },
      { days: [1, 2], from: 480, to: 600 },
      { days: [5], from: 360, to: 600 },
    ];
    expect(slotsOf(weekOf(slots))).toEqual([{ days: [1, 2, 5], from: 360, to: 600 }]);
  });

  test('takes and gives an hour, whatever lay across it', () => {
    const week = weekOf([{ days: [3], from: 330, to: 510 }]);
    expect(shareOf(week, 2, 5)).toBe(0.5);
    const without = withHour(week, 2, 6, false);
    expect(without[2]).toEqual([
      { from: 330, to: 360 },
      { from: 420, to: 510 },
    ]);
    expect(withHour(without, 2, 6, true)).toEqual(week);
    expect(withHour(week, 2, 5, true)[2]).toEqual([{ from: 300, to: 510 }]);
  });

  test('of a whole day is one slot from midnight to midnight', () => {
    expect(slotsOf(weekOf([{ days: [1], from: 0, to: 0 }]))).toEqual([{ days: [1], from: 0, to: 1440 }]);
  });
});
