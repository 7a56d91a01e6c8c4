import type { OrderReceipt } from './orders.ts';

/** Enough for a day of a busy farm, small enough to hold. */
const REMEMBERED = 1_000;

/** The last receipt of each recent command, by id: the same id twice is the same command. */
export class ReceiptMemory {
  readonly #last = new Map<string, OrderReceipt | undefined>();

  has(id: string): boolean {
    return this.#last.has(id);
  }

  /** Undefined too where the command is known and nothing was told of it yet. */
  find(id: string): OrderReceipt | undefined {
    return this.#last.get(id);
  }

  remember(id: string, receipt?: OrderReceipt): void {
    this.#last.delete(id);
    this.#last.set(id, receipt);
    const [oldest] = this.#last.keys();
    if (this.#last.size > REMEMBERED && oldest !== undefined) this.#last.delete(oldest);
  }
}
