import type { Saying } from './outbox.ts';

/** What was sent and is not acknowledged yet. */
export interface Sending {
  readonly saying: Saying;
  readonly takenMono: number;
}

const nothing: readonly Sending[] = [];

/**
 * What is under way to the gateway: one message, of one saying or of many. All that is said meanwhile waits and goes in the next
 * ones, which are few where much is said.
 */
export class SendWindow {
  #sent = nothing;
  /** So many more go one at a time, since the gateway hung up at one of them. */
  #alone = 0;
  #sentMono = 0;

  get size(): number {
    return this.#sent.length;
  }

  /** How many sayings may go together now. */
  roomFor(most: number): number {
    if (this.#sent.length > 0) return 0;
    return this.#alone > 0 ? 1 : most;
  }

  /** Since when something is not acknowledged; undefined where nothing is under way. */
  get owedSinceMono(): number | undefined {
    return this.#sent.length > 0 ? this.#sentMono : undefined;
  }

  send(sendings: readonly Sending[], nowMono: number): void {
    this.#sent = sendings;
    this.#sentMono = nowMono;
  }

  /** They were acknowledged; false where they were taken back before. */
  finish(sendings: readonly Sending[]): boolean {
    if (this.#sent !== sendings) return false;
    this.#sent = nothing;
    this.#alone = Math.max(0, this.#alone - sendings.length);
    return true;
  }

  /** All that is under way, the first said first. It goes one at a time from now on: whose fault it was shows then. */
  takeBack(): readonly Sending[] {
    const all = this.#sent;
    this.#sent = nothing;
    this.#alone = Math.max(this.#alone, all.length);
    return all;
  }
}
