import { afterEach, describe, expect, test } from 'vitest';
import { chooseZone } from '../i18n/site-zone.ts';
import { dayText, momentOf, wallText, yearBefore } from './site-time.ts';

afterEach(() => chooseZone('no/zone'));

describe.each([
  ['Asia/Kathmandu', '2026-03-01T01:15', '2026-02-28T19:30:00Z'],
  ['America/Bogota', '2026-02-28T14:30', '2026-02-28T19:30:00Z'],
  ['Pacific/Auckland', '2026-03-01T08:30', '2026-02-28T19:30:00Z'],
  ['Europe/Berlin', '2026-03-29T03:30', '2026-03-29T01:30:00Z'],
  ['Europe/Berlin', '2026-03-29T01:30', '2026-03-29T00:30:00Z'],
])('the clock of %s', (zone, text, moment) => {
  const at = Date.parse(moment);

  test(`shows ${text} at ${moment}`, () => {
    chooseZone(zone);
    expect(wallText(at)).toBe(text);
    expect(dayText(at)).toBe(text.slice(0, 10));
  });

  test(`is read back from ${text}`, () => {
    chooseZone(zone);
    expect(momentOf(text)).toBe(at);
  });
});

test.each([
  ['Europe/Berlin', '2026-11-21T22:30:15Z', '2025-11-21T22:30:15Z'],
  // A year with a leap day is longer,
  ['Asia/Kathmandu', '2028-03-01T04:00:00Z', '2027-03-01T04:00:00Z'],
  ['Asia/Kathmandu', '2029-02-28T04:00:00Z', '2028-02-28T04:00:00Z'],
  ['Asia/Kathmandu', '2028-02-29T04:00:00Z', '2027-02-28T04:00:00Z'],
  // and the clock may have been changed on another Sunday.
  ['Europe/Berlin', '2026-03-30T10:00:00Z', '2025-03-30T10:00:00Z'],
  ['Europe/Berlin', '2026-03-29T10:00:00Z', '2025-03-29T11:00:00Z'],
])('in %s a year before %s is %s', (zone, moment, before) => {
  chooseZone(zone);
  expect(new Date(yearBefore(Date.parse(moment))).toISOString()).toBe(before.replace('Z', '.000Z'));
});

test('what is no time is no moment', () => {
  expect(momentOf('')).toBeUndefined();
});

test('a zone that nobody knows is that of the browser', () => {
  chooseZone('Atlantis/Harbour');
  const now = new Date(2026, 4, 5, 6, 7);
  expect(wallText(now.getTime())).toBe('2026-05-05T06:07');
});
