import { Buckets, type Told } from '../../domain/history/buckets.ts';
import type { LocalDays } from '../../domain/history/local-days.ts';
import type { MetricRule, Summary } from '../../domain/history/summary.ts';
import { BLOCK_MS, blockOf, deviceOf, keyOf, monthOf, QUARTER_MS, spanOf } from './blocks.ts';
import type { OpenHours } from './open-hours.ts';
import { rollupColumnsOf, summariesOf } from './rollup.ts';
import { readRollup } from './rolling.ts';
import { readHours, type Keeping } from './sealing.ts';
import { clip, joinSegments, type Column, type Segment } from './segment.ts';

/** One point of one device, by the numbers that it has in the store. */
export interface Series {
  readonly device: number;
  /** More than one where the point was declared otherwise once. Ascending. */
  readonly metrics: readonly number[];
  readonly rule: MetricRule;
}

/** Readings of one series in a row. */
export interface Stretch {
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly quality?: Uint8Array;
}

/** Where buckets lie, and whether they are the days of a calendar. */
export interface Grid {
  readonly bounds: Float64Array;
  /** Present where each bucket is made of whole days of it. */
  readonly days?: LocalDays;
}

/** Answers what was read, from wherever it is kept by now. */
export class HistoryReader {
  readonly #keeping: Keeping;
  readonly #open: OpenHours;
  /** Joined once for all that is asked of a device. */
  readonly #openSegments = new Map<string, Segment>();
  #changed: Map<number, Set<number>> | undefined;
  #newDays: Set<number> | undefined;

  constructor(keeping: Keeping, open: OpenHours) {
    this.#keeping = keeping;
    this.#open = open;
  }

  /** Readings from one wall time until before another, in order; a few hours at a time. */
  *readings(series: Series, from: number, to: number): Generator<Stretch> {
    const first = Math.max(blockOf(from), this.#firstBlock(series));
    for (let block = first; block * BLOCK_MS < to; block++) {
      const stretch = stretchOf(clip(this.#block(series, block), from, to), series.metrics);
      if (stretch.times.length > 0) yield stretch;
      if (block * BLOCK_MS > this.#keeping.now + BLOCK_MS) return;
    }
  }

  /** What the series did in stretches that `readings` gave, all together; what led up to them counts. */
  wholeOf(series: Series, stretches: readonly Stretch[], from: number, to: number): Summary | undefined {
    const buckets = new Buckets(Float64Array.of(from, to), series.rule, this.lastBefore(series, from));
    for (const { times, values, quality } of stretches) buckets.addReadings(times, values, quality);
    return buckets.done()[0];
  }

  /** The last good reading before a wall time, as far back as anything is kept. */
  lastBefore(series: Series, at: number): Told | undefined {
    const first = this.#firstBlock(series);
    for (let block = Math.min(blockOf(at - 1), blockOf(this.#keeping.now) + 1); block >= first; block--) {
      const told = lastOf(stretchOf(clip(this.#block(series, block), -Infinity, at), series.metrics));
      if (told) return told;
      const older = this.#lastOfQuarters(series, block, at);
      if (older) return older;
    }
    return this.#lastOfDays(series, at);
  }

  /** What the series did in each bucket; what led up to the first one counts. */
  summaries(series: Series, { bounds, days }: Grid): readonly (Summary | undefined)[] {
    const from = bounds[0] ?? 0;
    const to = bounds.at(-1) ?? 0;
    const buckets = new Buckets(bounds, series.rule, this.lastBefore(series, from));
    const isQuarters = bounds.every((bound) => bound % QUARTER_MS === 0);
    if (days) this.#addDays(buckets, series, from, to, days);
    else this.#addBlocks(buckets, series, from, to, isQuarters);
    return buckets.done();
  }

  #addDays(buckets: Buckets, series: Series, from: number, to: number, days: LocalDays): void {
    let month = -1;
    let kept = new Map<number, Summary>();
    for (let day = from; day < to; day = days.nextAfter(day)) {
      if (monthOf(day) !== month) {
        month = monthOf(day);
        kept = this.#monthOf(series, month);
      }
      const next = days.nextAfter(day);
      const isNew = this.#changedDays().has(keyOf(day / QUARTER_MS, series.device));
      const summary = isNew || this.#hasChanged(series.device, day, next) ? undefined : kept.get(day);
      if (summary) buckets.add(summary);
      else this.#addBlocks(buckets, series, day, next, true);
    }
  }

  #monthOf(series: Series, month: number): Map<number, Summary> {
    return new Map(this.#rollupOf(series, 'day', month).map((summary) => [summary.start, summary.summary]));
  }

  #addBlocks(buckets: Buckets, series: Series, from: number, to: number, isQuarters: boolean): void {
    const last = Math.min(blockOf(to - 1), blockOf(this.#keeping.now) + 1);
    for (let block = Math.max(blockOf(from), this.#firstBlock(series)); block <= last; block++) {
      const mayRoll = isQuarters && !this.#hasChanged(series.device, block * BLOCK_MS, (block + 1) * BLOCK_MS);
      const quarters = mayRoll ? this.#rollupOf(series, 'quarter', block) : [];
      if (quarters.length > 0) {
        for (const { start, summary } of quarters) if (start >= from && start < to) buckets.add(summary);
      } else {
        const { times, values, quality } = stretchOf(clip(this.#block(series, block), from, to), series.metrics);
        buckets.addReadings(times, values, quality);
      }
    }
  }

  /** All of a block, sealed or not. */
  #block({ device, metrics }: Series, block: number): Segment {
    const wanted = new Set(metrics);
    const hours = readHours(this.#keeping, keyOf(block, device), wanted);
    const open = clip(this.#openSegment(device, wanted), block * BLOCK_MS, (block + 1) * BLOCK_MS);
    return joinSegments([...hours, open]);
  }

  #openSegment(device: number, wanted: ReadonlySet<number>): Segment {
    const key = `${device} ${[...wanted].join()}`;
    let segment = this.#openSegments.get(key);
    if (!segment) this.#openSegments.set(key, (segment = this.#open.segment(device, wanted)));
    return segment;
  }

  #lastOfQuarters(series: Series, block: number, at: number): Told | undefined {
    return lastOfSummaries(this.#rollupOf(series, 'quarter', block), at);
  }

  #lastOfDays(series: Series, at: number): Told | undefined {
    const first = this.#keeping.tables.firstKey('day');
    if (first === undefined) return undefined;
    for (let month = monthOf(at); month >= spanOf(first); month--) {
      const told = lastOfSummaries(this.#rollupOf(series, 'day', month), at);
      if (told) return told;
    }
    return undefined;
  }

  #rollupOf({ device, metrics }: Series, tier: 'quarter' | 'day', span: number): { start: number; summary: Summary }[] {
    const wanted = metrics.length === 1 ? rollupColumnsOf(metrics[0] ?? 0) : undefined;
    const rollup = readRollup(this.#keeping, tier, keyOf(span, device), wanted);
    if (!rollup) return [];
    return metrics
      .flatMap((metric) =>
        summariesOf(rollup, metric).map((summary, row) => ({ start: rollup.times[row] ?? 0, summary })),
      )
      .filter((one): one is { start: number; summary: Summary } => one.summary !== undefined)
      .toSorted((a, b) => a.summary.firstAt - b.summary.firstAt);
  }

  /** Days that are to be made anew. */
  #changedDays(): ReadonlySet<number> {
    this.#newDays ??= new Set(this.#keeping.tables.marked('undayed'));
    return this.#newDays;
  }

  /** Whether anything of a device came in since its quarters of that time were made. */
  #hasChanged(device: number, from: number, to: number): boolean {
    this.#changed ??= this.#findChanged();
    const blocks = this.#changed.get(device);
    if (!blocks) return false;
    for (let block = blockOf(from); block * BLOCK_MS < to; block++) if (blocks.has(block)) return true;
    return false;
  }

  #findChanged(): Map<number, Set<number>> {
    const { tables } = this.#keeping;
    const changed = new Map<number, Set<number>>();
    const note = (device: number, block: number) => {
      const blocks = changed.get(device);
      if (blocks) blocks.add(block);
      else changed.set(device, new Set([block]));
    };
    for (const key of tables.marked('unrolled')) note(deviceOf(key), spanOf(key));
    for (const device of this.#open.devices())
      for (const at of this.#open.segment(device, new Set()).times) note(device, blockOf(at));
    return changed;
  }

  /** The first block that may have anything of it. */
  #firstBlock({ device }: Series): number {
    const { tables } = this.#keeping;
    const firsts = (['raw', 'quarter'] as const)
      .map((tier) => tables.firstKey(tier))
      .filter((key) => key !== undefined);
    const open = this.#openSegment(device, new Set()).times[0];
    return Math.min(blockOf(open ?? this.#keeping.now), ...firsts.map(spanOf));
  }
}

/** The columns of one point as one. */
function stretchOf({ times, columns }: Segment, metrics: readonly number[]): Stretch {
  const own = columns.filter(({ metric }) => metrics.includes(metric));
  const [only] = own;
  if (only && own.length === 1) return stripped(times, only);
  const values = new Float64Array(times.length).fill(Number.NaN);
  const quality = new Uint8Array(times.length);
  for (const column of own)
    for (const [row, value] of column.values.entries())
      if (!Number.isNaN(value)) {
        values[row] = value;
        quality[row] = column.quality?.[row] ?? 0;
      }
  return stripped(times, { metric: 0, values, quality });
}

/** Without the times at which it did not read. */
function stripped(times: Float64Array, { values, quality }: Column): Stretch {
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) rows.push(row);
  if (rows.length === times.length) return quality ? { times, values, quality } : { times, values };
  const pick = (all: Float64Array) => Float64Array.from(rows, (row) => all[row] ?? Number.NaN);
  const own = { times: pick(times), values: pick(values) };
  return quality ? { ...own, quality: Uint8Array.from(rows, (row) => quality[row] ?? 0) } : own;
}

function lastOf({ times, values, quality }: Stretch): Told | undefined {
  for (let row = times.length - 1; row >= 0; row--)
    if ((quality?.[row] ?? 0) === 0) return { value: values[row] ?? 0, at: times[row] ?? 0 };
  return undefined;
}

function lastOfSummaries(all: readonly { summary: Summary }[], at: number): Told | undefined {
  const last = all.filter(({ summary }) => summary.lastAt < at).at(-1)?.summary;
  return last && { value: last.last, at: last.lastAt };
}
