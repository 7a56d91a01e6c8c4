import type { RateWindow } from '@farmgate/gateway/contract';

/** Which period each quarter of an hour of a week is in, days from Monday on: a place in the list of periods, -1 the usual one. */
export type RateWeek = readonly (readonly number[])[];

const QUARTERS = 96;
const QUARTER_MIN = 15;
export const USUAL = -1;

/** Windows as a week. What is of no period that is there is as usual. */
export function weekOf(windows: readonly RateWindow[], periods: readonly string[]): RateWeek {
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: QUARTERS }, (_quarter, at) => {
      const minute = at * QUARTER_MIN;
      const window = windows.find(({ days, from, to }) => days.includes(day + 1) && minute >= from && minute < to);
      return window ? periods.indexOf(window.period) : USUAL;
    }),
  );
}

/** A week as windows: days that are alike are one. */
export function windowsOf(week: RateWeek, periods: readonly string[]): RateWindow[] {
  const found = new Map<string, RateWindow>();
  for (const [day, quarters] of week.entries())
    for (const stretch of stretchesOf(quarters)) {
      const period = periods[stretch.period];
      if (period === undefined) continue;
      const key = `${stretch.from} ${stretch.to} ${period}`;
      const days = [...(found.get(key)?.days ?? []), day + 1];
      found.set(key, { days, from: stretch.from, to: stretch.to, period });
    }
  return [...found.values()];
}

/** The week with a part of some days in another period. Unit: minutes since midnight, whole quarters. */
export function painted(
  week: RateWeek,
  { days, from, to }: Pick<RateWindow, 'days' | 'from' | 'to'>,
  period: number,
): RateWeek {
  return week.map((quarters, day) =>
    days.includes(day + 1)
      ? quarters.map((before, at) => (at * QUARTER_MIN >= from && at * QUARTER_MIN < to ? period : before))
      : quarters,
  );
}

/** The period of a whole hour; undefined where it changes within it. */
export function hourIn(week: RateWeek, day: number, hour: number): number | undefined {
  const quarters = week[day]?.slice(hour * 4, hour * 4 + 4) ?? [];
  return quarters.every((period) => period === quarters[0]) ? (quarters[0] ?? USUAL) : undefined;
}

function stretchesOf(quarters: readonly number[]): { from: number; to: number; period: number }[] {
  const stretches: { from: number; to: number; period: number }[] = [];
  for (const [at, period] of quarters.entries()) {
    const last = stretches.at(-1);
    if (last?.period === period) last.to += QUARTER_MIN;
    else stretches.push({ from: at * QUARTER_MIN, to: (at + 1) * QUARTER_MIN, period });
  }
  return stretches;
}
