import type { SupplySlot } from '@farmgate/gateway/contract';

/** A stretch of one day with power. Unit: minutes since midnight, `to` up to 1440. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A week from Monday on, each day with its stretches in order, apart from one another. */
export type Week = readonly (readonly Stretch[])[];

/** More the gateway does not take. */
export const MOST_SLOTS = 50;
const DAY = 1440;
const HOUR = 60;

/** The week that slots make: what goes over midnight is cut there. */
export function weekOf(slots: readonly SupplySlot[]): Week {
  const week: Stretch[][] = Array.from({ length: 7 }, () => []);
  for (const { days, from, to } of slots) {
    for (const day of days) {
      const isOver = to <= from;
      week[day - 1]?.push({ from, to: isOver ? DAY : to });
      if (isOver && to > 0) week[day % 7]?.push({ from: 0, to });
    }
  }
  return week.map(merged);
}

/** The fewest slots that make this week, where each lies within one day. */
export function slotsOf(week: Week): SupplySlot[] {
  const daysBy = new Map<string, SupplySlot>();
  week.forEach((stretches, index) => {
    for (const { from, to } of stretches) {
      const key = `${from} ${to}`;
      const days = [...(daysBy.get(key)?.days ?? []), index + 1];
      daysBy.set(key, { days, from, to });
    }
  });
  return [...daysBy.values()].toSorted((a, b) => a.from - b.from || a.to - b.to);
}

/** How much of an hour has power, 0 to 1. `day`: 0 is Monday. */
export function shareOf(week: Week, day: number, hour: number): number {
  const [start, end] = [hour * HOUR, (hour + 1) * HOUR];
  const minutes = (week[day] ?? []).map(({ from, to }) => Math.max(0, Math.min(to, end) - Math.max(from, start)));
  return minutes.reduce((sum, part) => sum + part, 0) / HOUR;
}

/** The week with power in this hour, or without. */
export function withHour(week: Week, day: number, hour: number, isOn: boolean): Week {
  const [start, end] = [hour * HOUR, (hour + 1) * HOUR];
  return week.map((stretches, index) => {
    if (index !== day) return stretches;
    const outside = stretches.flatMap(({ from, to }) => [
      { from, to: Math.min(to, start) },
      { from: Math.max(from, end), to },
    ]);
    return merged([...outside, ...(isOn ? [{ from: start, to: end }] : [])]);
  });
}

function merged(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const { from, to } of stretches.filter((one) => one.from < one.to).toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else result.push({ from, to });
  }
  return result;
}
