import type { Truth, TruthLog } from '../truth.ts';

interface Sum {
  readonly since: number;
  amount: number;
}

type Told = (span: { at: number; device: string; since: number; amount: number }) => Truth;

/** Adds up what flows in small steps, and tells the truth of it now and then rather than at each step. */
export class Tally {
  readonly #sums = new Map<string, Sum>();
  readonly #note: TruthLog;
  readonly #told: Told;

  constructor(note: TruthLog, told: Told) {
    this.#note = note;
    this.#told = told;
  }

  add(device: string, since: number, amount: number): void {
    const sum = this.#sums.get(device);
    if (sum) sum.amount += amount;
    else if (amount > 0) this.#sums.set(device, { since, amount });
  }

  /** Tells what was added up, of one device or of all. */
  tell(at: number, only?: string): void {
    for (const [device, { since, amount }] of this.#sums) {
      if (only !== undefined && device !== only) continue;
      this.#sums.delete(device);
      this.#note(this.#told({ at, device, since, amount }));
    }
  }
}
