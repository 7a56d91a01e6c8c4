import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bill, RealBillEntry } from '../../contract/index.ts';
import { atOnce, billOf, month, tariff } from '../../testing/tariff-bench.ts';
import { explain } from './variance.ts';

const november = month('2026-11');
const DAY = 86_400_000;

/** 200 kWh at 10, 30 a month and 5 %: 2000 + 30 + 101.50. */
const computed: Bill = billOf({
  tariffs: [
    tariff({
      fixed: [{ name: 'Meter', rate: '30', per: 'month' }],
      taxes: [{ name: 'VAT', percent: '5', on: 'all' }],
    }),
  ],
  ...november,
  use: atOnce(november, 200),
});

const same: RealBillEntry = {
  ...november,
  currency: 'BDT',
  total: 213_150,
  energyKwh: '200',
  energy: 200_000,
  fixed: 3_000,
  tax: 10_150,
};

const amounts = (real: RealBillEntry, bill = computed) =>
  explain(real, bill).map(({ cause, amount }) => [cause, amount]);

describe('why a bill differs', () => {
  it('is nothing where it does not', () => expect(explain(same, computed)).toEqual([]));

  it('is more energy, at the computed price', () => {
    const parts = explain({ ...same, energyKwh: '212.5', energy: 212_500, total: 225_650 }, computed);
    expect(parts).toEqual([{ cause: 'energy', amount: 12_500, sentence: '212.5 kWh on the bill, 200 kWh measured.' }]);
  });

  it('is another price, on the energy of the bill', () => {
    const parts = explain({ ...same, energyKwh: '210', energy: 220_500, total: 233_650 }, computed);
    expect(parts).toEqual([
      { cause: 'energy', amount: 10_000, sentence: '210 kWh on the bill, 200 kWh measured.' },
      { cause: 'rate', amount: 10_500, sentence: '10.5000 a kWh on the bill, 10.0000 computed.' },
    ]);
  });

  it('is fixed charges, taxes, and what is left', () =>
    expect(amounts({ ...same, fixed: 2_500, tax: 10_125, total: 212_700 })).toEqual([
      ['fixed', -500],
      ['tax', -25],
      ['unexplained', 75],
    ]));

  it('is more days, each at the computed cost of a day', () => {
    const real = {
      ...same,
      to: november.to + 3 * DAY,
      energyKwh: '220',
      energy: 220_000,
      fixed: 3_300,
      total: 233_450,
    };
    const parts = explain(real, computed);
    expect(parts).toEqual([
      { cause: 'days', amount: 20_300, sentence: 'The bill is for 33 days and the computed one for 30 days.' },
    ]);
  });

  it('is explained as far as the bill tells', () => {
    const { energyKwh, energy, fixed, tax, ...bare } = same;
    expect(explain({ ...bare, total: 214_000 }, computed)).toEqual([
      {
        cause: 'unexplained',
        amount: 850,
        sentence: 'Enter the units, the cost of the energy, fixed charges, taxes of the bill to know more.',
      },
    ]);
    expect(explain({ ...bare, energyKwh: '201', fixed: 3_000, tax: 10_150, total: 214_150 }, computed)).toEqual([
      { cause: 'energy', amount: 1_000, sentence: '201 kWh on the bill, 200 kWh measured.' },
    ]);
    expect(explain({ ...same, total: 213_151 }, computed)).toEqual([
      { cause: 'unexplained', amount: 1, sentence: 'Rounding and what has no line here.' },
    ]);
  });

  it('of a month without energy is not a matter of energy', () => {
    const empty = billOf({ tariffs: [tariff()], ...november, use: [] });
    expect(amounts({ ...same, fixed: 0, tax: 0, total: 5 }, empty)).toEqual([['unexplained', 5]]);
    expect(
      explain({ ...same, energyKwh: '0', energy: 100, total: 13_250 }, computed).map(({ sentence }) => sentence),
    ).toEqual(['0 kWh on the bill, 200 kWh measured.', 'No energy on the bill.']);
  });

  it('is worked out of energy with its surcharges, to the last digit of the units', () => {
    const made = billOf({
      tariffs: [tariff({ surcharges: [{ name: 'Fuel', rate: '2' }] })],
      ...november,
      use: atOnce(november, 12.5),
    });
    // 150.00 for 12.5 kWh are 12.00 a kWh; on the bill 0.5 kWh more at 13.00.
    const real = { ...same, energyKwh: '13.00', energy: 16_900, fixed: 500, tax: 0, total: 17_400 };
    expect(explain(real, made)).toEqual([
      { cause: 'energy', amount: 600, sentence: '13.00 kWh on the bill, 12.5 kWh measured.' },
      { cause: 'rate', amount: 1_300, sentence: '13.0000 a kWh on the bill, 12.0000 computed.' },
      { cause: 'fixed', amount: 500, sentence: 'Fixed charges differ.' },
    ]);
    expect(explain({ ...same, tax: 10_151, total: 213_151 }, computed)).toEqual([
      { cause: 'tax', amount: 1, sentence: 'Taxes differ.' },
    ]);
  });

  it('counts a minimum charge as a fixed one', () => {
    const least = billOf({
      tariffs: [tariff({ minimum: { rate: '100', per: 'month' } })],
      ...november,
      use: atOnce(november, 1),
    });
    const real = { ...same, energyKwh: '1', energy: 1_000, fixed: 9_000, tax: 0, total: 10_000 };
    expect(explain(real, least)).toEqual([]);
  });

  it('always adds up to the difference', () => {
    const money = fc.integer({ min: -1_000_000, max: 10_000_000 });
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
    const entry = fc.record({
      total: money,
      energyKwh: maybe(fc.nat(500_000).map((tenths) => `${Math.floor(tenths / 10)}.${tenths % 10}`)),
      energy: maybe(money),
      fixed: maybe(money),
      tax: maybe(money),
      quarters: fc.integer({ min: 1, max: 9_000 }),
    });
    fc.assert(
      fc.property(entry, ({ quarters, ...told }) => {
        const real = { ...told, currency: 'BDT', from: november.from, to: november.from + quarters * 900_000 };
        const sum = explain(real, computed).reduce((all, { amount }) => all + amount, 0);
        expect(sum).toBe(real.total - computed.total);
      }),
    );
  });
});
