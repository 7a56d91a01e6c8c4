import { Fault } from '../../domain/fault.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { decodeNumbers, encodeNumbers } from './numbers-codec.ts';
import { Room, type Column, type Segment } from './segment.ts';

/** Bits of a column's first byte. */
const HAS_GAPS = 1;
const HAS_QUALITY = 2;

/**
 * A segment as bytes, to be deflated: how many times, the times, then each column: metric, what it has, which of the times it
 * has a value at, qualities as runs, values. Nothing is rounded.
 */
export function encodeSegment(segment: Segment): Uint8Array {
  const out = new ByteWriter();
  writeSegment(out, segment, new ByteWriter());
  return out.done();
}

/** The same at the end of what is there already; `scratch` lends room. */
export function writeSegment(out: ByteWriter, { times, columns }: Segment, scratch: ByteWriter): void {
  out.varint(times.length);
  encodeNumbers(out, times);
  out.varint(columns.length);
  for (const column of columns) {
    scratch.clear();
    encodeColumn(scratch, column);
    const bytes = scratch.done();
    out.varint(column.metric);
    out.varint(bytes.length);
    out.raw(bytes);
  }
}

/** Only these metrics, or all. Throws a Fault `damaged` where the bytes are none that `encodeSegment` made. */
export function decodeSegment(bytes: Uint8Array, wanted?: ReadonlySet<number>): Segment {
  const from = new ByteReader(bytes);
  const length = lengthOf(from, from.varint());
  const times = new Float64Array(length);
  decodeNumbers(from, times);
  const count = lengthOf(from, from.varint());
  const room = new Room(length, Math.min(count, wanted?.size ?? count));
  const columns: Column[] = [];
  for (let left = count; left > 0; left--) {
    const metric = from.varint();
    const body = from.raw(from.varint());
    if (wanted && !wanted.has(metric)) continue;
    columns.push(decodeColumn(metric, new ByteReader(body), room.take()));
  }
  return { times, columns };
}

/** What has this length takes a byte for each at least: a damaged one is not to ask for all memory there is. */
function lengthOf(from: ByteReader, length: number): number {
  if (length > from.left) throw new Fault('damaged', 'A block of history ends too soon.');
  return length;
}

function encodeColumn(body: ByteWriter, { values, quality }: Column): void {
  const present = presentOf(values);
  const hasGaps = present.length < values.length;
  body.byte((hasGaps ? HAS_GAPS : 0) | (quality ? HAS_QUALITY : 0));
  if (hasGaps) encodeGaps(body, values);
  if (quality) encodeRuns(body, quality);
  encodeNumbers(body, present);
}

/** `values` lends the room for what the column holds. */
function decodeColumn(metric: number, body: ByteReader, values: Float64Array): Column {
  const has = body.byte();
  const rows = has & HAS_GAPS ? decodeGaps(body, values.length) : undefined;
  const quality = has & HAS_QUALITY ? { quality: decodeRuns(body, values.length) } : {};
  if (!rows) {
    decodeNumbers(body, values);
    return { metric, values, ...quality };
  }
  const present = new Float64Array(rows.length);
  decodeNumbers(body, present);
  values.fill(Number.NaN);
  for (const [at, row] of rows.entries()) values[row] = present[at] ?? Number.NaN;
  return { metric, values, ...quality };
}

/** The same where there is one at each time, as nearly always. */
function presentOf(values: Float64Array): Float64Array {
  for (let at = 0; at < values.length; at++)
    if (Number.isNaN(values[at])) return values.filter((value) => !Number.isNaN(value));
  return values;
}

/** A bit a time, the lowest first: set where there is a value. */
function encodeGaps(out: ByteWriter, values: Float64Array): void {
  for (let row = 0; row < values.length; row += 8) {
    let bits = 0;
    for (let bit = 0; bit < 8 && row + bit < values.length; bit++)
      if (!Number.isNaN(values[row + bit])) bits |= 1 << bit;
    out.byte(bits);
  }
}

/** The rows that have a value. */
function decodeGaps(from: ByteReader, length: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < length; row += 8) {
    const bits = from.byte();
    for (let bit = 0; bit < 8 && row + bit < length; bit++) if (bits & (1 << bit)) rows.push(row + bit);
  }
  return rows;
}

function encodeRuns(out: ByteWriter, values: Uint8Array): void {
  for (let from = 0; from < values.length;) {
    const value = values[from] ?? 0;
    let to = from;
    while (to < values.length && values[to] === value) to++;
    out.byte(value);
    out.varint(to - from);
    from = to;
  }
}

function decodeRuns(from: ByteReader, length: number): Uint8Array {
  const values = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const value = from.byte();
    const end = at + from.varint();
    values.fill(value, at, end);
    at = end;
  }
  return values;
}
