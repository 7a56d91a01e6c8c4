import type { BillParts, EnergyRate } from '@farmgate/gateway/contract';
import { daysOf } from './months.ts';

/** What bars show. */
export type Measure = 'cost' | 'energy';

/** A bar of a chart. */
export interface Bar {
  readonly key: string;
  /** Undefined: nothing is known of it, or it is still to come. */
  readonly value: number | undefined;
  readonly isEstimated?: boolean;
  /** Still to come. */
  readonly isAhead?: boolean;
  /** It costs the most of all. */
  readonly isDear?: boolean;
}

/** The days of a month as bars, those too of which nothing is known. */
export function dayBars({ month, days }: BillParts, measure: Measure, today: string): Bar[] {
  const known = new Map(days.map((day) => [day.day, day]));
  return daysOf(month).map((day) => {
    const part = known.get(day);
    const value = measure === 'cost' ? part?.amount : part && Number(part.energyKwh);
    return { key: day, value, isEstimated: part?.estimated ?? false, isAhead: day > today };
  });
}

/** The hours of the day as bars; dear are those in which on a Wednesday the dearest period holds. */
export function hourBars({ hours }: BillParts, energy: EnergyRate | undefined): Bar[] {
  return hours.map((value, hour) => ({
    key: String(hour),
    value: Number(value),
    isDear: energy?.kind === 'time-of-use' && isDear(energy, hour),
  }));
}

const WEDNESDAY = 3;

function isDear({ periods, windows, usual }: Extract<EnergyRate, { kind: 'time-of-use' }>, hour: number): boolean {
  const dearest = periods.toSorted((a, b) => Number(b.rate) - Number(a.rate))[0]?.name;
  const minute = hour * 60;
  const window = windows.find(({ days, from, to }) => days.includes(WEDNESDAY) && minute >= from && minute < to);
  return (window?.period ?? usual) === dearest;
}
