import type { Bill, BillParts, LoadPart } from '../../contract/index.ts';
import { computeBill, kwhOf, type Use } from './bill.ts';
import { dayCosts, daysOf } from './day-costs.ts';
import { pointTariffs } from './point-terms.ts';
import { SiteCalendar, type Span } from './site-calendar.ts';
import type { HeldTariff } from './tariff.ts';
import type { LoadUse } from './tariff-ports.ts';

/** What a month is taken apart by. */
export interface PartsInput extends Span {
  readonly month: string;
  readonly timeZone: string;
  readonly tariffs: readonly HeldTariff[];
  /** Of the whole site, within the month. */
  readonly use: readonly Use[];
  readonly loads: readonly LoadUse[];
}

const HOURS = 24;

/** When and by what the energy of a month was used, and what that cost. */
export function partsOfMonth(input: PartsInput): BillParts {
  const { month, timeZone, use, loads } = input;
  const made = computeBill({ ...input, knownUntil: input.from });
  const bill = made.ok ? made.value : undefined;
  const days = daysOf(use, timeZone);
  const costs = bill && dayCosts(input, days, bill);
  return {
    month,
    days: days.map(({ day, milliWh, estimated }, at) => ({
      day,
      energyKwh: kwhOf(milliWh),
      ...amountOf(costs?.amounts[at]),
      estimated,
    })),
    hours: hoursOf(use, timeZone),
    loads: loads
      .map((load) => ({ milliWh: sumOf(load.use), part: loadPart(load, input, bill) }))
      .toSorted((a, b) => (a.milliWh === b.milliWh ? 0 : a.milliWh > b.milliWh ? -1 : 1))
      .map(({ part }) => part),
    ...(bill && costs ? { currency: bill.currency, standing: costs.standing } : {}),
  };
}

function loadPart({ device, point, use }: LoadUse, input: PartsInput, bill: Bill | undefined): LoadPart {
  const own =
    bill && computeBill({ ...input, tariffs: pointTariffs(input.tariffs, bill), use, knownUntil: input.from });
  return {
    device,
    point,
    energyKwh: kwhOf(sumOf(use)),
    ...amountOf(own?.ok ? own.value.total : undefined),
    estimated: use.some(({ estimated }) => estimated),
  };
}

function hoursOf(use: readonly Use[], timeZone: string): string[] {
  const calendar = new SiteCalendar(timeZone);
  const sums = Array.from({ length: HOURS }, () => 0n);
  for (const { at, milliWh } of use) {
    const hour = Math.floor(calendar.at(at).minute / 60);
    sums[hour] = (sums[hour] ?? 0n) + BigInt(milliWh);
  }
  return sums.map(kwhOf);
}

function sumOf(use: readonly Use[]): bigint {
  return use.reduce((sum, { milliWh }) => sum + BigInt(milliWh), 0n);
}

function amountOf(amount: number | undefined): { amount?: number } {
  return amount === undefined ? {} : { amount };
}
