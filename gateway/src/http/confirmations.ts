import type { Clock } from '../contract/index.ts';

/** So long after a PIN or password was said a session may do what asks for one. Unit: ms. */
export const CONFIRMED_MS = 5 * 60_000;
/** Far more than there are people; whoever makes more loses the oldest. */
const MOST = 1_000;

/** Who has shown just now that it is still them at the session: kept in memory alone, so that a restart asks again. */
export class Confirmations {
  readonly #clock: Clock;
  /** Monotonic ends, by session. */
  readonly #ends = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Answers the wall time at which it ends. */
  confirm(session: string): number {
    this.#ends.delete(session);
    this.#ends.set(session, this.#clock.monoMs() + CONFIRMED_MS);
    for (const oldest of this.#ends.keys()) {
      if (this.#ends.size <= MOST) break;
      this.#ends.delete(oldest);
    }
    return Math.floor(this.#clock.wallMs() + CONFIRMED_MS);
  }

  has(session: string): boolean {
    return (this.#ends.get(session) ?? 0) > this.#clock.monoMs();
  }

  drop(session: string): void {
    this.#ends.delete(session);
  }
}
