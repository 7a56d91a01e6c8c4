import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectSupply, isSupplied, type Timetable } from './timetable.ts';

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const wall = (text: string) => Date.parse(text);

function windows(timeZone: string, ...spans: [days: number[], from: number, to: number][]): Timetable {
  return {
    kind: 'windows',
    timeZone,
    windows: spans.map(([days, fromMinute, toMinute]) => ({ days, fromMinute, toMinute })),
  };
}

describe('a timetable of windows', () => {
  const nights = windows('Asia/Kolkata', [everyDay, 22 * 60, 6 * 60]);
  const mornings = windows('Asia/Kolkata', [[1, 2], 6 * 60, 9 * 60 + 30]);

  test.each([
    [nights, '2026-03-03T21:59:59+05:30', false],
    [nights, '2026-03-03T22:00:00+05:30', true],
    [nights, '2026-03-04T05:59:59+05:30', true],
    [nights, '2026-03-04T06:00:00+05:30', false],
    [mornings, '2026-03-02T05:59:59+05:30', false],
    [mornings, '2026-03-02T06:00:00+05:30', true],
    [mornings, '2026-03-02T09:29:59+05:30', true],
    [mornings, '2026-03-02T09:30:00+05:30', false],
    [mornings, '2026-03-01T07:00:00+05:30', false],
    [windows('UTC', [[6], 1_380, 60]), '2026-03-07T23:30:00Z', true],
    [windows('UTC', [[6], 1_380, 60]), '2026-03-08T00:30:00Z', true],
    [windows('UTC', [[6], 1_380, 60]), '2026-03-07T00:30:00Z', false],
    [windows('UTC', [[0], 0, 0]), '2026-03-08T23:59:00Z', true],
    [windows('UTC', [[0], 0, 1_440]), '2026-03-09T00:00:00Z', false],
  ])('%# at %s has power: %s', (timetable, at, expected) => {
    expect(isSupplied(timetable, wall(at))).toBe(expected);
  });

  test.each([
    [nights, '2026-03-03T12:00:00+05:30', false, '2026-03-03T22:00:00+05:30'],
    [nights, '2026-03-03T23:10:20+05:30', true, '2026-03-04T06:00:00+05:30'],
    [nights, '2026-03-04T06:00:00+05:30', false, '2026-03-04T22:00:00+05:30'],
    [mornings, '2026-03-03T09:30:00+05:30', false, '2026-03-09T06:00:00+05:30'],
    // The clocks go forward at 02:00 in Berlin on 29 March 2026, and back at 03:00 on 25 October.
    [windows('Europe/Berlin', [everyDay, 60, 300]), '2026-03-29T01:30:00+01:00', true, '2026-03-29T05:00:00+02:00'],
    [windows('Europe/Berlin', [everyDay, 60, 300]), '2026-10-25T01:30:00+02:00', true, '2026-10-25T05:00:00+01:00'],
    [windows('UTC', [everyDay, 0, 720], [everyDay, 720, 900]), '2026-03-03T01:00:00Z', true, '2026-03-03T15:00:00Z'],
  ])('%# at %s is %s until %s', (timetable, at, isOn, until) => {
    expect(expectSupply(timetable, wall(at))).toEqual({ isOn, untilWall: wall(until) });
  });

  test('that never changes says until when of nothing', () => {
    expect(expectSupply(windows('UTC', [everyDay, 0, 1_440]), 0)).toEqual({ isOn: true });
    expect(expectSupply(windows('UTC'), 0)).toEqual({ isOn: false });
  });

  test('refuses a time zone that does not exist', () => {
    expect(() => isSupplied(windows('Mars/Olympus', [everyDay, 0, 60]), 0)).toThrow(RangeError);
  });
});

describe('a rota', () => {
  const rota: Timetable = { kind: 'rota', fromWall: 10_000, onMs: 3_000, offMs: 2_000 };

  test.each([
    [10_000, true, 13_000],
    [12_999, true, 13_000],
    [13_000, false, 15_000],
    [15_000, true, 18_000],
    [9_999, false, 10_000],
    [4_999, false, 5_000],
  ])('at %d has power: %s until %d', (at, isOn, untilWall) => {
    expect(expectSupply(rota, at)).toEqual({ isOn, untilWall });
  });

  test('without a pause, or without power, does not change', () => {
    expect(expectSupply({ ...rota, offMs: 0 }, 10_500)).toEqual({ isOn: true });
    expect(expectSupply({ ...rota, onMs: 0 }, 10_500)).toEqual({ isOn: false });
  });
});

test('what is expected holds until the moment it names, and not at it', () => {
  const minute = fc.integer({ min: 0, max: 1_439 });
  const window = fc.record({ days: fc.subarray(everyDay), fromMinute: minute, toMinute: minute });
  const zone = fc.constantFrom('UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Africa/Nairobi');
  fc.assert(
    fc.property(
      fc.array(window, { maxLength: 3 }),
      zone,
      fc.integer({ min: 1.7e12, max: 1.9e12 }),
      (some, timeZone, at) => {
        const timetable: Timetable = { kind: 'windows', timeZone, windows: some };
        const { isOn, untilWall } = expectSupply(timetable, at);
        expect(isSupplied(timetable, at)).toBe(isOn);
        const end = untilWall ?? at + 7 * 86_400_000;
        for (let step = 1; step < 20; step += 1)
          expect(isSupplied(timetable, Math.floor(at + ((end - at) * step) / 20))).toBe(isOn);
        if (untilWall !== undefined) expect(isSupplied(timetable, untilWall)).toBe(!isOn);
      },
    ),
    { numRuns: 100 },
  );
});
