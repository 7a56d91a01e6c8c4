import { FRAME_END, FRAME_LENGTH, FRAME_START, type Frame, decodeFrame } from './frame.ts';

/** What a deframer has met since it was made. */
export interface DeframerCounts {
  /** Intact frames. */
  readonly good: number;
  /** Start marks outside of good frames that no intact frame followed. */
  readonly bad: number;
  /** Bytes that belong to no intact frame: noise, debug text, broken frames. Up to 7 newest bytes are not judged yet. */
  readonly skipped: number;
  /** Those of the skipped bytes that no debug text has: neither printable ASCII nor white space. */
  readonly junk: number;
}

/**
 * Finds the frames in a stream of bytes that arrives in pieces. It looks at every run of eight bytes, so an intact frame
 * is found whatever stands before, after or in between, also where noise ends in a start mark; gaps in time do not matter.
 * It keeps eight bytes, never throws, and gives a frame with its last byte.
 */
export class Deframer {
  readonly #onFrame: (frame: Frame) => void;
  /** The newest eight bytes, as a ring: `#at` is the oldest and where the next byte goes. */
  readonly #ring = new Uint8Array(FRAME_LENGTH);
  #at = 0;
  #filled = 0;
  /** How many of the bytes now in the ring, counted from the oldest, belong to a good frame. */
  #owned = 0;
  #good = 0;
  #bad = 0;
  #skipped = 0;
  #junk = 0;

  constructor(onFrame: (frame: Frame) => void) {
    this.#onFrame = onFrame;
  }

  get counts(): DeframerCounts {
    return { good: this.#good, bad: this.#bad, skipped: this.#skipped, junk: this.#junk };
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) this.#pushByte(byte);
  }

  /** Forgets a half-received frame, as after the port was closed. */
  reset(): void {
    this.#filled = 0;
    this.#owned = 0;
  }

  #pushByte(byte: number): void {
    if (this.#filled === FRAME_LENGTH) this.#dropOldest();
    this.#ring[(this.#at + this.#filled) % FRAME_LENGTH] = byte;
    this.#filled++;
    if (byte === FRAME_END && this.#filled === FRAME_LENGTH && this.#ring[this.#at] === FRAME_START) this.#tryFrame();
  }

  #dropOldest(): void {
    if (this.#owned > 0) this.#owned--;
    else this.#skip(this.#ring[this.#at]);
    this.#at = (this.#at + 1) % FRAME_LENGTH;
    this.#filled--;
  }

  #skip(byte: number | undefined): void {
    this.#skipped++;
    if (byte === FRAME_START) this.#bad++;
    if (byte !== undefined && !isText(byte)) this.#junk++;
  }

  #tryFrame(): void {
    const inOrder = Uint8Array.from({ length: FRAME_LENGTH }, (_, i) => this.#ring[(this.#at + i) % FRAME_LENGTH] ?? 0);
    const frame = decodeFrame(inOrder);
    if (!frame) return;
    this.#owned = FRAME_LENGTH;
    this.#good++;
    this.#onFrame(frame);
  }
}

function isText(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
