import { minorDigitsOf, type BillLine, type FixedCharge, type Tax, type TariffTerms } from '../../contract/index.ts';
import { MILLI_WH_OF_KWH, partsOf, sumOf, type QuarterUse } from './energy-lines.ts';
import { decimalOf, exactOf, roundHalfUp, safeNumber, textOf, times, toMinor, type Exact } from './money.ts';
import type { LocalQuarter } from './site-calendar.ts';
import type { Segment } from './tariff.ts';

/** The lines of one tariff's part of a month, taxes last; none where no tariff holds. */
export function chargesOf(
  segment: Segment,
  use: readonly QuarterUse[],
  at: (wall: number) => LocalQuarter,
): BillLine[] {
  const { tariff, share } = segment;
  if (!tariff) return [];
  const { terms } = tariff;
  const make = lineMaker(segment, tariff);
  const { parts, slabCharge } = partsOf(terms.energy, use, share, at);
  const energy = parts.map(({ label, milliWh, rate }) => make.energy('energy', label, milliWh, rate));
  const extra = terms.surcharges.map(({ name, rate }) => make.energy('surcharge', name, sumOf(use), rate));
  const slabFixed = slabCharge ? [make.fixed({ name: slabCharge.label, rate: slabCharge.perMonth, per: 'month' })] : [];
  const fixed = [...slabFixed, ...terms.fixed.map((charge) => make.fixed(charge))];
  const before = [...energy, ...extra, ...fixed];
  const least = make.least(sum(before));
  const charged = least ? [...before, least] : before;
  return [...charged, ...taxLines(charged, terms, make)];
}

interface LineMaker {
  readonly energy: (kind: 'energy' | 'surcharge', label: string, milliWh: bigint, rate: string) => BillLine;
  readonly fixed: (charge: FixedCharge) => BillLine;
  /** What is missing to the minimum charge; undefined where nothing is. */
  readonly least: (charged: number) => BillLine | undefined;
  readonly tax: (tax: Tax, base: number) => BillLine;
}

function lineMaker({ from, to, share }: Segment, { id, version, terms }: NonNullable<Segment['tariff']>): LineMaker {
  const digits = minorDigitsOf(terms.currency);
  const frame = { from, to, tariff: id, version };
  const money = (amount: Exact) => safeNumber(toMinor(amount, digits));
  const kw = terms.sanctionedKw ?? '0';
  const perMonth = (rate: string, per: 'month' | 'kw') =>
    times(times(exactOf(rate), share), per === 'kw' ? exactOf(kw) : { num: 1n, den: 1n });
  return {
    energy: (kind, label, milliWh, rate) => {
      const amount = money(times({ num: milliWh, den: MILLI_WH_OF_KWH }, exactOf(rate)));
      return { kind, label, ...frame, quantity: decimalOf(milliWh, 6), unit: 'kWh', rate, amount };
    },
    fixed: ({ name, rate, per }) => {
      const quantity = textOf(per === 'kw' ? times(share, exactOf(kw)) : share);
      const unit = per === 'kw' ? 'kW' : 'month';
      const amount = money(perMonth(rate, per));
      return { kind: 'fixed', label: name, ...frame, quantity, unit, rate, amount };
    },
    least: (charged) => {
      if (!terms.minimum) return undefined;
      const amount = money(perMonth(terms.minimum.rate, terms.minimum.per)) - charged;
      const words = { label: 'Up to the minimum charge', quantity: '', unit: '', rate: '' } as const;
      return amount > 0 ? { kind: 'minimum', ...frame, ...words, amount } : undefined;
    },
    tax: ({ name, percent }, base) => {
      const { num, den } = times({ num: BigInt(base), den: 100n }, exactOf(percent));
      const quantity = decimalOf(BigInt(base), digits);
      const amount = safeNumber(roundHalfUp({ num, den }));
      return { kind: 'tax', label: name, ...frame, quantity, unit: 'percent', rate: percent, amount };
    },
  };
}

/** In their order: one on `all-and-taxes` is on those before it too. */
function taxLines(charged: readonly BillLine[], terms: TariffTerms, make: LineMaker): BillLine[] {
  const free = new Set(terms.surcharges.filter(({ taxFree }) => taxFree).map(({ name }) => name));
  const taxed = charged.filter(({ kind, label }) => kind !== 'surcharge' || !free.has(label));
  const lines: BillLine[] = [];
  for (const tax of terms.taxes) lines.push(make.tax(tax, baseOf(tax, taxed, lines)));
  return lines;
}

function baseOf({ on }: Tax, taxed: readonly BillLine[], before: readonly BillLine[]): number {
  switch (on) {
    case 'energy':
      return sum(taxed.filter(({ kind }) => kind === 'energy' || kind === 'surcharge'));
    case 'all':
      return sum(taxed);
    case 'all-and-taxes':
      return sum([...taxed, ...before]);
  }
}

function sum(lines: readonly BillLine[]): number {
  return lines.reduce((total, { amount }) => total + amount, 0);
}
