import { describe, expect, it } from 'vitest';
import { DHAKA, month } from '../../testing/tariff-bench.ts';
import { denied, granted } from '../sharing/answer.ts';
import { exactOf } from './money.ts';
import { personMonth } from './person-month.ts';
import type { UseRecord } from './use-ports.ts';

const DAY_MS = 86_400_000;
const november = month('2026-11');
const now = november.from + 10 * DAY_MS;
const prices = granted({ currency: 'THB', at: () => exactOf('4') });
/** A kWh in the quarter that began so many days after the month. */
const run = (days: number): UseRecord => ({
  run: `run-${days}`,
  number: 1,
  pump: 'pump_1',
  pumpName: 'Deep well',
  user: 'user_ana',
  name: 'Ana',
  from: november.from + days * DAY_MS,
  onMs: 900_000,
  quarters: [{ at: november.from + days * DAY_MS, milliWh: 1_000_000 }],
  missingMs: 0,
  estimated: false,
});
const of = (records: readonly UseRecord[], at = now) =>
  personMonth({ records, prices, timeZone: DHAKA, month: november, now: at });

describe('the month of a person', () => {
  it('is what their runs in it came to, and will come to if each day is as those before', () => {
    const daily = Array.from({ length: 20 }, (_, day) => run(day - 10));
    const made = of(daily);
    expect([made.milliWh, made.cost]).toEqual([10_000_000n, 4_000]);
    // A quarter of each day, as before.
    expect(made.forecast).toEqual({ milliWh: 30_000_000n, cost: 12_000 });
  });

  it('is not forecast by less than two days, or when it is over', () => {
    expect(of([run(9)]).forecast).toBeUndefined();
    expect(of([]).forecast).toBeUndefined();
    expect(of([run(1), run(2)], november.to).forecast).toEqual({ milliWh: 2_000_000n });
  });

  it('has energy without a tariff', () => {
    const why = { code: 'price.no-tariff', sentence: 'None.', remedy: 'Enter one.' };
    const made = personMonth({ records: [run(1)], prices: denied(why), timeZone: DHAKA, month: november, now });
    expect(made).toMatchObject({ milliWh: 1_000_000n });
    expect(made.cost).toBeUndefined();
  });

  it('goes by weeks in which nothing ran, too', () => {
    const { forecast } = of([run(0), run(9.5)]);
    expect(Number(forecast?.milliWh)).toBeLessThan(12_000_000);
    expect(Number(forecast?.milliWh)).toBeGreaterThan(2_000_000);
  });
});
