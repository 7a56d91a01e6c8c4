import type { PasswordHasher, UserRecord } from '../domain/people/ports.ts';
import type { Guess, Guesses } from './guesses.ts';
import type { PinGuesses } from './pin-guesses.ts';

/** Both ways of guessing, each with its delays. */
export interface GuessBooks {
  readonly passwords: Guesses;
  readonly pins: PinGuesses;
}

/** Too many were at it: then this was no guess. */
export async function orTakeBack<Value>(guess: Guess, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    guess.takeBack();
    throw error;
  }
}

/** Whether it is their PIN. Where there is none, or nobody, it takes as long. */
export function isPinOf(hasher: PasswordHasher, user: UserRecord | undefined, pin: string): Promise<boolean> {
  return hasher.verify(user?.pinHash ?? hasher.decoy(), pin);
}
