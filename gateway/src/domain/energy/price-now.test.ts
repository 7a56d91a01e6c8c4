import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EnergyRate, TariffTerms } from '../../contract/index.ts';
import { billOf, DHAKA, evenly, month, tariff } from '../../testing/tariff-bench.ts';
import { exactOf } from './money.ts';
import { costPerHour, priceNow } from './price-now.ts';
import { SiteCalendar } from './site-calendar.ts';
import { unitPriceOf } from './unit-price.ts';

const calendar = new SiteCalendar(DHAKA);
const at = (text: string) => Date.parse(`${text}+06:00`);
const price = (tariffs: ReturnType<typeof tariff>[], now: string, usedKwh = 0) =>
  priceNow({ tariffs, calendar, now: at(now), used: BigInt(usedKwh) * 1_000_000n })?.view;

const times: EnergyRate = {
  kind: 'time-of-use',
  periods: [
    { name: 'Peak', rate: '12' },
    { name: 'Off', rate: '8' },
  ],
  windows: [{ days: [1, 2, 3, 4, 5], from: 1_020, to: 1_380, period: 'Peak' }],
  usual: 'Off',
  holidays: [],
};

describe('the price of the next unit', () => {
  it('has surcharges and taxes on it, and no fixed charge', () => {
    const terms = tariff({
      fixed: [{ name: 'Meter', rate: '100', per: 'month' }],
      surcharges: [
        { name: 'Fuel', rate: '0.5' },
        { name: 'Free', rate: '-0.25', taxFree: true },
      ],
      taxes: [
        { name: 'Duty', percent: '10', on: 'energy' },
        { name: 'VAT', percent: '5', on: 'all-and-taxes' },
      ],
    });
    // 10.5, 1.05 duty, 5 % of 11.55 and a quarter less.
    expect(price([terms], '2026-11-03T10:00')).toMatchObject({ rate: '10', perKwh: '11.8775', currency: 'BDT' });
  });

  it('says until when its period of the day lasts', () => {
    const tariffs = [tariff({ energy: times })];
    expect(price(tariffs, '2026-11-03T17:00')).toMatchObject({ label: 'Peak', until: at('2026-11-03T23:00') });
    expect(price(tariffs, '2026-11-03T16:59')).toMatchObject({ label: 'Off', until: at('2026-11-03T17:00') });
    // Friday night, and Monday afternoon.
    expect(price(tariffs, '2026-11-06T23:00')).toMatchObject({ label: 'Off', until: at('2026-11-09T17:00') });
  });

  it('says when another tariff begins, within a week', () => {
    const tariffs = [tariff(), tariff({}, at('2026-11-20T00:00'), 'tar_second0')];
    expect(price(tariffs, '2026-11-19T10:00')?.until).toBe(at('2026-11-20T00:00'));
    expect(price(tariffs, '2026-11-03T10:00')?.until).toBeUndefined();
  });

  it('says what is left of a slab', () => {
    const energy: EnergyRate = { kind: 'slabs', slabs: [{ upToKwh: 50, rate: '3' }, { rate: '9' }] };
    expect(price([tariff({ energy })], '2026-11-03T10:00', 12)).toMatchObject({ rate: '3', leftKwh: '38' });
  });

  it('is not there before the first tariff', () =>
    expect(price([tariff({}, at('2026-11-20T00:00'))], '2026-11-03T10:00')).toBeUndefined());

  it('is what a kWh more adds to a bill, but for rounding', () => {
    const rate = fc.nat(99_999).map((ten) => (ten / 10_000).toFixed(4));
    const terms = fc.record({
      energy: rate.map((text) => ({ kind: 'flat' as const, rate: text })),
      surcharges: fc.array(fc.record({ name: fc.constantFrom('A', 'B'), rate }), { maxLength: 2 }),
      taxes: fc.array(
        fc.record({
          name: fc.constant('Tax'),
          percent: fc.constantFrom('7', '1.5', '12'),
          on: fc.constantFrom('energy' as const, 'all' as const, 'all-and-taxes' as const),
        }),
        { maxLength: 3 },
      ),
    }) satisfies fc.Arbitrary<Partial<TariffTerms>>;
    const span = month('2026-11');
    fc.assert(
      fc.property(terms, (some) => {
        const bill = (milliWh: bigint) =>
          billOf({ tariffs: [tariff(some)], ...span, use: evenly(span, milliWh) }).total;
        // A million kWh: what each line is rounded by is nothing beside it.
        const quarters = BigInt((span.to - span.from) / 900_000);
        const kwh = Number((1_000_000_000n / 1_000n) * quarters);
        const { num, den } = unitPriceOf(tariff(some).terms, exactOf(some.energy.rate));
        const each = (Number(num) / Number(den)) * 100;
        expect(bill(1_000_000_000_000n) / kwh).toBeCloseTo(each, 3);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a power', () => {
  it.each([
    [1_000, '10', 1_000],
    [1_500, '4.1234', 619],
    [12, '4', 5],
    [0, '4', 0],
  ])('of %i W at %s costs %i minor units an hour', (w, rate, amount) =>
    expect(costPerHour(w, exactOf(rate), 2)).toBe(amount),
  );
});
