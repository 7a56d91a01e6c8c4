import { describe, expect, test } from 'vitest';
import { hourIn, painted, USUAL, weekOf, windowsOf } from './rate-week.ts';

const periods = ['Off peak', 'On peak'];
const weekdays = { days: [1, 2, 3, 4, 5], from: 540, to: 1_320, period: 'On peak' };

describe('a week of rates', () => {
  test('and its windows are the same', () => {
    expect(windowsOf(weekOf([weekdays], periods), periods)).toEqual([weekdays]);
  });

  test('is painted, and what is painted as usual is a window no more', () => {
    const week = painted(weekOf([weekdays], periods), { days: [3], from: 600, to: 615 }, USUAL);
    expect(windowsOf(week, periods)).toEqual([
      { ...weekdays, days: [1, 2, 4, 5] },
      { ...weekdays, days: [3], to: 600 },
      { ...weekdays, days: [3], from: 615 },
    ]);
  });

  test('has hours of one period, of the usual one, and of several', () => {
    const week = painted(weekOf([weekdays], periods), { days: [3], from: 600, to: 615 }, 0);
    expect([hourIn(week, 2, 9), hourIn(week, 2, 10), hourIn(week, 2, 23)]).toEqual([1, undefined, USUAL]);
  });

  test('of a period that is gone is as usual', () => expect(weekOf([weekdays], ['Night'])[0]?.[40]).toBe(USUAL));
});
