import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDays } from './local-days.ts';
import { boundsOf, stepFor, steps } from './steps.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Half and three quarters of an hour, a clock change at midnight, one of half an hour, and a day that was left out (Apia, 2011). */
const zones = [
  'UTC',
  'Asia/Dhaka',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
] as const;

function clockOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
}

describe('days of a zone', () => {
  it('begin where the date changes', () => {
    const at = fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2035, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), at, (zone, moment) => {
        const start = new LocalDays(zone).startOf(moment);
        const date = clockOf(moment, zone).slice(0, 10);
        expect(clockOf(start, zone).slice(0, 10)).toBe(date);
        expect(clockOf(start - 1, zone).slice(0, 10)).not.toBe(date);
      }),
    );
  });

  it('follow one another', () => {
    const at = fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2035, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), at, (zone, moment) => {
        const days = new LocalDays(zone);
        const next = days.nextAfter(moment);
        expect(days.startOf(next - 1)).toBe(days.startOf(moment));
        expect(days.startOf(next)).toBe(next);
      }),
    );
  });

  it('have 23 and 25 hours at a change of the clock', () => {
    const days = new LocalDays('Europe/Berlin');
    const spring = days.startOf(Date.UTC(2026, 2, 29, 12));
    const autumn = days.startOf(Date.UTC(2026, 9, 25, 12));
    expect(days.nextAfter(spring) - spring).toBe(23 * HOUR_MS);
    expect(days.nextAfter(autumn) - autumn).toBe(25 * HOUR_MS);
  });

  it('make months', () => {
    for (const zone of zones) {
      const days = new LocalDays(zone);
      for (let month = 0; month < 24; month++) {
        const start = days.startOfMonth(Date.UTC(2025, month, 15, 12));
        const date = new Date(Date.UTC(2025, month, 1)).toISOString().slice(0, 10);
        expect(clockOf(start, zone).slice(0, 10)).toBe(date);
        expect(clockOf(start - 1, zone).slice(0, 10)).not.toBe(date);
        expect(days.nextMonthAfter(start + 5 * DAY_MS)).toBe(days.startOfMonth(Date.UTC(2025, month + 1, 15, 12)));
      }
    }
  });
});

describe('buckets of a span', () => {
  const span = fc.tuple(
    fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2030, 0, 1) }),
    fc.integer({ min: 1, max: 40 * DAY_MS }),
  );

  it('cover it without gaps and begin no later than it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), span, fc.constantFrom(...steps), (zone, [from, length], step) => {
        fc.pre(length / 1000 / step < 2_000);
        const bounds = [...boundsOf(from, from + length, step, zone)];
        expect(bounds[0]).toBeLessThanOrEqual(from);
        expect(bounds[1]).toBeGreaterThan(from);
        expect(bounds.at(-1)).toBeGreaterThanOrEqual(from + length);
        expect(bounds.at(-2)).toBeLessThan(from + length);
        for (const [at, bound] of bounds.entries()) {
          const before = bounds[at - 1] ?? -Infinity;
          expect(bound).toBeGreaterThan(before);
          if (at > 0 && step < 86_400) expect(bound - before).toBeLessThanOrEqual(step * 1000);
        }
      }),
    );
  });

  it('of an hour are those on the wall, half an hour off in India', () => {
    const bounds = boundsOf(Date.UTC(2026, 10, 21, 6, 10), Date.UTC(2026, 10, 21, 8), 3_600, 'Asia/Kolkata');
    expect([...bounds].map((at) => clockOf(at, 'Asia/Kolkata').slice(11))).toEqual([
      '11:00:00',
      '12:00:00',
      '13:00:00',
      '14:00:00',
    ]);
  });

  it('of a week begin on Monday', () => {
    for (const zone of zones)
      for (let day = 1; day < 15; day++) {
        const [first = 0] = boundsOf(Date.UTC(2026, 10, day, 12), Date.UTC(2026, 10, day, 13), 604_800, zone);
        const name = new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'long' }).format(first);
        expect(`${zone} ${name}`).toBe(`${zone} Monday`);
      }
  });

  it.each([
    [HOUR_MS, 600, 10],
    [DAY_MS, 600, 300],
    [7 * DAY_MS, 600, 1_800],
    [30 * DAY_MS, 600, 7_200],
    [400 * DAY_MS, 600, 86_400],
    [10 * 365 * DAY_MS, 600, 604_800],
  ])('of %i ms for %i points take %i s', (span1, most, step) => {
    expect(stepFor(0, span1, most)).toBe(step);
  });

  it('never are more than were asked for', () => {
    fc.assert(
      fc.property(span, fc.integer({ min: 50, max: 600 }), fc.constantFrom(...zones), ([from, length], most, zone) => {
        const step = stepFor(from, from + length, most);
        expect(boundsOf(from, from + length, step, zone).length - 1).toBeLessThanOrEqual(most);
      }),
    );
  });
});
