import type { Span } from './site-calendar.ts';

/** What of a run's trail tells when its pump was on. */
export interface TrailStep {
  /** Unit: wall ms. */
  readonly at: number;
  readonly what: string;
}

const begins = new Set(['starting', 'resumed', 'running']);
const ends = new Set(['hold', 'stopping', 'ended']);

/** When a run had its pump, by its trail; one that goes on has it until now. In order, and never two at a time. */
export function spansOf(trail: readonly TrailStep[], now: number): Span[] {
  const spans: Span[] = [];
  let from: number | undefined;
  let last = '';
  for (const { at, what } of trail) {
    const moment = Math.floor(at);
    // Nobody started it again: it ran on over that hold.
    if (what === 'running' && last === 'hold') from = spans.pop()?.from ?? moment;
    else if (begins.has(what)) from ??= Math.max(moment, spans.at(-1)?.to ?? moment);
    else if (ends.has(what) && from !== undefined) {
      if (moment > from) spans.push({ from, to: moment });
      from = undefined;
    }
    if (begins.has(what) || ends.has(what)) last = what;
  }
  if (from !== undefined && now > from) spans.push({ from, to: now });
  return spans;
}
