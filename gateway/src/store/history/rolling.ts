import { Buckets } from '../../domain/history/buckets.ts';
import { LocalDays } from '../../domain/history/local-days.ts';
import type { MetricRule, Summary } from '../../domain/history/summary.ts';
import { BLOCK_MS, blockOf, deviceOf, HOURS_PER_BLOCK, keyOf, monthOf, QUARTER_MS, spanOf } from './blocks.ts';
import { pack, unpack } from './packing.ts';
import { metricsOf, rollupOf, summariesOf, type MetricSummaries } from './rollup.ts';
import { putAside, readHour, wordsOf, type Keeping } from './sealing.ts';
import { decodeSegment, encodeSegment } from './segment-codec.ts';
import { joinSegments, type Segment } from './segment.ts';
import type { RollupTier } from './tables.ts';

/** So many blocks are rolled up in one transaction. */
const BLOCKS_AT_ONCE = 32;

/** Quarters of an hour of each block that has ended before this wall time and has changed since they were made. Yields after each transaction. */
export function* rollQuarters(keeping: Keeping, before: number): Generator<void> {
  const { tables } = keeping;
  const rules = rulesOf(keeping);
  const due = tables.marked('unrolled').filter((key) => (spanOf(key) + 1) * BLOCK_MS <= before);
  for (let at = 0; at < due.length; at += BLOCKS_AT_ONCE) {
    tables.transaction(() => {
      for (const key of due.slice(at, at + BLOCKS_AT_ONCE)) {
        tables.saveRollup('quarter', key, packed(quartersOf(keeping, key, rules)));
        tables.unmark('unrolled', key);
        tables.mark('undayed', key);
      }
    });
    yield;
  }
}

/** Days of each device of which quarters are new, as the calendar of its site has them, and that have ended. Yields after each transaction. */
export function* rollDays(keeping: Keeping, before: number, zoneOf: (site: string) => string): Generator<void> {
  const { tables } = keeping;
  const rules = rulesOf(keeping);
  const due = Map.groupBy(tables.marked('undayed'), deviceOf);
  const calendars = new Map<string, LocalDays>();
  for (const { id, site } of tables.devices()) {
    const keys = due.get(id);
    if (!keys) continue;
    const zone = zoneOf(site);
    const days = calendars.get(zone) ?? new LocalDays(zone);
    calendars.set(zone, days);
    tables.transaction(() => {
      const touched = [...new Set(keys.flatMap((key) => daysOf(key, days)))];
      const ended = touched.filter((day) => days.nextAfter(day) <= before);
      for (const day of ended) rollDay(keeping, id, day, days.nextAfter(day), rules);
      for (const key of keys) if (days.nextAfter(endOf(key) - 1) <= before) tables.unmark('undayed', key);
    });
    yield;
  }
}

/** A rollup; undefined where there is none or it could not be read and was put aside. */
export function readRollup(
  keeping: Keeping,
  tier: RollupTier,
  key: number,
  wanted?: ReadonlySet<number>,
): Segment | undefined {
  const body = keeping.tables.rollup(tier, key);
  if (!body) return undefined;
  try {
    return decodeSegment(unpack(body), wanted);
  } catch (error) {
    putAside(keeping, { tier, key, body, why: wordsOf(error) });
    keeping.tables.drop(tier, key);
    return undefined;
  }
}

function quartersOf(keeping: Keeping, key: number, rules: ReadonlyMap<number, MetricRule>): Segment {
  const hours = Array.from({ length: HOURS_PER_BLOCK }, (_, hour) => readHour(keeping, key, hour));
  const { times, columns } = joinSegments(hours.filter((hour) => hour !== undefined));
  const count = BLOCK_MS / QUARTER_MS;
  const bounds = Float64Array.from({ length: count + 1 }, (_, at) => spanOf(key) * BLOCK_MS + at * QUARTER_MS);
  const metrics = columns.map(({ metric, values, quality }): MetricSummaries => {
    const buckets = new Buckets(bounds, ruleOf(rules, metric));
    buckets.addReadings(times, values, quality);
    return { metric, summaries: buckets.apart() };
  });
  return rollupOf(bounds.subarray(0, count), metrics);
}

function rollDay(
  keeping: Keeping,
  device: number,
  day: number,
  next: number,
  rules: ReadonlyMap<number, MetricRule>,
): void {
  const made = new Map<number, Buckets>();
  for (let block = blockOf(day); block * BLOCK_MS < next; block++) {
    const rollup = readRollup(keeping, 'quarter', keyOf(block, device));
    if (!rollup) continue;
    for (const metric of metricsOf(rollup)) {
      let buckets = made.get(metric);
      if (!buckets) made.set(metric, (buckets = new Buckets(Float64Array.of(day, next), ruleOf(rules, metric))));
      for (const summary of summariesOf(rollup, metric)) if (summary) buckets.add(summary);
    }
  }
  const metrics = [...made].map(([metric, buckets]): MetricSummaries => ({ metric, summaries: buckets.apart() }));
  const key = keyOf(monthOf(day), device);
  const rest = readRollup(keeping, 'day', key);
  const own = rollupOf(
    Float64Array.of(day),
    metrics.filter(({ summaries }) => summaries.some(isThere)),
  );
  if (own.times.length > 0) keeping.tables.saveRollup('day', key, packed(rest ? joinSegments([rest, own]) : own));
}

/** When the days began that this block lies in. */
function daysOf(key: number, days: LocalDays): number[] {
  const starts = [days.startOf(spanOf(key) * BLOCK_MS)];
  for (let next = days.nextAfter(starts[0] ?? 0); next < endOf(key); next = days.nextAfter(next)) starts.push(next);
  return starts;
}

function endOf(key: number): number {
  return (spanOf(key) + 1) * BLOCK_MS;
}

function rulesOf({ tables }: Keeping): Map<number, MetricRule> {
  return new Map(tables.metrics().map(({ id, rule }) => [id, rule]));
}

function ruleOf(rules: ReadonlyMap<number, MetricRule>, metric: number): MetricRule {
  return rules.get(metric) ?? { kind: 'measure' };
}

function isThere(summary: Summary | undefined): boolean {
  return summary !== undefined;
}

function packed(segment: Segment): Uint8Array {
  return pack(encodeSegment(segment));
}
