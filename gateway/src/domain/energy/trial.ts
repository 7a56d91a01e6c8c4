import { QUARTER_MS, type Bill, type TariffTerms } from '../../contract/index.ts';
import type { Answer } from '../sharing/answer.ts';
import { computeBill, type Use } from './bill.ts';
import { MILLI_WH_OF_KWH } from './energy-lines.ts';
import { SiteCalendar, type Span } from './site-calendar.ts';

/** A whole month under terms that are only tried out. */
export interface Trial {
  readonly terms: TariffTerms;
  readonly timeZone: string;
  /** `2026-11`. */
  readonly month: string;
  /** Whole kWh in the month, spread evenly over it. */
  readonly energyKwh: number;
}

/** What a month with so much energy would cost. */
export function tryOut({ terms, timeZone, month, energyKwh }: Trial): Answer<Bill> {
  const span = new SiteCalendar(timeZone).month(month);
  const tariffs = [{ id: 'tar_trial000', version: 1, validFrom: 0, terms }];
  return computeBill({ tariffs, timeZone, ...span, use: evenUse(span, BigInt(energyKwh) * MILLI_WH_OF_KWH) });
}

/** The same in each quarter; what does not go round is in the first ones. */
function evenUse({ from, to }: Span, milliWh: bigint): Use[] {
  const count = (to - from) / QUARTER_MS;
  const each = milliWh / BigInt(count);
  const left = Number(milliWh % BigInt(count));
  return Array.from({ length: count }, (_, at) => ({
    at: from + at * QUARTER_MS,
    milliWh: at < left ? each + 1n : each,
  }));
}
