import type { HistoryAnswer, SeriesHistory } from '@farmgate/gateway/contract';
import type { Scale } from '../i18n/quantity.ts';

/** A while in wall ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is shown of one bucket, in the unit that people read. Wall ms. */
export interface Bucket {
  readonly at: number;
  /** Where it ends; `at` of a single reading. */
  readonly end: number;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** A reading outside the range that its point may have. */
  readonly isOdd: boolean;
}

/** One series as it is drawn. */
export interface Trace {
  /** `<device>/<point>`, and what it is compared with. */
  readonly key: string;
  readonly name: string;
  readonly kind: SeriesHistory['kind'];
  readonly scale: Scale;
  /** Which of the four it is, from 0. */
  readonly place: number;
  /** It is of another time, drawn where it would be now. */
  readonly isBefore: boolean;
  readonly buckets: readonly Bucket[];
  /** Where nothing was read, up to now. */
  readonly gaps: readonly Span[];
}

/** What a trace is made with. */
export interface TraceParts {
  readonly name: string;
  readonly scale: Scale;
  readonly place: number;
  /** How much later it is drawn than it was. Unit: ms. */
  readonly shiftMs?: number;
  /** Gateway wall time: what is later is not missing yet. */
  readonly now: number;
}

const DAY_S = 86_400;
const HOUR_MS = 3_600_000;

/** A series of an answer as it is drawn. */
export function traceOf(answer: HistoryAnswer, series: SeriesHistory, parts: TraceParts): Trace {
  const { name, scale, place, shiftMs = 0, now } = parts;
  const buckets = bucketsOf(series, answer.step, { scale, shiftMs });
  const span = { from: answer.from + shiftMs, to: Math.min(answer.to + shiftMs, shiftMs === 0 ? now : Infinity) };
  const isBefore = shiftMs !== 0;
  const gaps = gapsOf(answer, series, { buckets, span });
  return {
    key: `${series.device}/${series.point}${isBefore ? ' before' : ''}`,
    name,
    kind: series.kind,
    scale,
    place,
    isBefore,
    buckets: answer.step === 0 ? lasting(series.kind, { buckets, gaps, until: span.to }) : buckets,
    gaps,
  };
}

/** Buckets that follow one another without a gap, together. */
export function unbroken({ buckets, gaps }: Pick<Trace, 'buckets' | 'gaps'>): readonly (readonly Bucket[])[] {
  const begins = new Set(gaps.map(({ to }) => to));
  const pieces: Bucket[][] = [];
  for (const bucket of buckets) {
    if (pieces.length === 0 || begins.has(bucket.at)) pieces.push([]);
    pieces.at(-1)?.push(bucket);
  }
  return pieces;
}

/** The bucket that a moment lies in, or the reading that is nearest to it; undefined in a gap. */
export function bucketAt({ buckets, gaps }: Pick<Trace, 'buckets' | 'gaps'>, at: number): Bucket | undefined {
  if (gaps.some(({ from, to }) => at > from && at < to)) return undefined;
  const next = buckets.findIndex((bucket) => bucket.at > at);
  const before = buckets.at(next < 0 ? -1 : next - 1);
  const after = next < 0 ? undefined : buckets[next];
  if (next === 0) return undefined;
  if (!before || before.end > before.at || !after) return before;
  return at - before.at <= after.at - at ? before : after;
}

/** Where none of them has anything: a while that is in the gaps of all. */
export function commonGaps(all: readonly (readonly Span[])[]): readonly Span[] {
  const [first, ...others] = all;
  return others.reduce<readonly Span[]>((common, gaps) => common.flatMap((one) => within(one, gaps)), first ?? []);
}

function within(one: Span, gaps: readonly Span[]): Span[] {
  return gaps
    .map(({ from, to }) => ({ from: Math.max(from, one.from), to: Math.min(to, one.to) }))
    .filter(({ from, to }) => from < to);
}

function bucketsOf(
  series: SeriesHistory,
  step: number,
  { scale, shiftMs }: { scale: Scale; shiftMs: number },
): Bucket[] {
  const { at, min, max, outOfRange } = series;
  const odd = new Set(outOfRange);
  const values = valuesOf(series, step);
  // A single reading has no least and no most.
  const read = (list: readonly number[], index: number) => (list[index] ?? values[index] ?? 0) / scale.per;
  return at.map((begin, index) => ({
    at: begin + shiftMs,
    end: Math.min(begin + step * 1000, at[index + 1] ?? Infinity) + shiftMs,
    value: read(values, index),
    min: read(step === 0 ? [] : min, index),
    max: read(step === 0 ? [] : max, index),
    isOdd: odd.has(index),
  }));
}

/** Of a counter by how much it grew, since the reading before where there are no buckets; one that was set back began anew. */
function valuesOf({ kind, value, total }: SeriesHistory, step: number): readonly number[] {
  if (kind !== 'counter') return value;
  if (step > 0) return total;
  return value.map((one, index) => {
    const before = value[index - 1] ?? one;
    return one >= before ? one - before : one;
  });
}

function gapsOf(
  { step, gapS }: HistoryAnswer,
  { coverS }: SeriesHistory,
  { buckets, span }: { buckets: readonly Bucket[]; span: Span },
): Span[] {
  const slackMs = slackOf(step);
  const isGap = (silenceMs: number, index: number) =>
    silenceMs > gapS * 1000 + slackMs || (step > 0 && silenceMs > slackMs && (coverS[index] ?? 0) * 1000 < silenceMs);
  const gaps: Span[] = [];
  let from = span.from;
  for (const [index, bucket] of buckets.entries()) {
    if (isGap(bucket.at - from, index)) gaps.push({ from, to: bucket.at });
    from = Math.max(from, bucket.end);
  }
  if (span.to - from > gapS * 1000) gaps.push({ from, to: span.to });
  return gaps;
}

/** What is true stays so until it is told anew, and what grew did so since the reading before; not over a silence. */
function lasting(
  kind: SeriesHistory['kind'],
  { buckets, gaps, until }: { buckets: readonly Bucket[]; gaps: readonly Span[]; until: number },
): readonly Bucket[] {
  const [begins, ends] = [new Set(gaps.map(({ to }) => to)), new Set(gaps.map(({ from }) => from))];
  if (kind === 'flag')
    return buckets.map((bucket, index) =>
      ends.has(bucket.end) ? bucket : { ...bucket, end: buckets[index + 1]?.at ?? Math.max(until, bucket.end) },
    );
  if (kind === 'measure') return buckets;
  return buckets.map((bucket, index) =>
    begins.has(bucket.at) ? bucket : { ...bucket, at: buckets[index - 1]?.end ?? bucket.at },
  );
}

/** Days of 25 hours and months of 31 days are longer than their step, and nothing is missing there. */
function slackOf(step: number): number {
  if (step < DAY_S) return 0;
  return step > 7 * DAY_S ? 36 * HOUR_MS : 2 * HOUR_MS;
}
