import { dayText } from './site-time.ts';

const MONTH = /^2[01]\d\d-(?:0[1-9]|1[0-2])$/;

/** The month at the farm, `2026-11`. */
export function monthAt(at: number): string {
  return dayText(at).slice(0, 7);
}

/** So many months later, or earlier. */
export function monthsOn(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count)).toISOString().slice(0, 7);
}

/** Every day of a month, `2026-11-21`. */
export function daysOf(month: string): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: last }, (_, at) => `${month}-${String(at + 1).padStart(2, '0')}`);
}

/** The day after. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The month an address asks for; undefined where it makes no sense, or is still to come. */
export function monthFrom(search: string, latest: string): string | undefined {
  const month = new URLSearchParams(search).get('month');
  return month && MONTH.test(month) && month <= latest ? month : undefined;
}
