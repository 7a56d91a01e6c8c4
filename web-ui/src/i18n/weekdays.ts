import { getLocale } from './locale.ts';

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** The days from Monday on, in the language of the page. */
export function weekdays(length: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat(getLocale(), { weekday: length, timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(MONDAY + day * DAY_MS));
}

/** A minute of the day as a time: 18:30. */
export function timeOfDay(minute: number): string {
  const format = new Intl.DateTimeFormat(getLocale(), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  return minute === 1440 ? '24:00' : format.format(MONDAY + minute * 60_000);
}

/** The value of an `<input type="time">` as minutes since midnight; undefined where it is none. */
export function minuteOf(time: string): number | undefined {
  const match = /^(\d\d):(\d\d)/.exec(time);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/** A minute of the day as the value of an `<input type="time">`, which knows no 24:00. */
export function timeValue(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}
