import { QUARTER_MS } from '../../contract/index.ts';
import { between, HELD_MS } from '../history/summary.ts';
import { milliWhOf, type Meter } from './meter.ts';
import type { Span } from './site-calendar.ts';

/** What a meter showed, and when. Unit of `at`: wall ms. */
export interface Shown {
  readonly at: number;
  readonly value: number;
}

/** A meter with where its counter begins anew. */
export type RunMeter = Meter & { readonly wrapsAt?: number };

export interface Measured {
  /** By the quarter of an hour that each begins, in order. Unit: mWh, whole. */
  readonly quarters: readonly { readonly at: number; readonly milliWh: number }[];
  /** Of the spans, of how long nothing is known. Unit: ms. */
  readonly missingMs: number;
}

/**
 * Energy within some spans, of readings in order that reach a little over their ends: between two readings a counter grows evenly and a
 * power goes evenly from one to the other. So what lies on both sides of a moment adds up to the whole. A silence of a counter is
 * known by what it grew; of a power or a current nothing is known where it is longer than `HELD_MS`.
 */
export function measure(meter: RunMeter, shown: readonly Shown[], spans: readonly Span[]): Measured {
  const quarters = new Map<number, number>();
  // Rounded as a running sum, so that no mWh is lost or made by the cuts.
  let [exact, whole, knownMs, row] = [0, 0, 0, 0];
  for (const cut of spans.flatMap(cutAtQuarters)) {
    while ((shown[row + 1]?.at ?? Infinity) <= cut.from) row++;
    const part = within(meter, shown, row, cut);
    exact += part.amount;
    knownMs += part.knownMs;
    if (part.knownMs === 0) continue;
    const at = Math.floor(cut.from / QUARTER_MS) * QUARTER_MS;
    const sum = milliWhOf(meter, exact);
    quarters.set(at, (quarters.get(at) ?? 0) + sum - whole);
    whole = sum;
  }
  const allMs = spans.reduce((sum, { from, to }) => sum + (to - from), 0);
  return { quarters: [...quarters].map(([at, milliWh]) => ({ at, milliWh })), missingMs: allMs - knownMs };
}

/** What lies within a span, of the readings from `row` on, in the unit of a history's total. */
function within(meter: RunMeter, shown: readonly Shown[], row: number, span: Span) {
  let [amount, knownMs] = [0, 0];
  for (let at = row; (shown[at]?.at ?? Infinity) < span.to; at++) {
    const [before, after] = [shown[at], shown[at + 1]];
    if (!before || !after) break;
    const ms = Math.min(after.at, span.to) - Math.max(before.at, span.from);
    if (ms <= 0 || (meter.kind !== 'counter' && after.at - before.at > HELD_MS)) continue;
    amount += partOf(meter, before, after, span);
    knownMs += ms;
  }
  return { amount, knownMs };
}

/** Of what lies between two readings, what is within the span. */
function partOf(meter: RunMeter, before: Shown, after: Shown, span: Span): number {
  const gapMs = after.at - before.at;
  const [from, to] = [Math.max(before.at, span.from), Math.min(after.at, span.to)];
  if (meter.kind === 'counter') {
    const { wrapsAt } = meter;
    const rule = wrapsAt === undefined ? { kind: meter.kind } : { kind: meter.kind, wrapsAt };
    return (between(before.value, after.value, gapMs, rule) * (to - from)) / gapMs;
  }
  const at = (wall: number) => before.value + ((after.value - before.value) * (wall - before.at)) / gapMs;
  return ((at(from) + at(to)) / 2) * ((to - from) / 1000);
}

function cutAtQuarters({ from, to }: Span): Span[] {
  const cuts: Span[] = [];
  for (let at = from; at < to; at = cuts.at(-1)?.to ?? to)
    cuts.push({ from: at, to: Math.min(to, (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS) });
  return cuts;
}
