import { describe, expect, it } from 'vitest';
import { SiteCalendar } from './site-calendar.ts';

const at = (text: string) => Date.parse(text);
const hours = ({ from, to }: { from: number; to: number }) => (to - from) / 3_600_000;

describe('the calendar of a site', () => {
  it('shows day, weekday and minute by the clock on the wall', () => {
    const bangkok = new SiteCalendar('Asia/Bangkok');
    expect(bangkok.at(at('2026-11-20T17:00:00Z'))).toEqual({ day: '2026-11-21', weekday: 6, minute: 0 });
    expect(bangkok.at(at('2026-11-22T16:45:00Z'))).toEqual({ day: '2026-11-22', weekday: 7, minute: 1425 });
  });

  it.each([
    ['Asia/Kathmandu', '2026-11-20T18:15:00Z'],
    ['Asia/Kolkata', '2026-11-20T18:30:00Z'],
    ['America/St_Johns', '2026-11-21T03:30:00Z'],
    ['Pacific/Chatham', '2026-11-20T10:15:00Z'],
    ['UTC', '2026-11-21T00:00:00Z'],
    ['Pacific/Kiritimati', '2026-11-20T10:00:00Z'],
    ['Pacific/Marquesas', '2026-11-21T09:30:00Z'],
  ])('begins a day in %s at %s', (zone, text) => {
    const calendar = new SiteCalendar(zone);
    expect(calendar.day('2026-11-21').from).toBe(at(text));
    expect(calendar.at(at(text))).toEqual({ day: '2026-11-21', weekday: 6, minute: 0 });
    expect(calendar.at(at(text) - 900_000).day).toBe('2026-11-20');
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Asia/Dhaka', '2026-04-05', 24],
  ])('has the day of %s %s long: %s h', (zone, day, long) => expect(hours(new SiteCalendar(zone).day(day))).toBe(long));

  it('begins a day whose midnight is skipped when the clock goes on', () => {
    // Cairo goes from 0:00 to 1:00 on the last Friday of April.
    const cairo = new SiteCalendar('Africa/Cairo');
    expect(cairo.day('2026-04-24')).toEqual({ from: at('2026-04-23T22:00:00Z'), to: at('2026-04-24T21:00:00Z') });
    expect(cairo.at(cairo.day('2026-04-24').from).minute).toBe(60);
  });

  it('shows the hour of a clock change by its quarters', () => {
    const berlin = new SiteCalendar('Europe/Berlin');
    expect(berlin.at(at('2026-10-25T00:45:00Z')).minute).toBe(165);
    expect(berlin.at(at('2026-10-25T01:00:00Z')).minute).toBe(120);
    expect(berlin.at(at('2026-03-29T01:00:00Z')).minute).toBe(180);
  });

  it('has months, also over the end of a year', () => {
    const dhaka = new SiteCalendar('Asia/Dhaka');
    expect(dhaka.month('2026-12')).toEqual({ from: at('2026-11-30T18:00:00Z'), to: at('2026-12-31T18:00:00Z') });
    expect(dhaka.monthAt(at('2026-12-31T17:45:00Z'))).toBe('2026-12');
    expect(dhaka.monthAt(at('2026-12-31T18:00:00Z'))).toBe('2027-01');
    expect(hours(new SiteCalendar('Europe/Berlin').month('2026-03'))).toBe(31 * 24 - 1);
  });

  it('refuses a zone that is none', () => expect(() => new SiteCalendar('Mars/Base')).toThrow(RangeError));
});
