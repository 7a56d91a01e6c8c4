import type { RawData } from 'ws';
import { LiveRequest, type Clock } from '../contract/index.ts';
import { parseJson } from './parse.ts';

/** Twice a second on average, and a few at once when somebody leafs through pages. */
const PER_MS = 2 / 1_000;
const BURST = 10;

/** What a page says on its live socket; undefined for anything that is not to be said there. */
export function findLiveRequest(data: RawData, isBinary: boolean): LiveRequest | undefined {
  if (isBinary || !Buffer.isBuffer(data)) return undefined;
  const parsed = LiveRequest.safeParse(jsonOf(data));
  return parsed.success ? parsed.data : undefined;
}

/** How often one page may speak (a token bucket). */
export class Pace {
  readonly #clock: Clock;
  #left = BURST;
  #at: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#at = clock.monoMs();
  }

  /** Whether it may speak now. */
  take(): boolean {
    const now = this.#clock.monoMs();
    this.#left = Math.min(BURST, this.#left + (now - this.#at) * PER_MS);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    return undefined;
  }
}
