import type { Column, Segment } from './segment.ts';
import { withoutNoise } from '../../domain/history/digits.ts';
import type { Summary } from '../../domain/history/summary.ts';

/** What is kept of a summary, in this order: a column each. */
const fields = ['n', 'min', 'max', 'sum', 'first', 'last', 'firstAt', 'lastAt', 'total', 'coverMs'] as const;
/** Room for more fields later. */
const FIELDS_MOST = 16;
/** These are told from the beginning of their bucket. */
const relative: ReadonlySet<string> = new Set(['firstAt', 'lastAt']);

/** What a metric did, bucket by bucket. */
export interface MetricSummaries {
  readonly metric: number;
  readonly summaries: readonly (Summary | undefined)[];
}

/** Summaries in the form in which readings are kept: `starts` are its times, and each field of each metric is a column. */
export function rollupOf(starts: Float64Array, metrics: readonly MetricSummaries[]): Segment {
  const rows = [...starts.keys()].filter((row) => metrics.some(({ summaries }) => summaries[row]));
  const times = Float64Array.from(rows, (row) => starts[row] ?? 0);
  const columns = metrics
    .toSorted((a, b) => a.metric - b.metric)
    .flatMap(({ metric, summaries }) =>
      fields.map((field, place): Column => {
        const values = Float64Array.from(rows, (row) => valueOf(summaries[row], field, starts[row] ?? 0));
        return { metric: metric * FIELDS_MOST + place, values };
      }),
    );
  return { times, columns };
}

/** The columns that one metric has in a rollup. */
export function rollupColumnsOf(metric: number): Set<number> {
  return new Set(fields.map((_, place) => metric * FIELDS_MOST + place));
}

/** The metrics that a rollup has. */
export function metricsOf(rollup: Segment): number[] {
  return [...new Set(rollup.columns.map(({ metric }) => Math.floor(metric / FIELDS_MOST)))];
}

/** What one metric did in the buckets that begin at the rollup's times. */
export function summariesOf(rollup: Segment, metric: number): (Summary | undefined)[] {
  const [n, min, max, sum, first, last, firstAt, lastAt, total, coverMs] = fields.map(
    (_, place) => rollup.columns.find((one) => one.metric === metric * FIELDS_MOST + place)?.values,
  );
  if (!n || !min || !max || !sum || !first || !last || !firstAt || !lastAt || !total || !coverMs) return [];
  return Array.from(rollup.times, (start, row) => {
    // All have a value where one has.
    if (Number.isNaN(n[row])) return undefined;
    return {
      n: n[row] ?? 0,
      min: min[row] ?? 0,
      max: max[row] ?? 0,
      sum: sum[row] ?? 0,
      first: first[row] ?? 0,
      last: last[row] ?? 0,
      firstAt: (firstAt[row] ?? 0) + start,
      lastAt: (lastAt[row] ?? 0) + start,
      total: total[row] ?? 0,
      coverMs: coverMs[row] ?? 0,
    };
  });
}

function valueOf(summary: Summary | undefined, field: (typeof fields)[number], start: number): number {
  if (!summary) return Number.NaN;
  return relative.has(field) ? summary[field] - start : withoutNoise(summary[field]);
}
