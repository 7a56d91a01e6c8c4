import { minorDigitsOf, type RunUse } from '../../contract/index.ts';
import type { Answer, Why } from '../sharing/answer.ts';
import { kwhOf } from './bill.ts';
import { decimalOf, plus, safeNumber, times, toMinor, type Exact } from './money.ts';
import type { UnitPrices } from './prices.ts';
import type { Measured } from './run-energy.ts';
import type { NoEnergy, RunMeasure } from './run-measure.ts';

const whys: Readonly<Record<NoEnergy, Why>> = {
  'use.not-started': {
    code: 'use.not-started',
    sentence: 'The run has not had its pump yet.',
    remedy: 'Ask again once it runs.',
  },
  'use.no-meter': {
    code: 'use.no-meter',
    sentence: 'Nothing measures what this pump takes.',
    remedy: 'Give it a device that measures energy, power or current.',
  },
  'use.not-known': {
    code: 'use.not-known',
    sentence: 'No reading of its meter is kept for the time of this run.',
    remedy: 'Look whether its device is heard, and whether the history is kept.',
  },
};

/** What a run took and gave, with what that costs. */
export function useOf(run: RunMeasure, prices: Answer<UnitPrices>): RunUse {
  const { estimated, missingMs, litres, litresBy, why } = run;
  const water = { ...(litres === undefined ? {} : { litres }), ...(litresBy === undefined ? {} : { litresBy }) };
  const common = { estimated, missingS: Math.floor(missingMs / 1000), ...water };
  if (why) return { ...common, why: { ...whys[why] } };
  const milliWh = milliWhIn(run);
  const known = { ...common, energyKwh: kwhOf(milliWh), ...perM3({ milliWh, litres }) };
  if (!prices.ok) return { ...known, why: { ...prices.why } };
  const { currency, at } = prices.value;
  const cost = costOf(run.quarters, at, minorDigitsOf(currency));
  return { ...known, currency, cost, ...costPerM3({ cost, litres }) };
}

/** Energy by its quarters at their prices, rounded once. Unit: minor units. */
export function costOf(quarters: Measured['quarters'], priceAt: UnitPrices['at'], digits: number): number {
  const sum = quarters.reduce<Exact>(
    (all, { at, milliWh }) => {
      const price = priceAt(at);
      return price ? plus(all, times(price, { num: BigInt(milliWh), den: 1_000_000n })) : all;
    },
    { num: 0n, den: 1n },
  );
  return safeNumber(toMinor(sum, digits));
}

export function milliWhIn({ quarters }: Pick<Measured, 'quarters'>): bigint {
  return quarters.reduce((sum, { milliWh }) => sum + BigInt(milliWh), 0n);
}

/** Of less than a litre nothing is said by the cubic metre. */
export function perM3({ milliWh, litres = 0 }: { readonly milliWh: bigint; readonly litres?: number | undefined }) {
  // A mWh a litre is a Wh a cubic metre.
  return litres < 1 ? {} : { kwhPerM3: decimalOf(BigInt(Math.round(Number(milliWh) / litres)), 3) };
}

export function costPerM3({ cost, litres = 0 }: { readonly cost: number; readonly litres?: number | undefined }) {
  return litres < 1 ? {} : { costPerM3: Math.round((cost * 1000) / litres) };
}
