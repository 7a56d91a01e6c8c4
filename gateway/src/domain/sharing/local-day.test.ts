import { describe, expect, it } from 'vitest';
import { localDay, localMinute } from './local-day.ts';
import { isWithin } from './run.ts';

const at = (hour: number, minute = 0) => Date.UTC(2026, 10, 21, hour, minute);

describe('the day on the wall', () => {
  it.each([
    ['UTC', at(23, 59), '2026-11-21'],
    ['Asia/Kolkata', at(18, 29), '2026-11-21'],
    ['Asia/Kolkata', at(18, 30), '2026-11-22'],
    ['America/New_York', at(4, 59), '2026-11-20'],
    ['UTC', Date.UTC(2027, 0, 2), '2027-01-02'],
  ])('in %s at %d is %s', (zone, wall, day) => {
    expect(localDay(wall, zone)).toBe(day);
    expect(localDay(wall, zone)).toBe(day);
  });

  it('in a zone that is not there is none', () => {
    expect(() => localDay(at(0), 'Mars/Olympus')).toThrow(RangeError);
    expect(() => localMinute(at(0), 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('the minute on the wall', () => {
  it.each([
    ['UTC', at(0), 0],
    ['UTC', at(23, 59), 1_439],
    ['Asia/Kolkata', at(6, 15), 11 * 60 + 45],
    ['Asia/Kolkata', at(18, 30), 0],
  ])('in %s at %d is %d', (zone, wall, minute) => {
    expect(localMinute(wall, zone)).toBe(minute);
    expect(localMinute(wall, zone)).toBe(minute);
  });

  it('is of summer time in summer', () => {
    expect(localMinute(Date.UTC(2026, 6, 1, 10), 'Europe/Berlin')).toBe(12 * 60);
    expect(localMinute(Date.UTC(2026, 11, 1, 10), 'Europe/Berlin')).toBe(11 * 60);
  });
});

describe('a pump may be asked for', () => {
  const day = [{ from: 6 * 60, to: 18 * 60 }];
  const night = [{ from: 22 * 60, to: 5 * 60 }];

  it.each([
    ['always, without hours', undefined, at(3), true],
    ['never, with none', [], at(3), false],
    ['not a minute before', day, at(5, 59), false],
    ['from the first minute on', day, at(6), true],
    ['until the last minute', day, at(17, 59), true],
    ['not from its end on', day, at(18), false],
    ['not before the night', night, at(21, 59), false],
    ['from the first minute of the night on', night, at(22), true],
    ['over midnight', night, at(0), true],
    ['until the last minute of the night', night, at(4, 59), true],
    ['not from the end of the night on', night, at(5), false],
    ['never in a window of no length', [{ from: 360, to: 360 }], at(6), false],
    ['in any of its windows', [...night, ...day], at(12), true],
  ])('%s', (_what, windows, wall, expected) => {
    expect(isWithin(windows, wall, 'UTC')).toBe(expected);
  });

  it('by the clock of its site', () => {
    expect(isWithin(day, at(0, 30), 'Asia/Kolkata')).toBe(true);
    expect(isWithin(day, at(0, 29), 'Asia/Kolkata')).toBe(false);
  });
});
