import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TariffTerms } from '../../contract/index.ts';
import { billOf, DHAKA, month, tariff } from '../../testing/tariff-bench.ts';
import type { Use } from './bill.ts';
import { partsOfMonth } from './bill-parts.ts';
import type { LoadUse } from './tariff-ports.ts';

const november = month('2026-11');
const DAY = 86_400_000;
const HOUR = 3_600_000;
const kwh = (at: number, energy: number, estimated = false): Use => ({ at, milliWh: energy * 1_000_000, estimated });
const slabs = { kind: 'slabs', slabs: [{ upToKwh: 10, rate: '5' }, { rate: '8' }] } as const;
const input = (changes: Partial<TariffTerms>, use: readonly Use[], loads: readonly LoadUse[] = []) => ({
  month: '2026-11',
  timeZone: DHAKA,
  ...november,
  tariffs: [tariff(changes)],
  use,
  loads,
});
const { from } = november;

describe('a month taken apart', () => {
  it('has the days of the calendar, in order, with what each raised the bill by', () => {
    const use = [kwh(from + DAY, 6), kwh(from, 4), kwh(from + 2 * DAY, 1), kwh(from + DAY - 900_000, 2, true)];
    const parts = partsOfMonth(input({ energy: { ...slabs, slabs: [...slabs.slabs] } }, use));
    // Of the second day four are in the first slab and two in the next.
    expect(parts).toMatchObject({
      month: '2026-11',
      currency: 'BDT',
      standing: 0,
      days: [
        { day: '2026-11-01', energyKwh: '6', amount: 3_000, estimated: true },
        { day: '2026-11-02', energyKwh: '6', amount: 3_600, estimated: false },
        { day: '2026-11-03', energyKwh: '1', amount: 800, estimated: false },
      ],
    });
  });

  it('keeps apart what is there whatever was used', () => {
    const changes = { fixed: [{ name: 'Meter', rate: '25', per: 'month' as const }], roundTo: 100 };
    const parts = partsOfMonth(input(changes, [kwh(from, 0.333)]));
    expect(parts).toMatchObject({ days: [{ amount: 333 }], standing: 2_467 });
  });

  it('counts the use below a minimum charge as it would cost', () => {
    const parts = partsOfMonth(input({ minimum: { rate: '100', per: 'month' } }, [kwh(from, 3)]));
    expect(parts).toMatchObject({ days: [{ amount: 3_000 }], standing: 7_000 });
  });

  it('has the hours of the clock on the wall', () => {
    const { hours } = partsOfMonth(input({}, [kwh(from, 1), kwh(from + DAY + 900_000, 2), kwh(from + 23 * HOUR, 4)]));
    expect(hours).toHaveLength(24);
    expect([hours[0], hours[1], hours[23]]).toEqual(['3', '0', '4']);
  });

  it('has loads, the largest first, without what is for the whole site', () => {
    const loads = [
      { device: 'lamp-1', point: 'power', use: [kwh(from, 1, true)] },
      { device: 'pump-1', point: 'energy', use: [kwh(from, 3)] },
      { device: 'fan-1', point: 'energy', use: [] },
    ];
    const fixed = [{ name: 'Meter', rate: '25', per: 'month' as const }];
    const taxes = [{ name: 'VAT', percent: '10', on: 'all' as const }];
    const parts = partsOfMonth(input({ fixed, taxes }, [kwh(from, 4)], loads));
    expect(parts.loads).toEqual([
      { device: 'pump-1', point: 'energy', energyKwh: '3', amount: 3_300, estimated: false },
      { device: 'lamp-1', point: 'power', energyKwh: '1', amount: 1_100, estimated: true },
      { device: 'fan-1', point: 'energy', energyKwh: '0', amount: 0, estimated: false },
    ]);
  });

  it('without a tariff has energy and no money', () => {
    const loads = [{ device: 'pump-1', point: 'energy', use: [kwh(from, 3)] }];
    const parts = partsOfMonth({ ...input({}, [kwh(from, 4)], loads), tariffs: [] });
    expect(parts.days).toEqual([{ day: '2026-11-01', energyKwh: '4', estimated: false }]);
    expect(parts.loads).toEqual([{ device: 'pump-1', point: 'energy', energyKwh: '3', estimated: false }]);
    expect(Object.keys(parts)).not.toContain('standing');
  });

  it('adds up to the bill, to the minor unit', () => {
    const used = fc.array(fc.record({ at: fc.nat({ max: 2_879 }), wh: fc.nat({ max: 5_000 }) }), { maxLength: 40 });
    fc.assert(
      fc.property(used, fc.boolean(), (some, isRound) => {
        const use = some.map(({ at, wh }) => ({ at: from + at * 900_000, milliWh: wh * 1_000 }));
        const changes = {
          energy: { ...slabs, slabs: [...slabs.slabs] },
          fixed: [{ name: 'Meter', rate: '25.17', per: 'month' as const }],
          taxes: [{ name: 'VAT', percent: '7', on: 'all' as const }],
          ...(isRound ? { roundTo: 25 } : {}),
        };
        const { days, standing = 0 } = partsOfMonth(input(changes, use));
        const sum = days.reduce((total, { amount = 0 }) => total + amount, standing);
        expect(sum).toBe(billOf({ tariffs: [tariff(changes)], ...november, use }).total);
        expect(days.every(({ amount = 0 }) => amount >= 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
