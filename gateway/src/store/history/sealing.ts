import { Fault } from '../../domain/fault.ts';
import { blockOf, HOUR_MS, hourOf, keyOf } from './blocks.ts';
import { OpenHours, type Stamp } from './open-hours.ts';
import { pack, unpack } from './packing.ts';
import { decodeSegment, encodeSegment } from './segment-codec.ts';
import { clip, joinSegments, type Segment } from './segment.ts';
import type { Damaged, HistoryTables } from './tables.ts';

/** What a work on the history needs. */
export interface Keeping {
  readonly tables: HistoryTables;
  /** Something that cannot be read was put aside. */
  readonly onDamaged: (damaged: Damaged) => void;
  readonly now: number;
  /** What was unpacked for a question, by name: most questions are of several points of a device, which are packed together. */
  readonly unpacked?: Map<string, Uint8Array>;
}

/** No more than this many are kept; each has a few kilobytes. */
const UNPACKED_MOST = 400;

/** So many devices are sealed in one transaction: a moment, so that the journal need not wait for longer. */
const DEVICES_AT_ONCE = 32;

/** So much of the past is taken in in one transaction. */
const ABSORBED_MS = 240 * HOUR_MS;

/**
 * Moves the rows of the journal, up to and with this one, to where they are kept: an hour of a device each. Yields after each
 * transaction; broken off anywhere it is begun anew and ends the same, as a reading that is there already is only written again.
 */
export function* seal(keeping: Keeping, through: number, stamp: Stamp | undefined): Generator<void> {
  const { tables } = keeping;
  const rows = tables.journal().filter(({ id }) => id <= through);
  const damaged: Damaged[] = [];
  const open = new OpenHours(rows, stamp, ({ id, body }, error) =>
    damaged.push({ tier: 'journal', key: id, body, why: wordsOf(error) }),
  );
  const devices = open.devices();
  for (let at = 0; at < devices.length; at += DEVICES_AT_ONCE) {
    tables.transaction(() => {
      for (const device of devices.slice(at, at + DEVICES_AT_ONCE)) sealDevice(keeping, device, open);
    });
    yield;
  }
  tables.transaction(() => {
    for (const one of damaged) putAside(keeping, one);
    tables.dropJournal(through);
  });
}

/** The hours of a block that there are; what cannot be read is put aside, and that hour is empty then. */
export function readHours(keeping: Keeping, key: number, wanted?: ReadonlySet<number>): Segment[] {
  return keeping.tables
    .hours(key)
    .map((body, hour) => body && readHour(keeping, { key, hour, body }, wanted))
    .filter((hour) => hour !== undefined);
}

interface PackedHour {
  readonly key: number;
  readonly hour: number;
  readonly body: Uint8Array;
}

function readHour(
  keeping: Keeping,
  { key, hour, body }: PackedHour,
  wanted?: ReadonlySet<number>,
): Segment | undefined {
  try {
    return decodeSegment(unpackedOf(keeping, `${key} ${hour}`, body), wanted);
  } catch (error) {
    putAside(keeping, { tier: 'raw', key, hour, body, why: wordsOf(error) });
    keeping.tables.saveHour(key, hour, null);
    return undefined;
  }
}

/** Throws a Fault `damaged` where it is not what was packed. */
export function unpackedOf({ unpacked }: Keeping, name: string, body: Uint8Array): Uint8Array {
  const known = unpacked?.get(name);
  if (known) return known;
  const bytes = unpack(body);
  if (unpacked && unpacked.size >= UNPACKED_MOST) unpacked.clear();
  unpacked?.set(name, bytes);
  return bytes;
}

export function wordsOf(error: unknown): string {
  if (error instanceof Fault && error.code === 'damaged') return error.message;
  throw error;
}

export function putAside({ tables, onDamaged, now }: Keeping, damaged: Damaged): void {
  tables.quarantine(damaged, now);
  onDamaged(damaged);
}

/** Readings of a device that never were in the journal, to where they are kept. Yields after each transaction. */
export function* absorb(keeping: Keeping, device: number, segment: Segment): Generator<void> {
  const { times } = segment;
  for (let row = 0; row < times.length;) {
    const from = times[row] ?? 0;
    const part = clip(segment, from, from + ABSORBED_MS);
    keeping.tables.transaction(() => place(keeping, device, part));
    row += part.times.length;
    yield;
  }
}

function sealDevice(keeping: Keeping, device: number, open: OpenHours): void {
  place(keeping, device, readOpen(keeping, device, open));
}

function place(keeping: Keeping, device: number, segment: Segment): void {
  const { times } = segment;
  for (let row = 0; row < times.length;) {
    const hourStart = Math.floor((times[row] ?? 0) / HOUR_MS) * HOUR_MS;
    const part = clip(segment, hourStart, hourStart + HOUR_MS);
    saveHour(keeping, device, hourStart, part);
    row += part.times.length;
  }
}

/** A part of a batch that is whole by its checksum and yet none that we wrote is a mistake of ours: it costs that device only. */
function readOpen(keeping: Keeping, device: number, open: OpenHours): Segment {
  try {
    return open.segment(device);
  } catch (error) {
    putAside(keeping, { tier: 'journal', key: device, body: new Uint8Array(), why: wordsOf(error) });
    return joinSegments([]);
  }
}

function saveHour(keeping: Keeping, device: number, hourStart: number, part: Segment): void {
  const { tables } = keeping;
  const key = keyOf(blockOf(hourStart), device);
  const hour = hourOf(hourStart);
  const body = tables.hours(key)[hour];
  const before = body && readHour(keeping, { key, hour, body });
  const whole = before ? joinSegments([before, part]) : part;
  tables.saveHour(key, hour, pack(encodeSegment(whole)));
  tables.mark('unrolled', key);
}
