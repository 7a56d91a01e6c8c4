import type { Bill, TariffTerms } from '../../contract/index.ts';
import { exactOf, textOf } from './money.ts';
import type { HeldTariff } from './tariff.ts';

/**
 * What one point's energy costs: rates, surcharges and taxes of the site's tariffs without what is for the site as a whole, fixed charges and
 * the like. Where there are slabs, no unit of one point is in the first or the last of them: each costs what a unit of the site does on
 * average in the bill that is given.
 */
export function pointTariffs(tariffs: readonly HeldTariff[], site: Bill): HeldTariff[] {
  return tariffs.map((tariff) => ({ ...tariff, terms: pointTerms(tariff, site) }));
}

function pointTerms(tariff: HeldTariff, site: Bill): TariffTerms {
  const { minimum: _minimum, roundTo: _roundTo, ...terms } = tariff.terms;
  const { energy } = terms;
  const rate = energy.kind === 'slabs' ? averageRate(tariff, site, energy.slabs[0]?.rate ?? '0') : undefined;
  return { ...terms, fixed: [], energy: rate === undefined ? energy : { kind: 'flat', rate } };
}

/** Worked out of quantities and rates, not of rounded amounts; the first slab's where the site used nothing. */
function averageRate({ id, version }: HeldTariff, { lines }: Bill, first: string): string {
  const own = lines.filter((line) => line.kind === 'energy' && line.tariff === id && line.version === version);
  // Quantities have six digits and rates at most six: 10^-12 holds each product.
  const cost = own.reduce((sum, { quantity, rate }) => sum + scaled(quantity) * scaled(rate), 0n);
  const used = own.reduce((sum, { quantity }) => sum + scaled(quantity), 0n);
  return used === 0n ? first : textOf({ num: cost, den: used * 1_000_000n });
}

/** In millionths. */
function scaled(text: string): bigint {
  const { num, den } = exactOf(text);
  return (num * 1_000_000n) / den;
}
