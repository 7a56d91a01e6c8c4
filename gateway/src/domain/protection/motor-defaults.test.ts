import { describe, expect, test } from 'vitest';
import { settingsOfSize, usualRatedMa } from './motor-defaults.ts';

describe('a motor', () => {
  test.each([
    [0.55, 1, 300, 60],
    [0.55, 3, 300, 60],
    [0.75, 1, 100, 60],
    [4, 3, 300, 60],
    [5.5, 1, 50, 900],
    [22, 3, 100, 900],
    [30, 3, 100, 900],
  ] as const)('of %d kW and %d phases starts %d times a day and rests %d s', (kw, phases, perDay, restS) => {
    expect(settingsOfSize({ kw, phases })).toEqual({ 'min-rest': { restS }, 'starts-per-hour': { perDay } });
  });

  test('without a size has the defaults', () => {
    expect(settingsOfSize({ kw: Number.NaN, phases: 1 })).toEqual({});
  });

  test('draws what the plates of its size say', () => {
    expect(usualRatedMa({ kw: 2.2, phases: 3 }, 230)).toBeCloseTo(4_943, -1);
    expect(usualRatedMa({ kw: 0.75, phases: 1 }, 230)).toBeCloseTo(5_056, -1);
  });
});
