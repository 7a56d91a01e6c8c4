import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineBench, engineSite } from '../../testing/site-engine-bench.ts';
import { Orders } from './orders.ts';

let bench: EngineBench;
let orders: Orders;
beforeEach(() => {
  bench = new EngineBench();
  orders = new Orders(bench.parts.field.commander);
});
afterEach(() => bench.close());

const on = { do: 'on', pump: 'pump-1', command: 'run_1-2', number: 7, leaseS: 60 } as const;
const off = { do: 'off', pump: 'pump-1', why: 'completed' } as const;

describe('an ON', () => {
  it('has the name of its start, the lease and the number of its run, and expires in 15 s', () => {
    expect(orders.on(bench.pump(), on)).toMatchObject({ isOff: false, device: 'pump-1' });
    expect(bench.orders).toEqual([
      {
        id: 'run_1-2',
        site: engineSite,
        device: 'pump-1',
        point: 'relay',
        by: 'gateway: run 7',
        value: true,
        expiryMs: 15_000,
        lease: { leaseS: 60, run: '7' },
      },
    ]);
  });

  it('to a device that keeps no lease has none', () => {
    const { leaseS: _, ...plain } = on;
    orders.on(bench.pump(), plain);
    expect(bench.orders[0]).not.toHaveProperty('lease');
  });

  it('that is not taken says for which start, and why', () => {
    bench.refusal = 'Everything is stopped.';
    expect(orders.on(bench.pump(), on)).toEqual({ pump: 'pump-1', command: 'run_1-2', why: 'Everything is stopped.' });
  });
});

describe('an OFF', () => {
  it('says why, and has neither lease nor expiry', () => {
    expect(orders.off(bench.pump(), off)).toMatchObject({ isOff: true, device: 'pump-1' });
    expect(bench.orders).toEqual([
      { site: engineSite, device: 'pump-1', point: 'relay', by: 'gateway: completed', value: false },
    ]);
  });

  it('is not ordered while one is owed', () => {
    bench.owed.add('pump-1');
    expect(orders.off(bench.pump(), off)).toBeUndefined();
    expect(bench.orders).toEqual([]);
  });

  it('of a device that is gone is none', () => {
    bench.refusal = 'There is no switch.';
    bench.refusesOff = true;
    expect(orders.off(bench.pump(), off)).toBeUndefined();
  });
});

it('a renewal carries the lease and the number of the run, and is left when it is 5 s late', () => {
  orders.renew(bench.pump(), { do: 'renew', pump: 'pump-1', number: 7, leaseS: 42 });
  expect(bench.since()).toEqual(['renew pump-1: 42 s of run 7, within 5000 ms']);
});
