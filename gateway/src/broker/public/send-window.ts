import { Lanes } from './lanes.ts';
import type { Saying } from './outbox.ts';

/** What was sent and is not acknowledged yet. */
export interface Sending {
  readonly saying: Saying;
  readonly takenMono: number;
}

/** Enough that a gateway that takes some ms for a turn is never waited for by whoever else has something to say. */
export const WINDOW = 64;

/** What is under way to the gateway, in the order in which it was sent. */
export class SendWindow {
  readonly #sent = new Set<Sending>();
  readonly #lanes = new Lanes();
  /** So many more go one at a time, since the gateway hung up at one of them. */
  #alone = 0;
  #progressMono = 0;

  get size(): number {
    return this.#sent.size;
  }

  get hasRoom(): boolean {
    return this.#sent.size < (this.#alone > 0 ? 1 : WINDOW);
  }

  /** Since when nothing was acknowledged of what should be; undefined where nothing is under way. */
  get owedSinceMono(): number | undefined {
    return this.#sent.size > 0 ? this.#progressMono : undefined;
  }

  readonly isFree = (credential: string, device: string): boolean => this.#lanes.isFree(credential, device);

  add(sending: Sending): void {
    if (this.#sent.size === 0) this.#progressMono = sending.takenMono;
    this.#sent.add(sending);
    this.#lanes.take(sending.saying.credential, sending.saying.device);
  }

  /** It was acknowledged; false where it was taken back before. */
  finish(sending: Sending, nowMono: number): boolean {
    if (!this.#remove(sending)) return false;
    this.#progressMono = nowMono;
    this.#alone = Math.max(0, this.#alone - 1);
    return true;
  }

  /** All that is under way, the first sent first. It goes one at a time from now on: whose fault it was shows then. */
  takeBack(): Sending[] {
    const all = [...this.#sent];
    for (const sending of all) this.#remove(sending);
    this.#alone = Math.max(this.#alone, all.length);
    return all;
  }

  #remove(sending: Sending): boolean {
    if (!this.#sent.delete(sending)) return false;
    this.#lanes.free(sending.saying.credential, sending.saying.device);
    return true;
  }
}
