import { describe, expect, it } from 'vitest';
import { DHAKA, linesOf, terms } from '../../testing/tariff-bench.ts';
import { tryOut } from './trial.ts';

const tried = (changes: Parameters<typeof terms>[0], energyKwh: number) => {
  const made = tryOut({ terms: terms(changes), timeZone: DHAKA, month: '2026-11', energyKwh });
  if (!made.ok) throw new Error(made.why.sentence);
  return made.value;
};

describe('a month that is tried out', () => {
  it('has all of its energy, and the whole fixed charge', () => {
    const bill = tried({ fixed: [{ name: 'Meter', rate: '25', per: 'month' }] }, 100);
    expect([bill.energyKwh, bill.total]).toEqual(['100', 102_500]);
  });

  it('reaches its slabs', () => {
    const slabs = [{ upToKwh: 75, rate: '5' }, { rate: '7' }];
    expect(linesOf(tried({ energy: { kind: 'slabs', slabs } }, 100))).toEqual([
      ['up to 75 kWh', '75', '5', 37_500],
      ['over 75 kWh', '25', '7', 17_500],
    ]);
  });

  it('is spread evenly over the time of use', () => {
    const bill = tried(
      {
        energy: {
          kind: 'time-of-use',
          periods: [
            { name: 'Day', rate: '8' },
            { name: 'Night', rate: '4' },
          ],
          windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 360, to: 1_080, period: 'Day' }],
          usual: 'Night',
          holidays: [],
        },
      },
      // A kWh for each quarter of the month.
      2_880,
    );
    expect(linesOf(bill).map(([label, quantity]) => [label, quantity])).toEqual([
      ['Day', '1440'],
      ['Night', '1440'],
    ]);
  });

  it('of nothing costs what is fixed', () => expect(tried({}, 0)).toMatchObject({ energyKwh: '0', total: 0 }));
});
