import { expect, test } from 'vitest';
import { chooseZone } from '../i18n/site-zone.ts';
import { dayAfter, daysOf, monthAt, monthFrom, monthsOn } from './months.ts';

test('a month is that of the farm', () => {
  chooseZone('Asia/Bangkok');
  expect(monthAt(Date.UTC(2026, 9, 31, 16, 59))).toBe('2026-10');
  expect(monthAt(Date.UTC(2026, 9, 31, 17))).toBe('2026-11');
});

test.each([
  ['2026-11', -1, '2026-10'],
  ['2026-01', -1, '2025-12'],
  ['2026-11', -12, '2025-11'],
  ['2026-12', 1, '2027-01'],
] as const)('%s and %i months is %s', (month, count, other) => expect(monthsOn(month, count)).toBe(other));

test.each([
  ['2026-02', 28],
  ['2028-02', 29],
  ['2026-11', 30],
  ['2026-12', 31],
] as const)('%s has %i days', (month, count) => {
  const days = daysOf(month);
  expect([days.length, days[0], days.at(-1)]).toEqual([count, `${month}-01`, `${month}-${count}`]);
});

test('the day after the last of a year is the first of the next', () => {
  expect([dayAfter('2026-12-31'), dayAfter('2028-02-28')]).toEqual(['2027-01-01', '2028-02-29']);
});

test.each([
  ['?month=2026-10', '2026-10'],
  ['?month=2026-11', '2026-11'],
  ['?month=2026-12', undefined],
  ['?month=2026-13', undefined],
  ['?month=<b>', undefined],
  ['', undefined],
] as const)('the address %j asks for %s', (search, month) => expect(monthFrom(search, '2026-11')).toBe(month));
