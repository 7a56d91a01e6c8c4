import type { SeriesKind } from '../../contract/index.ts';
import { calendarOf } from '../../domain/history/local-days.ts';
import { boundsOf, DAY_S, stepFor, type Step } from '../../domain/history/steps.ts';
import { combine, type MetricRule, type Summary } from '../../domain/history/summary.ts';
import type { Answers, Ask, BucketsAnswer, BucketSeries, SeriesOf } from './asks.ts';
import type { Catalogue, Entry } from './catalogue.ts';
import type { Grid, HistoryReader, Stretch } from './reader.ts';

type BucketsAsk = Extract<Ask, { kind: 'buckets' }>;

/** Readings as they were are shown for spans up to this, where they are few enough. */
const RAW_SPAN_MS = 3 * 3_600_000;

/** What each series did in the span, in so few buckets as were asked for. */
export function bucketsOf(reader: HistoryReader, catalogue: Catalogue, ask: BucketsAsk): BucketsAnswer {
  const { site, series, from, to, points } = ask;
  const entries = series.map((name) => ({ name, entry: catalogue.find(site, name) }));
  if (ask.step === 0 || (ask.step === undefined && to - from <= RAW_SPAN_MS)) {
    const raw = entries.map(({ name, entry }) => rawOf(reader, name, entry, ask));
    if (ask.step === 0 || raw.every(({ at }) => at.length <= points)) return { step: 0, series: raw };
  }
  const step: Step = ask.step ?? stepFor(from, to, points);
  // Worked out once for all: what a calendar is asked is most of the work on a year of days.
  const grid = gridOf(from, to, step, ask.timeZone);
  return { step, series: entries.map(({ name, entry }) => steppedOf(reader, name, entry, grid)) };
}

/** The last good reading of each before a time. */
export function lastOf(
  reader: HistoryReader,
  catalogue: Catalogue,
  ask: Extract<Ask, { kind: 'last' }>,
): Answers['last'] {
  return ask.series.map((name) => {
    const entry = catalogue.find(ask.site, name);
    return { ...name, ...(entry && reader.lastBefore(entry.series, ask.at)) };
  });
}

/** The grid of a step in a calendar. */
export function gridOf(from: number, to: number, step: Step, timeZone: string): Grid {
  const bounds = boundsOf(from, to, step, timeZone);
  return step >= DAY_S ? { bounds, days: calendarOf(timeZone) } : { bounds };
}

/** What a bucket shows as one number; see SeriesHistory of the contract. */
export function valueOf({ total, coverMs, sum, n }: Summary, kind: SeriesKind): number {
  if (kind === 'counter') return total;
  return coverMs > 0 ? (total * 1000) / coverMs : sum / n;
}

function steppedOf(reader: HistoryReader, name: SeriesOf, entry: Entry | undefined, grid: Grid): BucketSeries {
  if (!entry) return emptyOf(name);
  const all = reader.summaries(entry.series, grid);
  const rows = [...all.keys()].filter((row) => all[row]);
  const full = rows.map((row) => all[row]).filter((one) => one !== undefined);
  const { kind, unit } = entry;
  const pick = (of: (summary: Summary) => number) => numbersOf(full, of);
  return {
    ...name,
    found: true,
    kind,
    unit,
    at: Float64Array.from(rows, (row) => grid.bounds[row] ?? 0),
    value: pick((summary) => valueOf(summary, kind)),
    min: pick(({ min }) => min),
    max: pick(({ max }) => max),
    total: pick(({ total }) => total),
    coverS: pick(({ coverMs }) => coverMs / 1000),
    outOfRange: [],
    whole: wholeOf(full, entry.series.rule, kind),
  };
}

function rawOf(
  reader: HistoryReader,
  name: SeriesOf,
  entry: Entry | undefined,
  { from, to }: BucketsAsk,
): BucketSeries {
  if (!entry) return emptyOf(name);
  const { kind, unit, series } = entry;
  const stretches = [...reader.readings(series, from, to)];
  const values = concat(stretches.map((stretch) => stretch.values));
  const none = new Float64Array();
  const whole = reader.wholeOf(series, stretches, from, to);
  return {
    ...name,
    found: true,
    kind,
    unit,
    at: concat(stretches.map((stretch) => stretch.times)),
    value: values,
    min: none,
    max: none,
    total: none,
    coverS: none,
    outOfRange: outOfRangeOf(stretches),
    whole: wholeOf(whole ? [whole] : [], series.rule, kind),
  };
}

/** Float64Array.from calls an iterator for each, which is half the work on a year of days. */
function numbersOf(all: readonly Summary[], of: (summary: Summary) => number): Float64Array {
  const numbers = new Float64Array(all.length);
  for (const [row, summary] of all.entries()) numbers[row] = of(summary);
  return numbers;
}

function wholeOf(all: readonly Summary[], rule: MetricRule, kind: SeriesKind): BucketSeries['whole'] {
  const [first, ...rest] = all;
  if (!first) return undefined;
  const whole = rest.reduce(
    (sum, one) => ({
      ...combine(sum, one, rule),
      // What lies between two buckets is in the later one already.
      total: sum.total + one.total,
      coverMs: sum.coverMs + one.coverMs,
    }),
    first,
  );
  const { min, max, total, coverMs, last, lastAt } = whole;
  return { value: valueOf(whole, kind), min, max, total, coverS: coverMs / 1000, first: first.first, last, lastAt };
}

function outOfRangeOf(stretches: readonly Stretch[]): number[] {
  let before = 0;
  return stretches.flatMap(({ times, quality }) => {
    const own = quality ? [...quality.keys()].filter((row) => quality[row] === 1).map((row) => before + row) : [];
    before += times.length;
    return own;
  });
}

function emptyOf(name: SeriesOf): BucketSeries {
  const none = new Float64Array();
  const lists = { at: none, value: none, min: none, max: none, total: none, coverS: none };
  return { ...name, found: false, kind: 'measure', unit: '', ...lists, outOfRange: [], whole: undefined };
}

function concat(parts: readonly Float64Array[]): Float64Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
