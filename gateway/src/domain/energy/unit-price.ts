import type { Tax, TariffTerms } from '../../contract/index.ts';
import { exactOf, plus, times, type Exact } from './money.ts';

const nothing: Exact = { num: 0n, den: 1n };

/**
 * What one more unit adds to a bill at a rate: the rate, surcharges, and the taxes on them. Fixed charges do not grow with it, a minimum
 * charge and what a total is rounded to are left out. Unit of both: main unit a kWh.
 */
export function unitPriceOf({ surcharges, taxes }: Pick<TariffTerms, 'surcharges' | 'taxes'>, rate: Exact): Exact {
  const sum = (free: boolean) =>
    surcharges
      .filter(({ taxFree = false }) => taxFree === free)
      .reduce((all, one) => plus(all, exactOf(one.rate)), nothing);
  const taxed = plus(rate, sum(false));
  return plus(plus(taxed, taxesOn(taxed, taxes)), sum(true));
}

/** In their order, as the lines of a bill: one on `all-and-taxes` is on those before it too. */
function taxesOn(taxed: Exact, taxes: readonly Tax[]): Exact {
  return taxes.reduce((before, { percent, on }) => {
    const base = on === 'all-and-taxes' ? plus(taxed, before) : taxed;
    const { num, den } = times(base, exactOf(percent));
    return plus(before, { num, den: den * 100n });
  }, nothing);
}
