import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UseSum } from '../../contract/index.ts';
import { billOf, month, tariff } from '../../testing/tariff-bench.ts';
import { denied, granted } from '../sharing/answer.ts';
import { exactOf } from './money.ts';
import { milliWhOf, sharesWithRest } from './sheet-shares.ts';
import type { UseRecord } from './use-ports.ts';
import { reportOf } from './use-report.ts';

const at = Date.parse('2026-11-03T10:00Z');
const record = (run: string, milliWh: number, more: Partial<UseRecord> = {}): UseRecord => ({
  run,
  number: 1,
  pump: 'pump_1',
  pumpName: 'Deep well',
  user: 'user_ana',
  name: 'Ana',
  from: at,
  onMs: 60_999,
  quarters: [{ at, milliWh }],
  missingMs: 0,
  estimated: false,
  ...more,
});
const prices = (rate: string) => granted({ currency: 'THB', at: () => exactOf(rate) });
const unknown = { quarters: [], missingMs: 60_999, why: 'use.not-known' } as const;

describe('what runs took, by person or pump', () => {
  const records = [
    record('a', 100_000, { litres: 500, litresBy: 'flow' }),
    record('b', 900_000, { user: 'user_ben', name: 'Ben', estimated: true }),
    record('c', 300_000, { pump: 'pump_2', pumpName: 'Mill', name: 'Ana B' }),
    record('d', 0, { ...unknown, litres: 12 }),
  ];

  it('is told by the names of the last run, most energy first', () => {
    const { parts } = reportOf(records, prices('4'), 'person');
    expect(parts).toMatchObject([
      { id: 'user_ben', name: 'Ben', use: { runs: 1, energyKwh: '0.9', estimated: true, cost: 360 } },
      {
        id: 'user_ana',
        name: 'Ana',
        use: { runs: 3, unknownRuns: 1, energyKwh: '0.4', cost: 160, onS: 180, missingS: 60 },
      },
    ]);
    expect(reportOf(records, prices('4'), 'load').parts.map(({ name, use }) => [name, use.runs])).toEqual([
      ['Deep well', 3],
      ['Mill', 1],
    ]);
  });

  it('is told by run in their order', () =>
    expect(reportOf(records, prices('4'), 'run').parts).toMatchObject([
      { id: 'a', name: 'Ana', pump: 'Deep well', at },
      { id: 'b' },
      { id: 'c' },
      { id: 'd', use: { unknownRuns: 1, energyKwh: '0', cost: 0 } },
    ]));

  it('has by the cubic metre what is known of both water and energy', () => {
    const { whole } = reportOf(records, prices('4'), 'person');
    expect(whole).toMatchObject({ litres: 512, kwhPerM3: '0.2', costPerM3: 80 });
  });

  it('says why nothing costs', () => {
    const why = { code: 'price.no-tariff', sentence: 'None.', remedy: 'Enter one.' };
    const { whole } = reportOf(records, denied(why), 'run');
    expect(whole).toMatchObject({ energyKwh: '1.3', why });
    expect(whole.cost).toBeUndefined();
  });

  it('is nothing where nobody ran', () =>
    expect(reportOf([], prices('4'), 'person')).toEqual({
      parts: [],
      whole: expect.objectContaining({ runs: 0, energyKwh: '0', cost: 0 }) as object,
    }));

  const story = fc.array(
    fc.record({
      milliWh: fc.nat(5_000_000),
      user: fc.constantFrom('user_a', 'user_b', 'user_c'),
      pump: fc.constantFrom('pump_1', 'pump_2'),
      onMs: fc.nat(9_000_000),
      litres: fc.option(
        fc.nat(90_000).map((tenth) => tenth / 10),
        { nil: undefined },
      ),
    }),
    { maxLength: 40 },
  );
  const rate = fc.nat(99_999).map((ten) => (ten / 10_000).toFixed(4));

  it('is the whole to the minor unit, the mWh and the tenth of a litre, however it is told', () =>
    fc.assert(
      fc.property(story, rate, (runs, price) => {
        const all = runs.map(({ milliWh, litres, ...rest }, each) =>
          record(`run${each}`, milliWh, { ...rest, ...(litres === undefined ? {} : { litres }) }),
        );
        for (const by of ['run', 'person', 'load'] as const) {
          const { parts, whole } = reportOf(all, prices(price), by);
          const sum = (of: (use: UseSum) => number) => parts.reduce((so, { use }) => so + of(use), 0);
          expect(sum(({ cost = 0 }) => cost)).toBe(whole.cost);
          expect(sum(({ onS }) => onS)).toBe(whole.onS);
          expect(sum(({ runs: count }) => count)).toBe(all.length);
          expect(sum(({ litres = 0 }) => Math.round(litres * 10))).toBe(Math.round((whole.litres ?? 0) * 10));
          const energy = parts.reduce((so, { use }) => so + milliWhOf(use.energyKwh ?? '0'), 0n);
          expect(energy).toBe(milliWhOf(whole.energyKwh ?? '0'));
        }
      }),
      { numRuns: 100 },
    ));
});

describe('the shares of a month', () => {
  const november = month('2026-11');
  const bill = billOf({ tariffs: [tariff()], ...november, use: [{ at: november.from, milliWh: 1_234_567n }] });

  it('are its energy and its total together with what is nobody’s', () => {
    const shares = [
      { number: 1, name: 'Ana', milliWh: 1_000_001n, amount: 1_000 },
      { number: 2, name: 'Ben', milliWh: 200_000n, amount: 199 },
    ];
    const all = sharesWithRest(shares, { energyKwh: bill.energyKwh, bill });
    expect(all.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(all.reduce((sum, { milliWh }) => sum + milliWh, 0n)).toBe(1_234_567n);
    expect(all.reduce((sum, { amount = 0 }) => sum + amount, 0)).toBe(bill.total);
  });

  it('have no rest of money where there is none, and are none where nobody ran', () => {
    const [, rest] = sharesWithRest([{ number: 1, name: 'Ana', milliWh: 1n }], { energyKwh: '2', bill });
    expect(rest?.amount).toBeUndefined();
    expect(sharesWithRest([], { energyKwh: '2', bill })).toEqual([]);
  });
});
