import type { RawData } from 'ws';
import { LiveRequest, type Clock } from '../contract/index.ts';
import { Bucket } from './live-budget.ts';
import { parseJson } from './parse.ts';

/** Twice a second on average, and a few at once when somebody leafs through pages. */
const MESSAGES = { perS: 2, most: 10 };
/** Beside messages: pings, pongs and the frames that a message may be cut into. A message of ours has less than a kilobyte. */
const BYTES = { perS: 4 * 1024, most: 128 * 1024 };

/** What a page says on its live socket; undefined for anything that is not to be said there. */
export function findLiveRequest(data: RawData, isBinary: boolean): LiveRequest | undefined {
  if (isBinary || !Buffer.isBuffer(data)) return undefined;
  const parsed = LiveRequest.safeParse(jsonOf(data));
  return parsed.success ? parsed.data : undefined;
}

/** How much one page may say. */
export class Pace {
  readonly #messages: Bucket;
  readonly #bytes: Bucket;

  constructor(clock: Clock) {
    this.#messages = new Bucket(clock, MESSAGES);
    this.#bytes = new Bucket(clock, BYTES);
  }

  /** Whether it may say one more message, or ping, now. */
  mayTell(): boolean {
    return this.#messages.take();
  }

  /** Whether so many bytes more may come over its line. */
  maySend(bytes: number): boolean {
    return this.#bytes.take(bytes);
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    return undefined;
  }
}
