/** A minute of the week as the clock on the wall shows it; day 0 is Sunday. */
export interface LocalMinute {
  readonly day: number;
  readonly minute: number;
}

export const DAY_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The clock on the wall of a time zone. Throws a RangeError for a zone that does not exist. */
export class LocalTime {
  readonly #format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  }

  at(wall: number): LocalMinute {
    const parts = this.#format.formatToParts(wall);
    const find = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
    return { day: days.indexOf(find('weekday')), minute: Number(find('hour')) * 60 + Number(find('minute')) };
  }

  /** The moment within half a day of a guess at which the clock shows this minute; for one that is skipped, the guess moved as far. */
  nearest(guess: number, minute: number): number {
    const off = this.at(guess).minute - minute;
    const half = DAY_MINUTES / 2;
    return guess - (((off + half + DAY_MINUTES) % DAY_MINUTES) - half) * MINUTE_MS;
  }
}
