import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ana, FieldBench } from '../../testing/field-bench.ts';

const ben = { ...ana, site: 'site_two002', name: 'ben' };
const page = {};

let bench: FieldBench;
beforeEach(() => {
  bench = new FieldBench([ana.site, ben.site]);
  bench.adoptOutlet();
  bench.clock.advance(5_000);
});
afterEach(() => bench.close());

const command = (value: boolean, id = `roster-${value}-1`) =>
  bench.field.commander.accept(ana, { id, device: 'outlet-fe', point: 'relay.a', value });
const watched = () =>
  bench.rosters
    .at(-1)
    ?.devices.filter(({ watched }) => watched)
    .map(({ device }) => device);

describe('a roster', () => {
  it('tells what somebody shows large, and what nobody does any more', () => {
    bench.field.watch(page, ana.site, ['outlet-fe']);
    bench.clock.advance(0);
    expect(bench.published.at(-1)).toMatchObject({ topic: 'farm/bridge-1/roster', retain: true });
    expect(watched()).toEqual(['outlet-fe']);
    bench.field.watch(page, ana.site, ['outlet-77']);
    bench.clock.advance(1_000);
    expect(watched()).toEqual([]);
  });

  it('goes on telling what another page shows as well', () => {
    const other = {};
    bench.field.watch(page, ana.site, ['outlet-fe', 'outlet-fe']);
    bench.field.watch(other, ana.site, ['outlet-fe']);
    bench.field.unwatch(page);
    bench.clock.advance(5_000);
    expect(watched()).toEqual(['outlet-fe']);
    bench.field.unwatch(other);
    bench.clock.advance(5_000);
    expect(watched()).toEqual([]);
  });

  it('heeds no page of another farm', () => {
    const before = bench.rosters.length;
    bench.field.watch(page, ben.site, ['outlet-fe']);
    bench.clock.advance(5_000);
    expect(bench.rosters).toHaveLength(before);
  });

  it('goes out only when it changes, and at most once a second', () => {
    const before = bench.rosters.length;
    for (let times = 0; times < 100; times += 1) {
      bench.field.watch(page, ana.site, times % 2 === 0 ? ['outlet-fe'] : []);
      bench.clock.advance(50);
    }
    const told = bench.rosters.length - before;
    expect(told).toBeLessThanOrEqual(6);
    bench.clock.advance(60_000);
    expect(bench.rosters.length - before).toBeLessThanOrEqual(told + 1);
    expect(watched()).toEqual([]);
  });

  it('follows the command, and watches its device until it is confirmed and a minute old', () => {
    command(true);
    expect(bench.published.at(-1)?.topic).toBe('farm/outlet-fe/commands');
    bench.clock.advance(0);
    expect(watched()).toEqual(['outlet-fe']);
    bench.receipt('roster-true-1', 'delivered');
    bench.read({ 'current.a': 900 });
    bench.clock.advance(59_999);
    expect(watched()).toEqual(['outlet-fe']);
    bench.clock.advance(1);
    expect(watched()).toEqual([]);
  });

  it('watches the device of an OFF as long as it is owed', () => {
    command(false);
    bench.clock.advance(3_600_000);
    expect(watched()).toEqual(['outlet-fe']);
    bench.receipt('roster-false-1', 'delivered');
    bench.clock.advance(5_000);
    bench.read({ 'current.a': 0 });
    bench.clock.advance(1_000);
    expect(watched()).toEqual([]);
  });

  it('holds every device that was adopted, told once when many are', () => {
    const before = bench.rosters.length;
    const addresses = Array.from({ length: 200 }, (_, at) => (at + 3).toString(16).padStart(2, '0'));
    for (const address of addresses) {
      const hello = { contract: 1, type: 'smart-outlet-v1', via: 'bridge-1', address: address.toUpperCase() };
      bench.field.receive(`outlet-${address}`, 'hello', hello, 'bridge-1');
      bench.field.registry.adopt(ana, `outlet-${address}`, {});
    }
    bench.clock.advance(1_000);
    expect(bench.rosters.length - before).toBe(2);
    expect(bench.rosters.at(-1)?.devices).toHaveLength(201);
  });
});
