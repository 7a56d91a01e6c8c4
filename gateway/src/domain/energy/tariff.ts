import { QUARTER_MS, type TariffTerms } from '../../contract/index.ts';
import type { Exact } from './money.ts';
import type { SiteCalendar, Span } from './site-calendar.ts';

/** A version of a tariff, and since when it holds: until another one does. */
export interface HeldTariff {
  readonly id: string;
  readonly version: number;
  /** Unit: wall ms, a whole quarter of an hour. */
  readonly validFrom: number;
  readonly terms: TariffTerms;
}

/** A time in one month under one tariff: what a bill is made of, each for itself. */
export interface Segment extends Span {
  /** Undefined before the first one. */
  readonly tariff: HeldTariff | undefined;
  /** How much of its month it is, by time: fixed charges, minimum charges and the bounds of slabs count by it. */
  readonly share: Exact;
}

/** The tariff that holds at a moment: the one that began last. */
export function tariffAt(tariffs: readonly HeldTariff[], wall: number): HeldTariff | undefined {
  return tariffs
    .filter(({ validFrom }) => validFrom <= wall)
    .reduce<HeldTariff | undefined>((last, next) => (last && last.validFrom > next.validFrom ? last : next), undefined);
}

/**
 * A time cut where a month begins and where another tariff does, mid-day too. Each piece is billed as a part of its month by the time it
 * takes, so that a bill over a change of tariffs is the same as one bill before it and one after.
 */
export function segmentsOf(tariffs: readonly HeldTariff[], { from, to }: Span, calendar: SiteCalendar): Segment[] {
  const changes = tariffs.map(({ validFrom }) => validFrom);
  const months = monthsOf({ from, to }, calendar);
  return months.flatMap((month) => {
    const cuts = [...new Set([from, month.from, ...changes])].filter((at) => at >= month.from && at < month.to);
    const inside = cuts.filter((at) => at >= from && at < to).toSorted((a, b) => a - b);
    return inside.map((begin, at) => {
      const end = Math.min(to, month.to, inside[at + 1] ?? Infinity);
      const share = { num: quarters(begin, end), den: quarters(month.from, month.to) };
      return { from: begin, to: end, tariff: tariffAt(tariffs, begin), share };
    });
  });
}

/** The whole months that a time touches. */
function monthsOf({ from, to }: Span, calendar: SiteCalendar): Span[] {
  const months: Span[] = [];
  for (let at = from; at < to; at = months.at(-1)?.to ?? to) months.push(calendar.month(calendar.monthAt(at)));
  return months;
}

function quarters(from: number, to: number): bigint {
  return BigInt((to - from) / QUARTER_MS);
}
