import { ByteReader, ByteWriter } from './bytes.ts';
import { decodeNumbers, encodeNumbers } from './numbers-codec.ts';
import type { Column, Segment } from './segment.ts';

/** Bits of a column's first byte. */
const HAS_GAPS = 1;
const HAS_QUALITY = 2;

/**
 * A segment as bytes, to be deflated: how many times, the times, then each column: metric, what it has, which of the times it
 * has a value at, qualities as runs, values. Nothing is rounded.
 */
export function encodeSegment({ times, columns }: Segment): Uint8Array {
  const out = new ByteWriter();
  out.varint(times.length);
  encodeNumbers(out, times);
  out.varint(columns.length);
  for (const column of columns) encodeColumn(out, column);
  return out.done();
}

/** Only these metrics, or all. Throws a Fault `damaged` where the bytes are none that `encodeSegment` made. */
export function decodeSegment(bytes: Uint8Array, wanted?: ReadonlySet<number>): Segment {
  const from = new ByteReader(bytes);
  const times = decodeNumbers(from, from.varint());
  const columns: Column[] = [];
  for (let left = from.varint(); left > 0; left--) {
    const metric = from.varint();
    const body = from.raw(from.varint());
    if (wanted && !wanted.has(metric)) continue;
    columns.push(decodeColumn(metric, new ByteReader(body), times.length));
  }
  return { times, columns };
}

function encodeColumn(out: ByteWriter, { metric, values, quality }: Column): void {
  const body = new ByteWriter();
  const present = presentOf(values);
  const hasGaps = present.length < values.length;
  body.byte((hasGaps ? HAS_GAPS : 0) | (quality ? HAS_QUALITY : 0));
  if (hasGaps) encodeGaps(body, values);
  if (quality) encodeRuns(body, quality);
  encodeNumbers(body, present);
  const bytes = body.done();
  out.varint(metric);
  out.varint(bytes.length);
  out.raw(bytes);
}

function decodeColumn(metric: number, body: ByteReader, length: number): Column {
  const has = body.byte();
  const rows = has & HAS_GAPS ? decodeGaps(body, length) : undefined;
  const quality = has & HAS_QUALITY ? { quality: decodeRuns(body, length) } : {};
  const present = decodeNumbers(body, rows ? rows.length : length);
  if (!rows) return { metric, values: present, ...quality };
  const values = new Float64Array(length).fill(Number.NaN);
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
