import { Buckets } from '../../domain/history/buckets.ts';
import { calendarOf, type LocalDays } from '../../domain/history/local-days.ts';
import type { MetricRule, Summary } from '../../domain/history/summary.ts';
import { BLOCK_MS, blockOf, deviceOf, keyOf, monthOf, QUARTER_MS, spanOf } from './blocks.ts';
import { pack } from './packing.ts';
import { metricsOf, rollupOf, summariesOf, type MetricSummaries } from './rollup.ts';
import { putAside, readHours, unpackedOf, wordsOf, type Keeping } from './sealing.ts';
import { decodeSegment, encodeSegment } from './segment-codec.ts';
import { joinSegments, type Segment } from './segment.ts';
import type { RollupTier } from './tables.ts';

/** So many blocks are rolled up in one transaction. */
const BLOCKS_AT_ONCE = 32;

/**
 * Quarters of an hour of each block that has ended before this wall time and has changed since they were made; the days it lies in are
 * to be made anew then. Yields after each transaction.
 */
export function* rollQuarters(keeping: Keeping, before: number, zoneOf: (site: string) => string): Generator<void> {
  const { tables } = keeping;
  const rules = rulesOf(keeping);
  const daysOfDevice = calendarsOf(keeping, zoneOf);
  const due = tables.marked('unrolled').filter((key) => (spanOf(key) + 1) * BLOCK_MS <= before);
  for (let at = 0; at < due.length; at += BLOCKS_AT_ONCE) {
    tables.transaction(() => {
      for (const key of due.slice(at, at + BLOCKS_AT_ONCE)) {
        tables.saveRollup('quarter', key, packed(quartersOf(keeping, key, rules)));
        tables.unmark('unrolled', key);
        const device = deviceOf(key);
        for (const day of daysIn(key, daysOfDevice(device))) tables.mark('undayed', keyOf(day / QUARTER_MS, device));
      }
    });
    yield;
  }
}

/** The days that have ended before this wall time and of which quarters are new. Yields after each transaction. */
export function* rollDays(keeping: Keeping, before: number, zoneOf: (site: string) => string): Generator<void> {
  const { tables } = keeping;
  const rules = rulesOf(keeping);
  const daysOfDevice = calendarsOf(keeping, zoneOf);
  const endOf = (key: number) => daysOfDevice(deviceOf(key)).nextAfter(dayOf(key));
  const due = tables.marked('undayed').filter((key) => endOf(key) <= before);
  for (let at = 0; at < due.length; at += BLOCKS_AT_ONCE) {
    tables.transaction(() => {
      for (const key of due.slice(at, at + BLOCKS_AT_ONCE)) {
        rollDay(keeping, deviceOf(key), { from: dayOf(key), to: endOf(key) }, rules);
        tables.unmark('undayed', key);
      }
    });
    yield;
  }
}

/** When the day began that a mark is of. */
export function dayOf(key: number): number {
  return spanOf(key) * QUARTER_MS;
}

/** A rollup; undefined where there is none or it could not be read and was put aside. */
export function readRollup(
  keeping: Keeping,
  tier: RollupTier,
  key: number,
  wanted?: ReadonlySet<number>,
): Segment | undefined {
  const name = `${tier} ${key}`;
  const known = keeping.unpacked?.get(name);
  const body = known ? undefined : keeping.tables.rollup(tier, key);
  if (!known && !body) return undefined;
  try {
    return decodeSegment(known ?? unpackedOf(keeping, name, body ?? new Uint8Array()), wanted);
  } catch (error) {
    putAside(keeping, {
      tier,
      key,
      body: body ?? keeping.tables.rollup(tier, key) ?? new Uint8Array(),
      why: wordsOf(error),
    });
    keeping.tables.drop(tier, key);
    return undefined;
  }
}

function quartersOf(keeping: Keeping, key: number, rules: ReadonlyMap<number, MetricRule>): Segment {
  const { times, columns } = joinSegments(readHours(keeping, key));
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
  { from: day, to: next }: { readonly from: number; readonly to: number },
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
function daysIn(key: number, days: LocalDays): number[] {
  const end = (spanOf(key) + 1) * BLOCK_MS;
  const starts = [days.startOf(spanOf(key) * BLOCK_MS)];
  for (let next = days.nextAfter(starts[0] ?? 0); next < end; next = days.nextAfter(next)) starts.push(next);
  return starts;
}

/** The calendar of each device's site. */
function calendarsOf({ tables }: Keeping, zoneOf: (site: string) => string): (device: number) => LocalDays {
  const siteOf = new Map(tables.devices().map(({ id, site }) => [id, site]));
  return (device) => calendarOf(zoneOf(siteOf.get(device) ?? ''));
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
