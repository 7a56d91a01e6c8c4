import { localDay } from '../sharing/local-day.ts';

const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** No day is longer, clock change or not. */
const LONGEST_DAY_MS = 27 * HOUR_MS;

const calendars = new Map<string, LocalDays>();

/** The calendar of a time zone, one for all who ask: to work a year of it out takes longer than to answer what is asked about it. */
export function calendarOf(timeZone: string): LocalDays {
  let calendar = calendars.get(timeZone);
  if (!calendar) calendars.set(timeZone, (calendar = new LocalDays(timeZone)));
  return calendar;
}

/** The days that a calendar on the wall of a time zone has: of 23 and 25 hours too, and some that begin at one in the morning. */
export class LocalDays {
  readonly #timeZone: string;
  /** What was worked out lately, as a chart asks for each day again and again. */
  readonly #starts = new Map<number, number>();

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** When the day of this moment began. All zones of today begin their days at a quarter of an hour. Wall ms. */
  startOf(at: number): number {
    const quarter = Math.floor(at / QUARTER_MS);
    const known = this.#starts.get(quarter);
    if (known !== undefined) return known;
    const start = this.#search(quarter) * QUARTER_MS;
    if (this.#starts.size > 4_000) this.#starts.clear();
    this.#starts.set(quarter, start);
    return start;
  }

  /** When the day after that of this moment begins. */
  nextAfter(at: number): number {
    return this.startOf(this.startOf(at) + LONGEST_DAY_MS + HOUR_MS);
  }

  /** When the week of this moment began, on Monday. */
  startOfWeek(at: number): number {
    // 1970-01-01 was a Thursday.
    return this.#daysBefore(at, (Date.parse(localDay(at, this.#timeZone)) / DAY_MS + 3) % 7);
  }

  /** When the month of this moment began. */
  startOfMonth(at: number): number {
    const [, , day = '1'] = localDay(at, this.#timeZone).split('-');
    return this.#daysBefore(at, Number(day) - 1);
  }

  /** When the month after that of this moment begins. */
  nextMonthAfter(at: number): number {
    return this.startOfMonth(this.startOfMonth(at) + 32 * DAY_MS);
  }

  /** From the middle of the day, so that an hour more or less stays within it. */
  #daysBefore(at: number, count: number): number {
    return this.startOf(this.startOf(at) + DAY_MS / 2 - count * DAY_MS);
  }

  /** The first quarter of an hour of the day that this one lies in. */
  #search(quarter: number): number {
    const day = localDay(quarter * QUARTER_MS, this.#timeZone);
    let outside = quarter - LONGEST_DAY_MS / QUARTER_MS;
    let inside = quarter;
    while (inside - outside > 1) {
      const middle = Math.floor((outside + inside) / 2);
      if (localDay(middle * QUARTER_MS, this.#timeZone) === day) inside = middle;
      else outside = middle;
    }
    return inside;
  }
}
