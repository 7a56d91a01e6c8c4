/** What a metric means over time. */
export type MetricRule =
  /** Read now and then; between two readings it went from one to the other. */
  | { readonly kind: 'measure' }
  /** True or false (1 or 0), and so until it is told anew. */
  | { readonly kind: 'flag' }
  /** Only grows. At `wrapsAt` it is 0 again; else a smaller value means that it was set back to 0. */
  | { readonly kind: 'counter'; readonly wrapsAt?: number };

/** What a metric did in a while. Any number of them in a row make one, so that any span can be had from those of its parts. */
export interface Summary {
  /** How many readings. */
  readonly n: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly first: number;
  readonly last: number;
  /** When the first and the last were read. Unit: wall ms. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Of a counter how much it grew; else its area: value times seconds, where it is known. */
  readonly total: number;
  /** For how long it is known. Unit: ms. */
  readonly coverMs: number;
}

/**
 * A longer silence is a gap: what was between is not known. More than the five minutes after which the slowest plugs that are
 * fed by the mains speak again (Tasmota's TelePeriod, 300 s).
 */
export const HELD_MS = 360_000;

/** Of a single reading. */
export function summaryOf(value: number, at: number): Summary {
  return {
    n: 1,
    min: value,
    max: value,
    sum: value,
    first: value,
    last: value,
    firstAt: at,
    lastAt: at,
    total: 0,
    coverMs: 0,
  };
}

/** Of both, the first being all before the second. What lies between the two counts. */
export function combine(before: Summary, after: Summary, rule: MetricRule): Summary {
  const gapMs = after.firstAt - before.lastAt;
  return {
    n: before.n + after.n,
    min: Math.min(before.min, after.min),
    max: Math.max(before.max, after.max),
    sum: before.sum + after.sum,
    first: before.first,
    last: after.last,
    firstAt: before.firstAt,
    lastAt: after.lastAt,
    total: before.total + between(before.last, after.first, gapMs, rule) + after.total,
    coverMs: before.coverMs + (gapMs <= HELD_MS ? gapMs : 0) + after.coverMs,
  };
}

/** The same and what led up to it from the reading before; that reading itself is not in it. */
export function ledUpTo(
  before: { readonly value: number; readonly at: number },
  summary: Summary,
  rule: MetricRule,
): Summary {
  const gapMs = summary.firstAt - before.at;
  return {
    ...summary,
    total: between(before.value, summary.first, gapMs, rule) + summary.total,
    coverMs: (gapMs <= HELD_MS ? gapMs : 0) + summary.coverMs,
  };
}

/** What comes to `total` between two readings that follow one another. */
export function between(before: number, after: number, gapMs: number, rule: MetricRule): number {
  switch (rule.kind) {
    case 'counter':
      return growthOf(before, after, rule.wrapsAt);
    case 'flag':
      return gapMs <= HELD_MS ? (before * gapMs) / 1000 : 0;
    case 'measure':
      return gapMs <= HELD_MS ? ((before + after) / 2) * (gapMs / 1000) : 0;
  }
}

/** Near its end it has begun anew; anywhere else somebody set it back, and what it shows now has been since. */
function growthOf(before: number, after: number, wrapsAt: number | undefined): number {
  if (after >= before) return after - before;
  const hasWrapped = wrapsAt !== undefined && before > 0.9 * wrapsAt && after < 0.1 * wrapsAt;
  return hasWrapped ? wrapsAt - before + after : after;
}
