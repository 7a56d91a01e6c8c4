import type { Bucket, Span, Trace } from '../../points/chart-traces.ts';

/** The middle of the bucket after the one at a moment, of whichever series; with a `step` of -1 of the one before. */
export function nextMoment(
  traces: readonly Trace[],
  { at, step, span }: { at: number; step: number; span: Span },
): number | undefined {
  const middles = [...new Set(traces.flatMap(({ buckets }) => buckets.map(middle)))]
    .filter((one) => one >= span.from && one <= span.to)
    .toSorted((a, b) => a - b);
  // The cursor stands on whole pixels: what is no farther than a hair is the same.
  const hair = (span.to - span.from) / 5000;
  return step > 0 ? middles.find((one) => one > at + hair) : middles.findLast((one) => one < at - hair);
}

function middle({ at, end }: Bucket): number {
  return (at + end) / 2;
}
