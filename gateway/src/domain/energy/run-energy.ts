import { QUARTER_MS } from '../../contract/index.ts';
import type { MetricRule } from '../history/summary.ts';
import { milliWhOf, type Meter } from './meter.ts';
import { within, type Shown } from './readings-within.ts';
import type { Span } from './site-calendar.ts';

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
  const rule = ruleOf(meter);
  const quarters = new Map<number, number>();
  // Rounded as a running sum, so that no mWh is lost or made by the cuts.
  let [exact, whole, knownMs, row] = [0, 0, 0, 0];
  for (const cut of spans.flatMap(cutAtQuarters)) {
    while ((shown[row + 1]?.at ?? Infinity) <= cut.from) row++;
    const part = within(rule, shown, row, cut);
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

function cutAtQuarters({ from, to }: Span): Span[] {
  const cuts: Span[] = [];
  for (let at = from; at < to; at = cuts.at(-1)?.to ?? to)
    cuts.push({ from: at, to: Math.min(to, (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS) });
  return cuts;
}

function ruleOf({ kind, wrapsAt }: RunMeter): MetricRule {
  if (kind !== 'counter') return { kind: 'measure' };
  return wrapsAt === undefined ? { kind } : { kind, wrapsAt };
}
