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

/** The samples in order; where a metric has two at one time the later one given holds. */
export function segmentOf(samples: readonly Sample[]): Segment {
  const times = ascending(samples.map(({ at }) => at));
  const rowOf = rowsOf(times);
  const columns = new Map<number, Mutable>();
  for (const { metric, at, value, quality } of samples) {
    let column = columns.get(metric);
    if (!column) columns.set(metric, (column = emptyColumn(metric, times.length)));
    put(column, rowOf(at), value, quality);
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

function emptyColumn(metric: number, length: number): Mutable {
  return { metric, values: new Float64Array(length).fill(Number.NaN) };
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
  const columns = new Map<number, Mutable>();
  let at = 0;
  for (const part of parts) {
    times.set(part.times, at);
    for (const { metric, values, quality } of part.columns) {
      let column = columns.get(metric);
      if (!column) columns.set(metric, (column = emptyColumn(metric, length)));
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
  const columns = new Map<number, Mutable>();
  for (const part of parts)
    for (const { metric, values, quality } of part.columns) {
      let column = columns.get(metric);
      if (!column) columns.set(metric, (column = emptyColumn(metric, times.length)));
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

function ascending(times: readonly number[]): Float64Array {
  return Float64Array.from(new Set(times)).sort();
}

function rowsOf(times: Float64Array): (at: number) => number {
  const rows = new Map<number, number>();
  for (const [row, at] of times.entries()) rows.set(at, row);
  return (at) => rows.get(at) ?? 0;
}
