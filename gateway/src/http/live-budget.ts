import type { Clock } from '../contract/index.ts';

/** How fast a bucket fills, and how much it holds. */
export interface Budget {
  readonly perS: number;
  readonly most: number;
}

/** What may be taken over time (a token bucket): `most` at once, then `perS`. */
export class Bucket {
  readonly #clock: Clock;
  readonly #budget: Budget;
  #left: number;
  #at: number;

  constructor(clock: Clock, budget: Budget) {
    this.#clock = clock;
    this.#budget = budget;
    this.#left = budget.most;
    this.#at = clock.monoMs();
  }

  /** Whether so much may be taken now. */
  take(amount = 1): boolean {
    const now = this.#clock.monoMs();
    const { perS, most } = this.#budget;
    this.#left = Math.min(most, this.#left + ((now - this.#at) * perS) / 1_000);
    this.#at = now;
    if (this.#left < amount) return false;
    this.#left -= amount;
    return true;
  }
}
