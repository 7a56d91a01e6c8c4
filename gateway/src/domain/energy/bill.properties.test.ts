import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUARTER_MS, type Bill, type EnergyRate, type TariffTerms } from '../../contract/index.ts';
import { billOf, month, tariff } from '../../testing/tariff-bench.ts';
import type { Use } from './bill.ts';

const zones = ['Asia/Bangkok', 'Asia/Kathmandu', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC'];
const RUNS = { numRuns: 150 };

const rate = fc.tuple(fc.nat(60), fc.nat(9_999)).map(([whole, part]) => `${whole}.${String(part).padStart(4, '0')}`);
const signed = fc.tuple(fc.constantFrom('', '-'), rate).map(([sign, text]) => sign + text);

const slabs: fc.Arbitrary<EnergyRate> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 4 }),
    fc.array(fc.record({ rate, takesAll: fc.boolean() }), { minLength: 5, maxLength: 5 }),
  )
  .map(([bounds, kinds]) => ({
    kind: 'slabs',
    slabs: [...bounds.toSorted((a, b) => a - b), undefined].map((upToKwh, at) => ({
      ...(upToKwh === undefined ? {} : { upToKwh }),
      rate: kinds[at]?.rate ?? '1',
      ...(kinds[at]?.takesAll ? { takesAll: true as const } : {}),
    })),
  }));

const timeOfUse: fc.Arbitrary<EnergyRate> = fc.tuple(rate, rate, fc.nat(94), fc.nat(94)).map(([on, off, a, b]) => ({
  kind: 'time-of-use',
  periods: [
    { name: 'On', rate: on },
    { name: 'Off', rate: off },
  ],
  windows: [{ days: [1, 3, 6], from: Math.min(a, b) * 15, to: (Math.max(a, b) + 1) * 15, period: 'On' }],
  usual: 'Off',
  holidays: [{ day: '2026-10-07', as: 1 }],
}));

const terms: fc.Arbitrary<Partial<TariffTerms>> = fc.record({
  currency: fc.constant('THB'),
  energy: fc.oneof(
    rate.map((text) => ({ kind: 'flat' as const, rate: text })),
    slabs,
    timeOfUse,
  ),
  sanctionedKw: fc.constantFrom('1', '2.5', '7.355'),
  fixed: fc.array(fc.record({ name: fc.constantFrom('Meter', 'Demand'), rate, per: fc.constantFrom('month', 'kw') }), {
    maxLength: 2,
  }),
  surcharges: fc.array(fc.record({ name: fc.constantFrom('Ft', 'FPA'), rate: signed }), { maxLength: 2 }),
  taxes: fc.array(
    fc.record({
      name: fc.constant('Tax'),
      percent: fc.constantFrom('7', '1.5', '12', '0.0025'),
      on: fc.constantFrom('energy', 'all', 'all-and-taxes'),
    }),
    { maxLength: 3 },
  ),
});

interface Story {
  readonly zone: string;
  readonly first: Partial<TariffTerms>;
  readonly second: Partial<TariffTerms>;
  readonly quarters: readonly { readonly at: number; readonly milliWh: bigint }[];
  readonly cut: number;
}

const story: fc.Arbitrary<Story> = fc.record({
  zone: fc.constantFrom(...zones),
  first: terms,
  second: terms,
  quarters: fc.array(fc.record({ at: fc.nat(2_900), milliWh: fc.bigInt({ min: 0n, max: 90_000_000n }) }), {
    maxLength: 40,
  }),
  cut: fc.integer({ min: 1, max: 2_900 }),
});

function useOf({ zone, quarters }: Story): Use[] {
  const { from } = month('2026-10', zone);
  return quarters.map(({ at, milliWh }) => ({ at: from + at * QUARTER_MS, milliWh }));
}

const money = ({ lines, subtotal, tax, total }: Bill) => ({ lines, subtotal, tax, total });
const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);

describe('a bill', () => {
  it('is the same for the same use in any order and in any pieces', () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 2, max: 5 }), (told, pieces) => {
        const span = { ...month('2026-10', told.zone), timeZone: told.zone };
        const tariffs = [tariff(told.first)];
        const use = useOf(told);
        const parts = use.flatMap(({ at, milliWh }) => split(at, BigInt(milliWh), pieces)).toReversed();
        expect(money(billOf({ tariffs, ...span, use: parts }))).toEqual(money(billOf({ tariffs, ...span, use })));
      }),
      RUNS,
    );
  });

  it('loses no minor unit and no energy', () => {
    fc.assert(
      fc.property(story, fc.constantFrom(1, 25, 100), (told, roundTo) => {
        const span = { ...month('2026-10', told.zone), timeZone: told.zone };
        const made = billOf({ tariffs: [tariff({ ...told.first, roundTo })], ...span, use: useOf(told) });
        expect(sum(made.lines.map(({ amount }) => amount))).toBe(made.total);
        const rounding = sum(made.lines.filter(({ kind }) => kind === 'rounding').map(({ amount }) => amount));
        expect(made.subtotal + made.tax + rounding).toBe(made.total);
        expect(made.total % roundTo === 0).toBe(true);
        expect(2 * Math.abs(rounding)).toBeLessThanOrEqual(roundTo);
        const billed = made.lines.filter(({ kind }) => kind === 'energy').map(({ quantity }) => milliOf(quantity));
        expect(billed.reduce((all, part) => all + part, 0n)).toBe(milliOf(made.energyKwh));
      }),
      RUNS,
    );
  });

  it('over a change of tariffs is the bill before it and the bill after it', () => {
    fc.assert(
      fc.property(story, (told) => {
        const { from, to } = month('2026-10', told.zone);
        const change = from + told.cut * QUARTER_MS;
        const tariffs = [tariff(told.first), tariff(told.second, change, 'tar_second0')];
        const common = { tariffs, timeZone: told.zone, use: useOf(told) };
        const whole = billOf({ ...common, from, to });
        const before = billOf({ ...common, from, to: change });
        const after = billOf({ ...common, from: change, to });
        expect(whole.lines).toEqual([...before.lines, ...after.lines]);
        expect(whole.total).toBe(before.total + after.total);
      }),
      RUNS,
    );
  });

  it('never costs less for more, where each slab is dearer than the one before', () => {
    fc.assert(
      fc.property(slabs, fc.nat(600_000), fc.nat(600_000), (energy, a, b) => {
        const rising = sorted(energy);
        const span = month('2026-10');
        const cost = (wh: number) =>
          billOf({ tariffs: [tariff({ energy: rising })], ...span, use: [{ at: span.from, milliWh: wh * 1_000 }] })
            .total;
        // Each line is rounded for itself: a unit that moves to a line of its own may shift half a minor unit.
        expect(cost(Math.max(a, b))).toBeGreaterThanOrEqual(cost(Math.min(a, b)) - 2);
      }),
      RUNS,
    );
  });

  it('agrees with slabs that are worked out by fractions, unit by unit', () => {
    fc.assert(
      fc.property(slabs, fc.nat(600), (energy, kwh) => {
        const span = month('2026-10');
        const use = [{ at: span.from, milliWh: BigInt(kwh) * 1_000_000n }];
        const made = billOf({ tariffs: [tariff({ energy, currency: 'THB' })], ...span, use });
        expect(2 * Math.abs(made.total * 100 - naive(energy, kwh))).toBeLessThanOrEqual(100 * made.lines.length);
      }),
      RUNS,
    );
  });
});

function split(at: number, milliWh: bigint, pieces: number): Use[] {
  const part = milliWh / BigInt(pieces);
  const rest = milliWh - part * BigInt(pieces - 1);
  return [...Array.from({ length: pieces - 1 }, () => ({ at, milliWh: part })), { at, milliWh: rest }];
}

function milliOf(kwh: string): bigint {
  const [whole = '0', part = ''] = kwh.split('.');
  return BigInt(whole + part.padEnd(6, '0'));
}

function sorted(energy: EnergyRate): EnergyRate {
  if (energy.kind !== 'slabs') return energy;
  const rates = energy.slabs.map((slab) => slab.rate).toSorted((a, b) => Number(a) - Number(b));
  const takesAll = energy.slabs[0]?.takesAll;
  const all = takesAll ? { takesAll } : {};
  return {
    kind: 'slabs',
    slabs: energy.slabs.map(({ upToKwh }, at) => ({
      ...(upToKwh === undefined ? {} : { upToKwh }),
      rate: rates[at] ?? '0',
      ...all,
    })),
  };
}

/** Ten thousandths of a baht of so many whole units, each looked up for itself. */
function naive(energy: EnergyRate, kwh: number): number {
  if (energy.kind !== 'slabs') return 0;
  const tenThousandths = (text: string) => Number(text.replace('.', ''));
  const isIn = ({ upToKwh }: { upToKwh?: number | undefined }, unit: number) => unit <= (upToKwh ?? Infinity);
  const reached = energy.slabs.find((slab) => isIn(slab, kwh));
  if (reached?.takesAll) return kwh * tenThousandths(reached.rate);
  const stepped = energy.slabs.filter(({ takesAll }) => !takesAll);
  let cost = 0;
  for (let unit = 1; unit <= kwh; unit += 1)
    cost += tenThousandths(stepped.find((slab) => isIn(slab, unit))?.rate ?? '0');
  return cost;
}
