import type { Bill } from '../../contract/index.ts';
import { computeBill, type BillInput, type Use } from './bill.ts';
import { SiteCalendar } from './site-calendar.ts';

/** A day of a time. */
export interface DayUse {
  /** `2026-11-21`. */
  readonly day: string;
  readonly milliWh: bigint;
  readonly estimated: boolean;
  readonly use: readonly Use[];
}

/** What a time costs by its days. Minor units. */
export interface DayCosts {
  readonly amounts: readonly number[];
  /** What is there whatever was used: with the amounts it is the total of the bill. */
  readonly standing: number;
}

/** Use by the days of the calendar, in order. */
export function daysOf(use: readonly Use[], timeZone: string): DayUse[] {
  const calendar = new SiteCalendar(timeZone);
  const days = Map.groupBy(use, ({ at }) => calendar.at(at).day);
  return [...days]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, own]) => ({
      day,
      milliWh: own.reduce((sum, { milliWh }) => sum + BigInt(milliWh), 0n),
      estimated: own.some(({ estimated }) => estimated),
      use: own,
    }));
}

/**
 * By how much each day raised the bill, one after the other: where units cost more the more there were, later days are dearer. Up to a
 * minimum charge and to a round sum nothing is counted for a day. Nothing where there is no bill.
 */
export function dayCosts(input: Omit<BillInput, 'use'>, days: readonly DayUse[], bill: Bill): DayCosts {
  const tariffs = input.tariffs.map((tariff) => {
    const { minimum: _minimum, roundTo: _roundTo, ...terms } = tariff.terms;
    return { ...tariff, terms };
  });
  const totalOf = (use: readonly Use[]) => {
    const made = computeBill({ ...input, tariffs, use, knownUntil: input.from });
    return made.ok ? made.value.total : 0;
  };
  let use: readonly Use[] = [];
  let before = totalOf(use);
  const amounts = days.map((day) => {
    use = [...use, ...day.use];
    const after = totalOf(use);
    const amount = after - before;
    before = after;
    return amount;
  });
  return { amounts, standing: bill.total - amounts.reduce((sum, amount) => sum + amount, 0) };
}
