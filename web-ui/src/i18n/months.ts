import { getLocale } from './locale.ts';

/** A month such as `2026-11` with its year. */
export function monthName(month: string): string {
  return inUtc(`${month}-01`, { month: 'long', year: 'numeric' });
}

/** A day such as `2026-11-21`: Sat 21 Nov. */
export function dayName(day: string): string {
  return inUtc(day, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** The same with its year and without the weekday. */
export function dateName(day: string): string {
  return inUtc(day, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Days of a calendar have no time zone. */
function inUtc(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(getLocale(), { ...options, timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
}
