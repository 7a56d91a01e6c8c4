import { QUARTER_MS, type Bill, type Clock, type EnergyRate } from '../../contract/index.ts';
import { denied, granted, type Answer } from '../sharing/answer.ts';
import { periodFinder } from './energy-lines.ts';
import { Kept } from './kept.ts';
import { exactOf, type Exact } from './money.ts';
import { pointTariffs } from './point-terms.ts';
import { priceNow, segmentNow, type UnitNow } from './price-now.ts';
import { SiteCalendar, type LocalQuarter, type Span } from './site-calendar.ts';
import { tariffAt, type HeldTariff } from './tariff.ts';
import type { EnergyUse, TariffStore } from './tariff-ports.ts';
import { unitPriceOf } from './unit-price.ts';

/** What units cost over a time. */
export interface UnitPrices {
  readonly currency: string;
  /** With surcharges and taxes; undefined where no tariff held. Main unit a kWh, at a wall time. */
  readonly at: (wall: number) => Exact | undefined;
}

export interface PricesParts {
  readonly store: TariffStore;
  readonly energy: EnergyUse;
  /** What the site's use of a time costs. */
  readonly bill: (site: string, span: Span) => Promise<Answer<Bill>>;
  readonly clock: Pick<Clock, 'wallMs'>;
}

/** A month's average and the slab it has come to move slowly, and are much work. */
const KEEP_MS = 60_000;

const noTariff = {
  code: 'price.no-tariff',
  sentence: 'No tariff holds at this time.',
  remedy: 'Enter what the supplier charges, with the day it began.',
};
const mixed = {
  code: 'price.two-currencies',
  sentence: 'The tariffs of this time are in different currencies.',
  remedy: 'Ask for the time of one currency alone.',
};

/** What a unit costs at a site: now, and at any time. */
export class Prices {
  readonly #parts: PricesParts;
  readonly #used: Kept<bigint>;
  readonly #months: Kept<Answer<Bill>>;

  constructor(parts: PricesParts) {
    this.#parts = parts;
    const wallMs = () => parts.clock.wallMs();
    this.#used = new Kept(KEEP_MS, wallMs);
    this.#months = new Kept(KEEP_MS, wallMs);
  }

  /** What the next unit costs. */
  async now(site: string): Promise<Answer<UnitNow>> {
    const kept = this.#parts.store.forSite(site);
    const calendar = new SiteCalendar(kept.timeZone());
    const tariffs = kept.current();
    const now = this.#parts.clock.wallMs();
    const segment = segmentNow(tariffs, calendar, now);
    if (!segment) return denied(noTariff);
    const hasSlabs = segment.tariff.terms.energy.kind === 'slabs';
    const used = hasSlabs ? await this.#used.get(`${site} ${segment.from}`, () => this.#usedSince(site, segment)) : 0n;
    const price = priceNow({ tariffs, calendar, now, used });
    return price ? granted(price) : denied(noTariff);
  }

  /** What units cost over a time, each at its own moment; where there are slabs, what a unit of the site costs on average in that month. */
  async over(site: string, span: Span): Promise<Answer<UnitPrices>> {
    const kept = this.#parts.store.forSite(site);
    const calendar = new SiteCalendar(kept.timeZone());
    const tariffs = kept.current();
    const months = new Map<string, readonly HeldTariff[]>();
    for (const month of monthsOf(span, calendar))
      months.set(month, await this.#flat(site, calendar.month(month), tariffs));
    const since = tariffAt(tariffs, span.from)?.validFrom ?? -Infinity;
    const held = tariffs.filter(({ validFrom }) => validFrom >= since && validFrom < span.to);
    const currency = held[0]?.terms.currency;
    if (currency === undefined) return denied(noTariff);
    if (held.some(({ terms }) => terms.currency !== currency)) return denied(mixed);
    const at = (wall: number) => {
      const tariff = tariffAt(months.get(calendar.monthAt(wall)) ?? tariffs, wall);
      return tariff && unitPriceOf(tariff.terms, rateAt(tariff.terms.energy, calendar.at(wall)));
    };
    return granted({ currency, at });
  }

  /** The tariffs with what is for the site as a whole left out, and slabs as their average in a month. */
  async #flat(site: string, month: Span, tariffs: readonly HeldTariff[]): Promise<readonly HeldTariff[]> {
    const inMonth = tariffs.filter(({ validFrom }) => validFrom < month.to);
    if (!inMonth.some(({ terms }) => terms.energy.kind === 'slabs')) return tariffs;
    const versions = inMonth.map(({ id, version }) => `${id} ${version}`).join();
    const bill = await this.#months.get(`${site} ${month.from} ${versions}`, () => this.#parts.bill(site, month));
    return bill.ok ? pointTariffs(tariffs, bill.value) : tariffs;
  }

  async #usedSince(site: string, { from }: Span): Promise<bigint> {
    const to = Math.ceil(this.#parts.clock.wallMs() / QUARTER_MS) * QUARTER_MS;
    const use = await this.#parts.energy.quarters(site, 'site', from, to);
    return use.reduce((sum, { milliWh }) => sum + BigInt(milliWh), 0n);
  }
}

/** Slabs whose average is not known cost as their first one does. */
function rateAt(energy: EnergyRate, quarter: LocalQuarter): Exact {
  switch (energy.kind) {
    case 'flat':
      return exactOf(energy.rate);
    case 'slabs':
      return exactOf(energy.slabs[0]?.rate ?? '0');
    case 'time-of-use': {
      const period = periodFinder(energy)(quarter);
      return exactOf(energy.periods.find(({ name }) => name === period)?.rate ?? '0');
    }
  }
}

function monthsOf({ from, to }: Span, calendar: SiteCalendar): string[] {
  const months: string[] = [];
  for (let at = from; at < to; at = calendar.month(months.at(-1) ?? '').to) months.push(calendar.monthAt(at));
  return months;
}
