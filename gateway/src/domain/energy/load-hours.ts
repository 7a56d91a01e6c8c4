import { HELD_MS } from '../history/summary.ts';
import type { Shown } from './readings-within.ts';
import type { Span } from './site-calendar.ts';

/** How long and how often a load was on. Unit: ms. */
export interface OnTime {
  readonly onMs: number;
  readonly starts: number;
  /** For how long it is known. */
  readonly knownMs: number;
}

/**
 * What readings in order, which reach a little over both ends, tell of a span: a load is on or off until it is told anew, and over a longer
 * silence than `HELD_MS` nothing is known. On where it was off before is a start, over a silence too; each belongs to the span it is told in,
 * so that parts add up.
 */
export function onTimeOf(shown: readonly Shown[], isOn: (value: number) => boolean, { from, to }: Span): OnTime {
  let [onMs, starts, knownMs] = [0, 0, 0];
  for (const [row, { at, value }] of shown.entries()) {
    const on = isOn(value);
    const before = shown[row - 1];
    if (on && before && !isOn(before.value) && at >= from && at < to) starts += 1;
    const next = shown[row + 1];
    if (!next || next.at - at > HELD_MS) continue;
    const ms = Math.max(0, Math.min(next.at, to) - Math.max(at, from));
    knownMs += ms;
    if (on) onMs += ms;
  }
  return { onMs, starts, knownMs };
}
