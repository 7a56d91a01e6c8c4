import { QUARTER_MS } from '../../contract/index.ts';

/** From a moment up to another, which is not in it. Unit: wall ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A quarter of an hour as the calendar and the clock on the wall show it. */
export interface LocalQuarter {
  /** `2026-11-21`. */
  readonly day: string;
  /** Monday 1 to Sunday 7. */
  readonly weekday: number;
  /** Since midnight by the clock: over a clock change some come twice and some never. */
  readonly minute: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** More than any clock differs from UTC. */
const FURTHEST_MS = 15 * 3_600_000;

/**
 * Days and months of a time zone, for energy that is counted in quarters of an hour of UTC. Every time zone of today differs from UTC by
 * whole quarters, and changes its clock at one. Throws a RangeError for a zone that does not exist.
 */
export class SiteCalendar {
  readonly timeZone: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #known = new Map<number, number>();
  readonly #days = new Map<number, string>();

  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  }

  at(wall: number): LocalQuarter {
    const local = this.#local(wall);
    const number = Math.floor(local / DAY_MS);
    const minute = Math.floor((local - number * DAY_MS) / MINUTE_MS);
    // The first of January 1970 was a Thursday.
    return { day: this.#dayText(number), weekday: ((((number + 3) % 7) + 7) % 7) + 1, minute };
  }

  /** The month that is on the calendar, as `2026-11`. */
  monthAt(wall: number): string {
    return this.at(wall).day.slice(0, 7);
  }

  /** A whole month, `2026-11`. */
  month(month: string): Span {
    const [year = 0, number = 1] = month.split('-').map(Number);
    return { from: this.#firstOf(Date.UTC(year, number - 1)), to: this.#firstOf(Date.UTC(year, number)) };
  }

  /** A whole day, `2026-11-21`. */
  day(day: string): Span {
    const midnight = Date.parse(`${day}T00:00:00Z`);
    return { from: this.#firstOf(midnight), to: this.#firstOf(midnight + DAY_MS) };
  }

  /** The first quarter at which the clock shows this time or a later one: midnight itself may be skipped. */
  #firstOf(localMs: number): number {
    let below = (localMs - FURTHEST_MS) / QUARTER_MS;
    let above = (localMs + FURTHEST_MS) / QUARTER_MS;
    while (above - below > 1) {
      const middle = Math.floor((below + above) / 2);
      if (this.#local(middle * QUARTER_MS) >= localMs) above = middle;
      else below = middle;
    }
    return above * QUARTER_MS;
  }

  /** Many quarters are of one day. */
  #dayText(number: number): string {
    const known = this.#days.get(number) ?? new Date(number * DAY_MS).toISOString().slice(0, 10);
    this.#days.set(number, known);
    return known;
  }

  #local(wall: number): number {
    return wall + this.#offset(wall);
  }

  /** To ask the calendar costs much: where a day of UTC begins and ends with the same offset, it has no other. */
  #offset(wall: number): number {
    const midnight = wall - (((wall % DAY_MS) + DAY_MS) % DAY_MS);
    const begin = this.#asked(midnight);
    return begin === this.#asked(midnight + DAY_MS) ? begin : this.#asked(wall);
  }

  #asked(wall: number): number {
    const quarter = Math.floor(wall / QUARTER_MS);
    const known = this.#known.get(quarter) ?? this.#ask(quarter * QUARTER_MS);
    this.#known.set(quarter, known);
    return known;
  }

  #ask(wall: number): number {
    const name = this.#format.formatToParts(wall).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  }
}
