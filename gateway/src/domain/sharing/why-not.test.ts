import { describe, expect, it } from 'vitest';
import { SharingWorld } from '../../testing/sharing-world.ts';
import { reasonsNotToStart } from './why-not.ts';

const reasons = (world: SharingWorld, pump = 'pump-1') => reasonsNotToStart(world.state, pump, world.now);
const names = (world: SharingWorld, pump = 'pump-1') => reasons(world, pump).map(({ name }) => name);

function worldOf(pumps = 1): SharingWorld {
  return new SharingWorld({ pumps, maxRunning: 1, delays: [100] });
}

describe('why a pump does not start', () => {
  it('is nothing where it would', () => {
    expect(reasons(worldOf())).toEqual([]);
  });

  it('is nothing where it runs', () => {
    const world = worldOf();
    world.request('ana', 'pump-1', 600);
    world.pass(1_000);
    expect(reasons(world)).toEqual([]);
  });

  it.each<[string, (world: SharingWorld) => void, string, string]>([
    [
      'everything is stopped',
      (world) => world.happen({ kind: 'latch', isLatched: true, by: 'ana' }),
      'latched',
      'hold',
    ],
    ['there is no power', (world) => world.happen({ kind: 'grid', state: 'shedding' }), 'grid.shedding', 'hold'],
    ['nobody knows of the power', (world) => world.happen({ kind: 'grid', state: 'unknown' }), 'grid.unknown', 'hold'],
    ['its device is away', (world) => world.happen({ kind: 'heard', pump: 'pump-1', isHeard: false }), 'away', 'hold'],
    [
      'it is locked out',
      (world) => world.happen({ kind: 'trip', pump: 'pump-1', name: 'welded', lockOut: true }),
      'welded',
      'lock-out',
    ],
    [
      'a protection holds it',
      (world) => world.happen({ kind: 'hold', pump: 'pump-1', name: 'under-voltage' }),
      'under-voltage',
      'hold',
    ],
  ])('says that %s', (_what, change, name, kind) => {
    const world = worldOf();
    change(world);
    expect(reasons(world)).toMatchObject([{ name, kind }]);
    for (const { sentence, remedy } of reasons(world))
      expect([sentence, remedy].every((text) => text.length > 5)).toBe(true);
  });

  it('says how long the motor rests', () => {
    const world = worldOf();
    const run = world.request('ana', 'pump-1', 600) ?? '';
    world.pass(1_000);
    world.happen({ kind: 'stop', run, by: 'ana', how: 'stopped-by-user' });
    world.pass(1_000);
    const [reason] = reasons(world);
    expect(reason).toMatchObject({ name: 'min-rest', kind: 'wait' });
    expect((reason?.until ?? 0) - world.now.wall).toBeGreaterThan(50_000);
    world.pass(61_000);
    expect(reasons(world)).toEqual([]);
  });

  it('says that another pump of its group has its turn', () => {
    const world = worldOf(2);
    world.request('ana', 'pump-1', 600);
    world.pass(1_000);
    expect(names(world, 'pump-2')).toEqual(['group-busy']);
  });

  it('says that it waits until it is surely off', () => {
    const world = worldOf();
    const run = world.request('ana', 'pump-1', 600) ?? '';
    world.pass(1_000);
    world.node('pump-1').isLinked = false;
    world.happen({ kind: 'stop', run, by: 'ana', how: 'stopped-by-user' });
    const [reason] = reasons(world);
    expect(reason).toMatchObject({ name: 'surely-off', kind: 'wait' });
    expect(reason?.until).toBeGreaterThan(world.now.wall);
  });

  it('is nothing of a pump that is not there', () => {
    expect(reasons(worldOf(), 'gone')).toEqual([]);
  });
});
