import { describe, expect, it } from 'vitest';
import type { EnergyRate } from '../../contract/index.ts';
import { nextUnitOf } from './next-unit.ts';

const whole = { num: 1n, den: 1n };
const half = { num: 1n, den: 2n };
const quarter = { day: '2026-11-02', weekday: 1, minute: 600 };
const kwh = (count: number) => BigInt(count) * 1_000_000n;
const at = (rate: EnergyRate, used: number, share = whole) => nextUnitOf(rate, { used: kwh(used), share, quarter });

const steps: EnergyRate = {
  kind: 'slabs',
  slabs: [{ upToKwh: 50, rate: '3' }, { upToKwh: 100, rate: '5' }, { rate: '9' }],
};
const all: EnergyRate = {
  kind: 'slabs',
  slabs: [
    { upToKwh: 50, rate: '3' },
    { upToKwh: 100, rate: '5', takesAll: true },
    { rate: '9', takesAll: true },
  ],
};
const times: EnergyRate = {
  kind: 'time-of-use',
  periods: [
    { name: 'On', rate: '6' },
    { name: 'Off', rate: '2' },
  ],
  windows: [{ days: [1], from: 540, to: 1_320, period: 'On' }],
  usual: 'Off',
  holidays: [],
};

describe('the next unit', () => {
  it('costs the same always, where the rate is flat', () =>
    expect(at({ kind: 'flat', rate: '4.5' }, 900)).toEqual({ rate: '4.5' }));

  it.each([
    [steps, 0, { rate: '3', label: 'up to 50 kWh', left: kwh(50) }],
    [steps, 49, { rate: '3', label: 'up to 50 kWh', left: kwh(1) }],
    // What has reached a bound has used that slab up.
    [steps, 50, { rate: '5', label: '50 to 100 kWh', left: kwh(50) }],
    [steps, 100, { rate: '9', label: 'over 100 kWh' }],
    [all, 10, { rate: '3', label: 'up to 50 kWh', left: kwh(40) }],
    [all, 60, { rate: '5', label: 'up to 100 kWh', left: kwh(40) }],
    [all, 700, { rate: '9', label: 'over 100 kWh' }],
  ])('is of the slab that the use comes to (%#)', (rate, used, unit) => expect(at(rate, used)).toEqual(unit));

  it('meets the bounds of its part of a month', () =>
    expect(at(steps, 30, half)).toEqual({ rate: '5', label: '50 to 100 kWh', left: kwh(20) }));

  it('has no label where there is one slab', () =>
    expect(at({ kind: 'slabs', slabs: [{ rate: '7' }] }, 3)).toEqual({ rate: '7' }));

  it('is of its own slab once the whole use comes to one that does not take all', () => {
    const mixed: EnergyRate = {
      kind: 'slabs',
      slabs: [{ upToKwh: 50, rate: '3' }, { upToKwh: 100, rate: '5', takesAll: true }, { rate: '9' }],
    };
    expect(at(mixed, 60)).toMatchObject({ rate: '5' });
    expect(at(mixed, 120)).toEqual({ rate: '9', label: 'over 50 kWh' });
  });

  it.each([
    [540, 'On', '6'],
    [1_319, 'On', '6'],
    [1_320, 'Off', '2'],
  ])('at minute %i is of the period %s', (minute, label, rate) =>
    expect(nextUnitOf(times, { used: 0n, share: whole, quarter: { ...quarter, minute } })).toEqual({ rate, label }),
  );
});
