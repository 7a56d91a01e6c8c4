import type { Quality } from '../../contract/index.ts';

/** Qualities by the number they are kept as. */
export const qualities: readonly Quality[] = ['good', 'out-of-range', 'stale'];

/** What one metric read at the times of its segment. */
export interface Column {
  /** Its number in the store's list of metrics. */
  readonly metric: number;
  /** One for each time; NaN where it did not read then. A flag is 1 or 0. */
  readonly values: Float64Array;
  /** Places in `qualities`, one for each time; absent where all are good. */
  readonly quality?: Uint8Array;
}

/** What one device read over a while. Its metrics share the times, as most of their bytes would be those. */
export interface Segment {
  /** Wall milliseconds, ascending, each once. */
  readonly times: Float64Array;
  /** Ordered by metric, each once. */
  readonly columns: readonly Column[];
}

/** One value of one metric. */
export interface Sample {
  readonly metric: number;
  /** Wall milliseconds, whole. */
  readonly at: number;
  readonly value: number;
  /** Place in `qualities`. */
  readonly quality: number;
}

/** Samples as they come in, side by side: thousands wait for each commit, and as objects they would keep the collector busy. */
export class SampleList {
  readonly metric: number[] = [];
  readonly at: number[] = [];
  readonly value: number[] = [];
  readonly quality: number[] = [];

  get length(): number {
    return this.at.length;
  }

  push(metric: number, at: number, value: number, quality: number): void {
    this.metric.push(metric);
    this.at.push(at);
    this.value.push(value);
    this.quality.push(quality);
  }
}

/** Columns of one length, cut from one piece: a thousand small ones of their own would keep the collector busy. */
export class Room {
  readonly #length: number;
  #all: Float64Array;
  #at = 0;

  /** `count`: how many columns are likely. */
  constructor(length: number, count: number) {
    this.#length = length;
    this.#all = new Float64Array(length * count);
  }

  /** Its values are 0. */
  take(): Float64Array {
    if (this.#at + this.#length > this.#all.length) return new Float64Array(this.#length);
    const column = this.#all.subarray(this.#at, this.#at + this.#length);
    this.#at += this.#length;
    return column;
  }
}

/** The samples in order; where a metric has two at one time the later one given holds. */
export function segmentOf(samples: readonly Sample[]): Segment {
  const list = new SampleList();
  for (const { metric, at, value, quality } of samples) list.push(metric, at, value, quality);
  return segmentOfList(list);
}

/** The same of a list. */
export function segmentOfList(list: SampleList): Segment {
  const rows = rowsInOrder(list.at);
  const times = rows ? timesAt(list.at, rows) : ascending(list.at);
  const rowOf = rows ? undefined : rowsOf(times);
  const room = new Room(times.length, new Set(list.metric).size);
  const columns = new Map<number, Mutable>();
  for (let sample = 0; sample < list.length; sample++) {
    const metric = list.metric[sample] ?? 0;
    let column = columns.get(metric);
    if (!column) columns.set(metric, (column = emptyColumn(metric, room)));
    const row = rows?.[sample] ?? rowOf?.(list.at[sample] ?? 0) ?? 0;
    put(column, row, list.value[sample] ?? 0, list.quality[sample] ?? 0);
  }
  return { times, columns: inOrder(columns) };
}

/** All of the parts as one; where a metric has two values at one time that of the later part holds. */
export function joinSegments(parts: readonly Segment[]): Segment {
  const filled = parts.filter(({ times }) => times.length > 0);
  const [only] = filled;
  if (only && filled.length === 1) return only;
  return isInOrder(filled) ? appended(filled) : interleaved(filled);
}

/** What it has from `from` until before `to`. */
export function clip(segment: Segment, from: number, to: number): Segment {
  const { times } = segment;
  const first = firstAtOrAfter(times, from);
  const end = firstAtOrAfter(times, to);
  if (first === 0 && end === times.length) return segment;
  const columns = segment.columns
    .map((column) => slice(column, first, end))
    .filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  return { times: times.subarray(first, end), columns };
}

/** Place of the first time that is not before `at`; the length where there is none. */
export function firstAtOrAfter(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Mutable {
  readonly metric: number;
  readonly values: Float64Array;
  quality?: Uint8Array;
}

function emptyColumn(metric: number, room: Room): Mutable {
  return { metric, values: room.take().fill(Number.NaN) };
}

function put(column: Mutable, row: number, value: number, quality: number): void {
  column.values[row] = value;
  if (quality !== 0) column.quality ??= new Uint8Array(column.values.length);
  if (column.quality) column.quality[row] = quality;
}

function inOrder(columns: ReadonlyMap<number, Mutable>): Column[] {
  return [...columns.values()].toSorted((a, b) => a.metric - b.metric);
}

function isInOrder(parts: readonly Segment[]): boolean {
  return parts.every(({ times }, at) => {
    const before = parts[at - 1]?.times.at(-1) ?? -Infinity;
    return before < (times[0] ?? Infinity);
  });
}

/** Each part begins after the one before it has ended, as nearly always. */
function appended(parts: readonly Segment[]): Segment {
  const length = parts.reduce((sum, { times }) => sum + times.length, 0);
  const times = new Float64Array(length);
  const room = new Room(length, Math.max(...parts.map(({ columns }) => columns.length)));
  const columns = new Map<number, Mutable>();
  let at = 0;
  for (const part of parts) {
    times.set(part.times, at);
    for (const { metric, values, quality } of part.columns) {
      let column = columns.get(metric);
      if (!column) columns.set(metric, (column = emptyColumn(metric, room)));
      column.values.set(values, at);
      if (quality) (column.quality ??= new Uint8Array(length)).set(quality, at);
    }
    at += part.times.length;
  }
  return { times, columns: inOrder(columns) };
}

function interleaved(parts: readonly Segment[]): Segment {
  const times = ascending(parts.flatMap((part) => [...part.times]));
  const rowOf = rowsOf(times);
  const room = new Room(times.length, Math.max(...parts.map(({ columns }) => columns.length)));
  const columns = new Map<number, Mutable>();
  for (const part of parts)
    for (const { metric, values, quality } of part.columns) {
      let column = columns.get(metric);
      if (!column) columns.set(metric, (column = emptyColumn(metric, room)));
      for (const [at, value] of values.entries())
        if (!Number.isNaN(value)) put(column, rowOf(part.times[at] ?? 0), value, quality?.[at] ?? 0);
    }
  return { times, columns: inOrder(columns) };
}

function slice({ metric, values, quality }: Column, from: number, to: number): Column {
  const own = { metric, values: values.subarray(from, to) };
  const part = quality?.subarray(from, to);
  return part?.some((one) => one !== 0) ? { ...own, quality: part } : own;
}

/** The row of each, where no time comes before the one before it, as nearly always; else undefined. */
function rowsInOrder(at: readonly number[]): Uint32Array | undefined {
  const rows = new Uint32Array(at.length);
  let row = 0;
  for (let sample = 1; sample < at.length; sample++) {
    const step = (at[sample] ?? 0) - (at[sample - 1] ?? 0);
    if (step < 0) return undefined;
    if (step > 0) row++;
    rows[sample] = row;
  }
  return rows;
}

function timesAt(at: readonly number[], rows: Uint32Array): Float64Array {
  const times = new Float64Array(at.length === 0 ? 0 : (rows.at(-1) ?? 0) + 1);
  for (let sample = 0; sample < at.length; sample++) times[rows[sample] ?? 0] = at[sample] ?? 0;
  return times;
}

function ascending(times: readonly number[]): Float64Array {
  return Float64Array.from(new Set(times)).sort();
}

function rowsOf(times: Float64Array): (at: number) => number {
  const rows = new Map<number, number>();
  for (const [row, at] of times.entries()) rows.set(at, row);
  return (at) => rows.get(at) ?? 0;
}
