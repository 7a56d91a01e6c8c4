import { QUARTER_MS, type Bill, type TariffTerms } from '../contract/index.ts';
import { computeBill, type BillInput, type Use } from '../domain/energy/bill.ts';
import { SiteCalendar, type Span } from '../domain/energy/site-calendar.ts';
import type { HeldTariff } from '../domain/energy/tariff.ts';

export const DHAKA = 'Asia/Dhaka';

/** Terms of a tariff of 10 taka a kWh and nothing else, but for what is said. */
export function terms(changes: Partial<TariffTerms> = {}): TariffTerms {
  return {
    name: 'House',
    currency: 'BDT',
    energy: { kind: 'flat', rate: '10' },
    fixed: [],
    surcharges: [],
    taxes: [],
    ...changes,
  };
}

export function tariff(changes: Partial<TariffTerms> = {}, validFrom = 0, id = 'tar_first00'): HeldTariff {
  return { id, version: 1, validFrom, terms: terms(changes) };
}

/** A month of the calendar. */
export function month(text: string, timeZone = DHAKA): Span {
  return new SiteCalendar(timeZone).month(text);
}

/** All of so many kWh in the first quarter of a time. */
export function atOnce({ from }: Span, kwh: number): Use[] {
  return [{ at: from, milliWh: BigInt(Math.round(kwh * 1_000)) * 1_000n }];
}

/** So many mWh in each quarter of a time. */
export function evenly({ from, to }: Span, milliWh: bigint): Use[] {
  return Array.from({ length: (to - from) / QUARTER_MS }, (_, at) => ({ at: from + at * QUARTER_MS, milliWh }));
}

/** A bill, which must come about. */
export function billOf(input: Omit<BillInput, 'timeZone'> & { readonly timeZone?: string }): Bill {
  const answer = computeBill({ timeZone: DHAKA, ...input });
  if (!answer.ok) throw new Error(answer.why.sentence);
  return answer.value;
}

/** What stands on a bill, short. */
export function linesOf(bill: Bill): (readonly [string, string, string, number])[] {
  return bill.lines.map(({ label, quantity, rate, amount }) => [label, quantity, rate, amount]);
}
