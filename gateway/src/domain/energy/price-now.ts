import { QUARTER_MS, type PriceNow } from '../../contract/index.ts';
import { periodFinder } from './energy-lines.ts';
import { decimalOf, exactOf, roundHalfUp, textOf, times, type Exact } from './money.ts';
import { nextUnitOf } from './next-unit.ts';
import type { SiteCalendar } from './site-calendar.ts';
import { segmentsOf, type HeldTariff, type Segment } from './tariff.ts';
import { unitPriceOf } from './unit-price.ts';

export interface PriceInput {
  readonly tariffs: readonly HeldTariff[];
  readonly calendar: SiteCalendar;
  /** Unit: wall ms. */
  readonly now: number;
  /** By the site since the segment began. Unit: mWh. */
  readonly used: bigint;
}

/** What the next unit costs, and how exactly it does. */
export interface UnitNow {
  readonly view: PriceNow;
  /** Main unit of the currency a kWh. */
  readonly perKwh: Exact;
}

const WEEK_QUARTERS = 672;

/** The part of the month under the tariff that holds now; undefined where none does. */
export function segmentNow(
  tariffs: readonly HeldTariff[],
  calendar: SiteCalendar,
  now: number,
): (Segment & { readonly tariff: HeldTariff }) | undefined {
  const month = calendar.month(calendar.monthAt(now));
  const segment = segmentsOf(tariffs, month, calendar).find(({ from, to }) => now >= from && now < to);
  return segment?.tariff && { ...segment, tariff: segment.tariff };
}

/** What the next unit costs now: by the slab that the month has come to, or by the period of the day. */
export function priceNow(input: PriceInput): UnitNow | undefined {
  const { tariffs, calendar, now, used } = input;
  const segment = segmentNow(tariffs, calendar, now);
  if (!segment) return undefined;
  const { id, version, terms } = segment.tariff;
  const unit = nextUnitOf(terms.energy, { used, share: segment.share, quarter: calendar.at(now) });
  const perKwh = unitPriceOf(terms, exactOf(unit.rate));
  const until = changeAfter(input, segment);
  const view: PriceNow = {
    currency: terms.currency,
    perKwh: textOf(perKwh),
    rate: unit.rate,
    ...(unit.label === undefined ? {} : { label: unit.label }),
    ...(unit.left === undefined ? {} : { leftKwh: decimalOf(unit.left, 6) }),
    ...(until === undefined ? {} : { until }),
    tariff: id,
    version,
  };
  return { view, perKwh };
}

/** What a power costs in an hour. Unit: W; minor units, with so many digits after the point of the main unit. */
export function costPerHour(w: number, perKwh: Exact, digits: number): number {
  const { num, den } = times({ num: BigInt(Math.round(w * 1000)), den: 1_000_000n }, perKwh);
  return Number(roundHalfUp({ num: num * 10n ** BigInt(digits), den }));
}

/** Within a week: when the period of the day is another one, or another tariff begins. */
function changeAfter({ tariffs, calendar, now }: PriceInput, { tariff }: { readonly tariff: HeldTariff }) {
  const next = tariffs.map(({ validFrom }) => validFrom).filter((at) => at > now);
  const { energy } = tariff.terms;
  const periodAt = energy.kind === 'time-of-use' ? periodFinder(energy) : () => '';
  const present = periodAt(calendar.at(now));
  const first = Math.floor(now / QUARTER_MS) + 1;
  for (let quarter = first; quarter < first + WEEK_QUARTERS; quarter++) {
    const at = quarter * QUARTER_MS;
    if (next.includes(at) || periodAt(calendar.at(at)) !== present) return at;
  }
  return undefined;
}
