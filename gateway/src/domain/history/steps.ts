import { calendarOf, type LocalDays } from './local-days.ts';

/** Lengths of a chart's buckets that people read easily. Unit: s; the last two are a week and a month, as the calendar has them. */
export const steps = [
  1, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 604_800, 2_592_000,
] as const;
export type Step = (typeof steps)[number];

export const DAY_S = 86_400;
const WEEK_S = 604_800;
const MONTH_S = 2_592_000;

/** The shortest step with which a span has no more than this many buckets. */
export function stepFor(from: number, to: number, most: number): Step {
  const spanS = (to - from) / 1000;
  // One at either end may be there in part.
  return steps.find((step) => spanS / step + 2 <= most) ?? MONTH_S;
}

/**
 * Where the buckets of a span begin, and where the last of them ends: whole ones, of which the first holds `from`. They begin
 * anew each midnight of the zone, so that an hour is the hour on the wall there. Wall ms.
 */
export function boundsOf(from: number, to: number, step: Step, timeZone: string): Float64Array {
  const days = calendarOf(timeZone);
  const bounds = step >= DAY_S ? longBounds(from, to, step, days) : shortBounds(from, to, step * 1000, days);
  return Float64Array.from(bounds);
}

function longBounds(from: number, to: number, step: Step, days: LocalDays): number[] {
  const bounds = [firstLong(from, step, days)];
  for (let at = bounds[0] ?? from; at < to; bounds.push(at)) at = nextLong(at, step, days);
  return bounds;
}

function firstLong(from: number, step: Step, days: LocalDays): number {
  if (step === MONTH_S) return days.startOfMonth(from);
  return step === WEEK_S ? days.startOfWeek(from) : days.startOf(from);
}

function nextLong(at: number, step: Step, days: LocalDays): number {
  if (step === MONTH_S) return days.nextMonthAfter(at);
  let next = days.nextAfter(at);
  if (step === WEEK_S) for (let day = 1; day < 7; day++) next = days.nextAfter(next);
  return next;
}

function shortBounds(from: number, to: number, stepMs: number, days: LocalDays): number[] {
  const bounds: number[] = [];
  let midnight = days.startOf(from);
  let at = midnight + Math.floor((from - midnight) / stepMs) * stepMs;
  for (;;) {
    const next = days.nextAfter(midnight);
    for (; at < next && at < to; at += stepMs) bounds.push(at);
    if (at >= to && at <= next) return [...bounds, at];
    midnight = at = next;
    if (next >= to) return [...bounds, next];
  }
}
