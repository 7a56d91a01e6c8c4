import { bucketAt, commonGaps, type Bucket, type Trace } from './chart-traces.ts';

/** A row of the table behind a chart: what each series read at a time, or that none of them was read until another. */
export type ChartRow =
  | { readonly at: number; readonly cells: readonly (Bucket | undefined)[] }
  | { readonly at: number; readonly silentUntil: number };

/** The latest first, so that what is new stands on top. */
export function chartRows(traces: readonly Trace[]): readonly ChartRow[] {
  const times = [...new Set(traces.flatMap(({ buckets }) => buckets.map(({ at }) => at)))];
  const byTime = traces.map(({ buckets }) => new Map(buckets.map((bucket) => [bucket.at, bucket])));
  const rows = times.map((at): ChartRow => ({ at, cells: byTime.map((buckets) => buckets.get(at)) }));
  const silences = commonGaps(traces.map(({ gaps }) => gaps)).map(({ from, to }): ChartRow => ({
    at: from,
    silentUntil: to,
  }));
  // At the same moment what was read comes first: the silence is after it.
  return [...rows, ...silences].toSorted((a, b) => b.at - a.at || Number('cells' in a) - Number('cells' in b));
}

/** What the series were at a moment. */
export function bucketsAt(traces: readonly Trace[], at: number): readonly (Bucket | undefined)[] {
  return traces.map((trace) => bucketAt(trace, at));
}
