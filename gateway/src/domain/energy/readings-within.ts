import { between, HELD_MS, type MetricRule } from '../history/summary.ts';
import type { Span } from './site-calendar.ts';

/** What a meter showed, and when. Unit of `at`: wall ms. */
export interface Shown {
  readonly at: number;
  readonly value: number;
}

/** What readings in order come to within some spans, in the unit of a history's total, and for how long of them that is known. */
export function comeTo(rule: MetricRule, shown: readonly Shown[], spans: readonly Span[]) {
  let [amount, knownMs] = [0, 0];
  for (const span of spans) {
    const part = within(rule, shown, 0, span);
    amount += part.amount;
    knownMs += part.knownMs;
  }
  return { amount, knownMs };
}

/** The same of one span, of the readings from `row` on. A counter is known over any silence. */
export function within(rule: MetricRule, shown: readonly Shown[], row: number, span: Span) {
  let [amount, knownMs] = [0, 0];
  for (let at = row; (shown[at]?.at ?? Infinity) < span.to; at++) {
    const [before, after] = [shown[at], shown[at + 1]];
    if (!before || !after) break;
    const ms = Math.min(after.at, span.to) - Math.max(before.at, span.from);
    if (ms <= 0 || (rule.kind !== 'counter' && after.at - before.at > HELD_MS)) continue;
    amount += partOf(rule, before, after, span);
    knownMs += ms;
  }
  return { amount, knownMs };
}

/** Of what lies between two readings, what is within the span: a counter grows evenly, a measure goes evenly from one to the other. */
function partOf(rule: MetricRule, before: Shown, after: Shown, span: Span): number {
  const gapMs = after.at - before.at;
  const [from, to] = [Math.max(before.at, span.from), Math.min(after.at, span.to)];
  if (rule.kind === 'counter') return (between(before.value, after.value, gapMs, rule) * (to - from)) / gapMs;
  const at = (wall: number) => before.value + ((after.value - before.value) * (wall - before.at)) / gapMs;
  return ((at(from) + at(to)) / 2) * ((to - from) / 1000);
}
