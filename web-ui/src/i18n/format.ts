import { getLocale } from './locale.ts';
import { siteZone } from './site-zone.ts';
import { words } from './words.ts';

/** A current as people read it: 4.8 A. */
export function amperes(mA: number): string {
  return `${new Intl.NumberFormat(getLocale(), { minimumFractionDigits: 1, maximumFractionDigits: mA < 1000 ? 2 : 1 }).format(mA / 1000)} A`;
}

/** A number in the language's digits. */
export function number(value: number): string {
  return new Intl.NumberFormat(getLocale(), { maximumFractionDigits: 1 }).format(value);
}

/** A span of time, rounded to what matters: 4 s, 3 min, 2 h, 5 d. */
export function span(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return words.seconds(number(s));
  if (s < 3600) return words.minutes(number(Math.floor(s / 60)));
  if (s < 86_400) return words.hours(number(Math.floor(s / 3600)));
  return words.days(number(Math.floor(s / 86_400)));
}

/** What is left of a few minutes, to the second: 1:52. */
export function countdown(ms: number): string {
  const s = Math.max(0, Math.ceil(ms / 1000));
  const two = new Intl.NumberFormat(getLocale(), { minimumIntegerDigits: 2 });
  return `${number(Math.floor(s / 60))}:${two.format(s % 60)}`;
}

/** A moment by the farm's clock: the time of day, with the date where it is not today. */
export function moment(at: number, now: number): string {
  const timeZone = siteZone();
  const day = new Intl.DateTimeFormat('en', { timeZone });
  const isToday = day.format(at) === day.format(now);
  return new Intl.DateTimeFormat(getLocale(), {
    timeZone,
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
  }).format(at);
}

/** A time of day to the minute, by the farm's clock. */
export function clockTime(at: number, timeZone = siteZone()): string {
  return new Intl.DateTimeFormat(getLocale(), { timeZone, hour: 'numeric', minute: '2-digit' }).format(at);
}
