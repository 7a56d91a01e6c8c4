import { splitBatch } from './batch.ts';
import type { JournalRow } from './journal-log.ts';
import { unpack } from './packing.ts';
import { decodeSegment } from './segment-codec.ts';
import { joinSegments, type Segment } from './segment.ts';

/** How the clock stands now: what was read in this boot before it was trusted is moved to when it really was. */
export interface Stamp {
  readonly boot: string;
  /** How much more the trusted clock on the wall shows than the monotonic one. Unit: ms. */
  readonly shiftMs: number;
}

/** What was read since the last hour was sealed: the rows of the journal, by device. */
export class OpenHours {
  readonly #parts = new Map<number, { bytes: Uint8Array; moveMs: number }[]>();
  readonly #onDamaged: (row: JournalRow, error: unknown) => void;

  /** `stamp` is undefined while the clock is not trusted. */
  constructor(
    rows: readonly JournalRow[],
    stamp: Stamp | undefined,
    onDamaged: (row: JournalRow, error: unknown) => void,
  ) {
    this.#onDamaged = onDamaged;
    for (const row of rows) this.#take(row, moveOf(row, stamp));
  }

  /** What is not yet on the disk: an encoded batch. */
  addPending(batch: Uint8Array): void {
    this.#addParts(splitBatch(batch), 0);
  }

  devices(): number[] {
    return [...this.#parts.keys()];
  }

  /** Only these metrics, or all. */
  segment(device: number, wanted?: ReadonlySet<number>): Segment {
    const parts = this.#parts.get(device) ?? [];
    return joinSegments(parts.map(({ bytes, moveMs }) => moved(decodeSegment(bytes, wanted), moveMs)));
  }

  #take(row: JournalRow, moveMs: number): void {
    try {
      this.#addParts(partsOf(row), moveMs);
    } catch (error) {
      this.#onDamaged(row, error);
    }
  }

  #addParts(batch: ReadonlyMap<number, Uint8Array>, moveMs: number): void {
    for (const [device, bytes] of batch) {
      const parts = this.#parts.get(device);
      if (parts) parts.push({ bytes, moveMs });
      else this.#parts.set(device, [{ bytes, moveMs }]);
    }
  }
}

/** Unpacked once for all that is asked while the row is kept at hand. */
const unpacked = new WeakMap<JournalRow, ReadonlyMap<number, Uint8Array>>();

function partsOf(row: JournalRow): ReadonlyMap<number, Uint8Array> {
  let parts = unpacked.get(row);
  if (!parts) unpacked.set(row, (parts = splitBatch(unpack(row.body))));
  return parts;
}

function moveOf({ boot, trusted, shiftMs }: JournalRow, stamp: Stamp | undefined): number {
  return !trusted && stamp?.boot === boot ? Math.round(stamp.shiftMs - shiftMs) : 0;
}

function moved(segment: Segment, byMs: number): Segment {
  return byMs === 0 ? segment : { ...segment, times: segment.times.map((at) => at + byMs) };
}
