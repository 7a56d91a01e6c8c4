import { QUARTER_MS } from '../../contract/index.ts';
import type { Use } from './bill.ts';
import { roundHalfUp } from './money.ts';
import { SiteCalendar, type LocalQuarter, type Span } from './site-calendar.ts';

/** What a forecast is made of. */
export interface ProjectionInput {
  readonly timeZone: string;
  /** The time that is wanted as a whole, usually a month. */
  readonly span: Span;
  /** What is known ends here. Unit: wall ms. */
  readonly now: number;
  /** Of the time itself and of the eight weeks before now, in any order. */
  readonly use: readonly Use[];
}

/** A whole time: what was used so far and what is to be expected of the rest. */
export interface Projection {
  /** Both, one for each quarter that is known or expected; those expected are marked as estimated. */
  readonly use: readonly Use[];
  readonly usedMilliWh: bigint;
  readonly expectedMilliWh: bigint;
  /** How many quarters are expected. */
  readonly expectedQuarters: number;
}

const WEEKS = 8;
const DAY_MINUTES = 1_440;
const WEEK_MS = 604_800_000;

/**
 * What a time will come to: each quarter to come is expected to be like the mean of the same quarter of the same weekday in the last
 * eight weeks; where there was none, of that quarter on any day; else of all. With nothing known nothing is expected. By the clock on the
 * wall, so that a peak stays a peak.
 */
export function project({ timeZone, span, now, use }: ProjectionInput): Projection {
  const calendar = new SiteCalendar(timeZone);
  const known = use.filter(({ at }) => at < now);
  const inside = known.filter(({ at }) => at >= span.from && at < span.to);
  const expect = profileOf(known, now, calendar);
  const used = inside.reduce((sum, { milliWh }) => sum + BigInt(milliWh), 0n);
  const expected: Use[] = [];
  for (let at = firstAfter(now, span); at < span.to; at += QUARTER_MS) {
    const milliWh = expect(calendar.at(at));
    if (milliWh !== undefined) expected.push({ at, milliWh, estimated: true });
  }
  return {
    use: [...inside, ...expected],
    usedMilliWh: used,
    expectedMilliWh: expected.reduce((sum, { milliWh }) => sum + BigInt(milliWh), 0n),
    expectedQuarters: expected.length,
  };
}

/** The quarter that goes on is neither known nor expected: it is over soon. */
function firstAfter(now: number, { from }: Span): number {
  return Math.max(from, Math.ceil(now / QUARTER_MS) * QUARTER_MS);
}

interface Mean {
  sum: bigint;
  count: bigint;
}

/** Answers what a quarter is expected to use, in whole mWh. */
function profileOf(
  use: readonly Use[],
  now: number,
  calendar: SiteCalendar,
): (quarter: LocalQuarter) => bigint | undefined {
  const means = new Map<number, Mean>();
  for (const [at, milliWh] of summed(use)) {
    if (at < now - WEEKS * WEEK_MS) continue;
    for (const key of keysOf(calendar.at(at))) add(means, key, milliWh);
  }
  return (quarter) => {
    const mean = keysOf(quarter)
      .map((key) => means.get(key))
      .find((found) => found !== undefined);
    return mean && roundHalfUp({ num: mean.sum, den: mean.count });
  };
}

/** From the most like to the least: this quarter of this weekday, this quarter of any day, any quarter. */
function keysOf({ weekday, minute }: LocalQuarter): readonly number[] {
  return [weekday * DAY_MINUTES + minute, minute, -1];
}

/** Several of one quarter are one. */
function summed(use: readonly Use[]): Map<number, bigint> {
  const sums = new Map<number, bigint>();
  for (const { at, milliWh } of use) sums.set(at, (sums.get(at) ?? 0n) + BigInt(milliWh));
  return sums;
}

function add(means: Map<number, Mean>, key: number, milliWh: bigint): void {
  const mean = means.get(key) ?? { sum: 0n, count: 0n };
  mean.sum += milliWh;
  mean.count += 1n;
  means.set(key, mean);
}
