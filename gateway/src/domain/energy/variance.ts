import type { Bill, RealBillEntry, VariancePart } from '../../contract/index.ts';
import { exactOf, fixedOf, roundHalfUp, safeNumber, textOf, times, type Exact } from './money.ts';
import { digitsOf } from './bill.ts';
import type { Span } from './site-calendar.ts';

/** A bill by what a difference is explained with. Amounts in minor units. */
interface Sums {
  readonly energy: number;
  readonly fixed: number;
  readonly tax: number;
}

/**
 * Why a real bill differs from the computed one: the parts add up to the difference, to the minor unit. One after the other: what the
 * supplier's bill has more days, at the computed cost of a day; what it has more energy than the computed days would, at the computed
 * price; what its price differs, on its own energy; then fixed charges and taxes. What it does not say explains nothing, and what is left,
 * rounding too, is unexplained.
 */
export function explain(real: RealBillEntry, bill: Bill): VariancePart[] {
  const sums = sumsOf(bill);
  const spans = { real: spanOf(real), computed: spanOf(bill) };
  const longer = { num: spans.real - spans.computed, den: spans.computed };
  const days = partOf(sums.energy + sums.fixed, longer);
  const energyToo = energyParts(real, bill, sums, longer);
  const fixed = real.fixed === undefined ? undefined : real.fixed - sums.fixed - partOf(sums.fixed, longer);
  const tax = real.tax === undefined ? undefined : real.tax - sums.tax;
  const parts = [
    part('days', days, `The bill is for ${daysText(real)} and the computed one for ${daysText(bill)}.`),
    ...energyToo,
    part('fixed', fixed, 'Fixed charges differ.'),
    part('tax', tax, 'Taxes differ.'),
  ].filter((each) => each !== undefined);
  const left = real.total - bill.total - parts.reduce((sum, { amount }) => sum + amount, 0);
  return [...parts, part('unexplained', left, unexplainedText(real))].filter((each) => each !== undefined);
}

function energyParts(real: RealBillEntry, bill: Bill, sums: Sums, longer: Exact): (VariancePart | undefined)[] {
  if (real.energyKwh === undefined) return [];
  const used = exactOf(real.energyKwh);
  const computed = exactOf(bill.energyKwh);
  const expected = times(computed, { num: longer.num + longer.den, den: longer.den });
  const price = computed.num === 0n ? undefined : { num: BigInt(sums.energy) * computed.den, den: computed.num };
  if (!price) return [];
  const more = times(minus(used, expected), price);
  const energy = safeNumber(roundHalfUp(more));
  const atOwnPrice = safeNumber(roundHalfUp(times(used, price)));
  const unit = (cost: Exact) => perUnit(cost, bill);
  const words = `${real.energyKwh} kWh on the bill, ${textOf(computed, 3)} kWh measured.`;
  const rate = real.energy === undefined ? undefined : real.energy - atOwnPrice;
  const ownPrice = used.num === 0n ? undefined : { num: BigInt(real.energy ?? 0) * used.den, den: used.num };
  const rateWords = ownPrice
    ? `${unit(ownPrice)} a kWh on the bill, ${unit(price)} computed.`
    : 'No energy on the bill.';
  return [part('energy', energy, words), part('rate', rate, rateWords)];
}

function part(cause: VariancePart['cause'], amount: number | undefined, sentence: string): VariancePart | undefined {
  return amount === undefined || amount === 0 ? undefined : { cause, amount, sentence };
}

/** Minimum charges are for a month whatever it used, as fixed ones are. */
function sumsOf({ lines }: Bill): Sums {
  const sum = (...kinds: Bill['lines'][number]['kind'][]) =>
    lines.filter(({ kind }) => kinds.includes(kind)).reduce((total, { amount }) => total + amount, 0);
  return { energy: sum('energy', 'surcharge'), fixed: sum('fixed', 'minimum'), tax: sum('tax') };
}

function spanOf({ from, to }: Span): bigint {
  return BigInt(to - from);
}

function partOf(amount: number, { num, den }: Exact): number {
  return safeNumber(roundHalfUp({ num: BigInt(amount) * num, den }));
}

function minus(a: Exact, b: Exact): Exact {
  return { num: a.num * b.den - b.num * a.den, den: a.den * b.den };
}

/** In the main unit with two digits more than amounts have. */
function perUnit({ num, den }: Exact, bill: Bill): string {
  return fixedOf(roundHalfUp({ num: num * 100n, den }), digitsOf(bill) + 2);
}

/** Days with one digit, where they are not whole. */
function daysText({ from, to }: Span): string {
  const tenths = Math.round((to - from) / 8_640_000);
  return `${tenths / 10} days`;
}

function unexplainedText({ energyKwh, energy, fixed, tax }: RealBillEntry): string {
  const missing = [
    ...(energyKwh === undefined ? ['the units'] : []),
    ...(energy === undefined ? ['the cost of the energy'] : []),
    ...(fixed === undefined ? ['fixed charges'] : []),
    ...(tax === undefined ? ['taxes'] : []),
  ];
  return missing.length === 0
    ? 'Rounding and what has no line here.'
    : `Enter ${missing.join(', ')} of the bill to know more.`;
}
