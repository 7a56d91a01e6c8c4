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
  return monthsOf({ from, to }, calendar).flatMap((month) => {
    const begin = Math.max(from, month.from);
    const end = Math.min(to, month.to);
    const changes = new Set(tariffs.map(({ validFrom }) => validFrom).filter((at) => at > begin && at < end));
    const starts = [begin, ...[...changes].toSorted((a, b) => a - b)];
    return starts.map((start, at) => {
      const stop = starts[at + 1] ?? end;
      const share = { num: quarters(start, stop), den: quarters(month.from, month.to) };
      return { from: start, to: stop, tariff: tariffAt(tariffs, start), share };
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
