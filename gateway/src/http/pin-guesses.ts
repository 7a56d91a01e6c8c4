import type { Clock } from '../contract/index.ts';
import { ACCOUNT_RULE, Throttle, type ThrottleRule } from '../domain/people/throttle.ts';
import { Guesses, slowDown, type Guess } from './guesses.ts';

const DAY_MS = 24 * 3_600_000;
/** Four digits are few: by one person's PIN from one address, and from all of them together. Half an hour makes 48 tries a day. */
const PIN_THERE_RULE: ThrottleRule = {
  ...ACCOUNT_RULE,
  freeTries: 3,
  firstWaitMs: 5_000,
  longestWaitMs: 30 * 60_000,
  forgetMs: DAY_MS,
};
const PIN_RULE: ThrottleRule = { ...PIN_THERE_RULE, freeTries: 10 };

/** Slows down whoever guesses PINs. It keeps nobody out for good: the password is another way, with delays of its own. */
export class PinGuesses {
  readonly #clock: Clock;
  readonly #guesses: Guesses;
  readonly #ofPerson = new Throttle(PIN_RULE);

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#guesses = new Guesses(clock, PIN_THERE_RULE);
  }

  /** Throws `slow-down` where it is too early for another. `person` is an id. */
  begin(person: string, address: string): Guess {
    const now = this.#clock.monoMs();
    const waitMs = this.#ofPerson.waitMs(person, now);
    if (waitMs > 0) throw slowDown(waitMs);
    const guess = this.#guesses.begin(person, address);
    const inARow = this.#ofPerson.fail(person, now);
    return {
      inARow,
      right: () => {
        guess.right();
        this.#ofPerson.succeed(person);
      },
      takeBack: () => {
        guess.takeBack();
        this.#ofPerson.takeBack(person);
      },
    };
  }
}
