import type { Clock } from '../contract/index.ts';
import { ACCOUNT_RULE, ADDRESS_RULE, networkOf, Throttle, type ThrottleRule } from '../domain/people/throttle.ts';
import { ProblemError } from './problem.ts';

/** A password that somebody says, while it is being checked. */
export interface Guess {
  /** Which wrong one of this name it is, from wherever they come, unless it is right. */
  readonly inARow: number;
  right(): void;
  /** It was never checked. */
  takeBack(): void;
}

/**
 * Slows down whoever guesses passwords. A guess counts from its beginning: many at once are no way around. Waits are kept for
 * a name at an address, and for an address, never for a name alone: nobody can keep its owner out from elsewhere.
 */
export class Guesses {
  readonly #clock: Clock;
  readonly #ofNameThere: Throttle;
  readonly #there = new Throttle(ADDRESS_RULE);
  /** Counts for the audit, and slows nobody. */
  readonly #ofName = new Throttle(ACCOUNT_RULE);

  constructor(clock: Clock, nameThere: ThrottleRule = ACCOUNT_RULE) {
    this.#clock = clock;
    this.#ofNameThere = new Throttle(nameThere);
  }

  /** Throws `slow-down` where it is too early for another. */
  begin(name: string, address: string): Guess {
    const now = this.#clock.monoMs();
    const network = networkOf(address);
    const nameThere = `${name} ${network}`;
    const waitMs = Math.max(this.#ofNameThere.waitMs(nameThere, now), this.#there.waitMs(network, now));
    if (waitMs > 0) throw slowDown(waitMs);
    this.#ofNameThere.fail(nameThere, now);
    this.#there.fail(network, now);
    const inARow = this.#ofName.fail(name, now);
    return {
      inARow,
      right: () => {
        this.#ofNameThere.succeed(nameThere);
        this.#ofName.succeed(name);
        // Not forgiven as a whole: somebody's own password must not buy tries at others'.
        this.#there.takeBack(network);
      },
      takeBack: () => {
        this.#ofNameThere.takeBack(nameThere);
        this.#ofName.takeBack(name);
        this.#there.takeBack(network);
      },
    };
  }
}

/** The refusal of whoever has to wait. */
export function slowDown(waitMs: number): ProblemError {
  const retryAfterS = Math.ceil(waitMs / 1000);
  return new ProblemError('slow-down', `Too many tries. Wait ${retryAfterS} s and try again.`, { retryAfterS });
}
