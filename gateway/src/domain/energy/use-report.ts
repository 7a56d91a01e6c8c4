import { minorDigitsOf, type UsePart, type UsesBy, type UseSum } from '../../contract/index.ts';
import type { Answer } from '../sharing/answer.ts';
import { kwhOf } from './bill.ts';
import type { UnitPrices } from './prices.ts';
import { costOf, costPerM3, milliWhIn, perM3 } from './run-cost.ts';
import type { UseRecord } from './use-ports.ts';

/** A run with what it cost, each rounded for itself: so it is the same alone and among others. */
interface Priced {
  readonly record: UseRecord;
  readonly milliWh: bigint;
  readonly cost: number;
}

/** What runs took, by what they are told in: oldest first for runs, most energy first for people and pumps. */
export function reportOf(
  records: readonly UseRecord[],
  prices: Answer<UnitPrices>,
  by: UsesBy,
): { readonly parts: UsePart[]; readonly whole: UseSum } {
  const runs = records.map((record) => pricedOf(record, prices));
  const groups = [...Map.groupBy(runs, ({ record }) => keyOf(record, by)).values()];
  const sorted = by === 'run' ? groups : groups.toSorted((a, b) => order(energyOf(b), energyOf(a)));
  return { parts: sorted.map((group) => partOf(group, prices, by)), whole: sumOf(runs, prices) };
}

function pricedOf(record: UseRecord, prices: Answer<UnitPrices>): Priced {
  const cost = prices.ok ? costOf(record.quarters, prices.value.at, minorDigitsOf(prices.value.currency)) : 0;
  return { record, milliWh: milliWhIn(record), cost };
}

function keyOf({ run, user, pump }: UseRecord, by: UsesBy): string {
  switch (by) {
    case 'run':
      return run;
    case 'person':
      return user;
    case 'load':
      return pump;
  }
}

function partOf(runs: readonly Priced[], prices: Answer<UnitPrices>, by: UsesBy): UsePart {
  const last = runs.at(-1)?.record;
  const use = sumOf(runs, prices);
  if (!last) return { id: '', name: '', use };
  const common = { id: keyOf(last, by), use };
  switch (by) {
    case 'run':
      return { ...common, name: last.name, pump: last.pumpName, at: last.from };
    case 'person':
      return { ...common, name: last.name };
    case 'load':
      return { ...common, name: last.pumpName };
  }
}

function sumOf(runs: readonly Priced[], prices: Answer<UnitPrices>): UseSum {
  const known = runs.filter(({ record }) => record.why === undefined);
  const watered = known.filter(({ record }) => record.litres !== undefined);
  const litres = litresIn(runs);
  const common = {
    runs: runs.length,
    unknownRuns: runs.length - known.length,
    onS: secondsIn(runs, ({ onMs }) => onMs),
    energyKwh: kwhOf(energyOf(known)),
    estimated: known.some(({ record }) => record.estimated),
    missingS: secondsIn(runs, ({ missingMs }) => missingMs),
    ...(litres === undefined ? {} : { litres }),
    ...perM3({ milliWh: energyOf(watered), litres: litresIn(watered) }),
  };
  if (!prices.ok) return { ...common, why: { ...prices.why } };
  return {
    ...common,
    currency: prices.value.currency,
    cost: costIn(known),
    ...costPerM3({ cost: costIn(watered), litres: litresIn(watered) }),
  };
}

function litresIn(runs: readonly Priced[]): number | undefined {
  const known = runs.flatMap(({ record }) => record.litres ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, litres) => sum + Math.round(litres * 10), 0) / 10;
}

function energyOf(runs: readonly Priced[]): bigint {
  return runs.reduce((sum, { milliWh }) => sum + milliWh, 0n);
}

function costIn(runs: readonly Priced[]): number {
  return runs.reduce((sum, { cost }) => sum + cost, 0);
}

/** Each run rounded down for itself, so that parts are the whole. */
function secondsIn(runs: readonly Priced[], of: (record: UseRecord) => number): number {
  return runs.reduce((sum, { record }) => sum + Math.floor(of(record) / 1000), 0);
}

function order(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
