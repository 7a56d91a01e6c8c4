import { describe, expect, it } from 'vitest';
import type { PumpReason } from '../../contract/index.ts';
import { SharingWorld } from '../../testing/sharing-world.ts';
import type { SharingEvent } from './events.ts';
import type { Pump } from './pump.ts';
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

describe('what people read', () => {
  const happen = (...events: SharingEvent[]) => {
    const world = worldOf(2);
    for (const event of events) world.happen(event);
    return world;
  };
  const at = (pump: Partial<Pump>) => {
    const world = worldOf(2);
    const known = world.state.pumps.get('pump-1')?.pump;
    if (known) world.happen({ kind: 'set-pump', pump: { ...known, ...pump } });
    return world;
  };
  const rested = (world: SharingWorld) => {
    const run = world.request('ana', 'pump-1', 600) ?? '';
    world.pass(1_000);
    world.happen({ kind: 'stop', run, by: 'ana', how: 'stopped-by-user' });
    world.pass(1_000);
    return world;
  };

  it.each<[string, () => SharingWorld, Partial<PumpReason>]>([
    [
      'everything is stopped',
      () => happen({ kind: 'latch', isLatched: true, by: 'ana' }),
      {
        kind: 'hold',
        code: 'start.latched',
        name: 'latched',
        sentence: 'Everything is stopped.',
        remedy: 'An admin allows running again when it is safe.',
      },
    ],
    [
      'running was allowed a moment ago',
      () => happen({ kind: 'latch', isLatched: true, by: 'ana' }, { kind: 'latch', isLatched: false, by: 'ana' }),
      {
        kind: 'wait',
        code: 'start.quiet',
        name: 'quiet',
        sentence: 'Running was allowed a moment ago.',
        remedy: 'It goes on in a few seconds.',
      },
    ],
    [
      'there is no power',
      () => happen({ kind: 'grid', state: 'shedding' }),
      {
        kind: 'hold',
        code: 'start.grid.shedding',
        name: 'grid.shedding',
        sentence: 'There is no power.',
        remedy: 'Your minutes are kept. It goes on by itself when the power is back.',
      },
    ],
    [
      'nobody knows of the power',
      () => happen({ kind: 'grid', state: 'unknown' }),
      {
        kind: 'hold',
        code: 'start.grid.unknown',
        name: 'grid.unknown',
        sentence: 'Nobody knows whether there is power.',
        remedy: 'Wait a few minutes, or look at what measures the power.',
      },
    ],
    [
      'it is out of service',
      () => at({ outOfService: 'the seal leaks' }),
      {
        kind: 'hold',
        code: 'start.out-of-service',
        name: 'out-of-service',
        sentence: 'This pump is out of service.',
        remedy: 'Ask an admin when it is back.',
      },
    ],
    [
      'it is locked out',
      () => happen({ kind: 'trip', pump: 'pump-1', name: 'over-current', lockOut: true }),
      {
        kind: 'lock-out',
        code: 'start.locked-out',
        name: 'over-current',
        sentence: 'Its protection has stopped this pump for good.',
        remedy: 'Somebody has to look at the pump and reset it.',
      },
    ],
    [
      'its device is away',
      () => happen({ kind: 'heard', pump: 'pump-1', isHeard: false }),
      {
        kind: 'hold',
        code: 'start.away',
        name: 'away',
        sentence: 'Its device is not heard.',
        remedy: 'Look whether it has power and hears the gateway.',
      },
    ],
    [
      'a protection holds it',
      () => happen({ kind: 'hold', pump: 'pump-1', name: 'dry-run' }),
      {
        kind: 'hold',
        code: 'start.protection',
        name: 'dry-run',
        sentence: 'A protection holds it for now.',
        remedy: 'It goes on by itself.',
      },
    ],
    [
      'the motor rests',
      () => rested(worldOf(1)),
      { kind: 'wait', code: 'start.min-rest', sentence: 'The motor rests.', remedy: 'It goes on by itself.' },
    ],
    [
      'the motor was started as often as it may be within an hour',
      () => {
        const world = at({ startsPerHour: 1, minRestMs: 0 });
        rested(world).pass(11_000);
        return world;
      },
      {
        kind: 'wait',
        code: 'start.starts-per-hour',
        sentence: 'The motor was started as often as it may be within an hour.',
        remedy: 'It goes on by itself. Longer turns spare the motor.',
      },
    ],
    [
      'the motor was started as often as it may be within a day',
      () => {
        const world = at({ startsPerDay: 1, minRestMs: 0 });
        rested(world).pass(11_000);
        return world;
      },
      {
        kind: 'wait',
        code: 'start.starts-per-day',
        sentence: 'The motor was started as often as it may be within a day.',
        remedy: 'It goes on by itself. Longer turns spare the motor.',
      },
    ],
    [
      'its group rests',
      () => rested(at({ minRestMs: 0 })),
      {
        kind: 'wait',
        code: 'start.group-rest',
        sentence: 'A short rest between two runs.',
        remedy: 'It goes on by itself.',
      },
    ],
    [
      'another pump has its turn',
      () => {
        const world = worldOf(2);
        world.request('ana', 'pump-2', 600);
        return world;
      },
      {
        kind: 'wait',
        code: 'start.group-busy',
        name: 'group-busy',
        sentence: 'Another pump has its turn.',
        remedy: 'Take a place in the queue.',
      },
    ],
    [
      'it is not its time of day',
      () => at({ allowedHours: [{ from: 0, to: 1 }] }),
      {
        kind: 'wait',
        code: 'run.hours',
        name: 'hours',
        sentence: 'This pump may not be asked for at this time of day.',
        remedy: 'Come back within its hours.',
      },
    ],
  ])('where %s', (_what, make, reason) => {
    const { until: _, ...read } = reasons(make())[0] ?? {};
    expect({ name: reason.name, ...read }).toEqual({ ...read, ...reason });
  });

  it('where it waits until it is surely off, as long as that takes', () => {
    const world = worldOf();
    const run = world.request('ana', 'pump-1', 600) ?? '';
    world.pass(1_000);
    world.node('pump-1').isLinked = false;
    world.happen({ kind: 'stop', run, by: 'ana', how: 'stopped-by-user' });
    const sureOff = world.state.pumps.get('pump-1')?.slot?.sureOffMono ?? 0;
    expect(reasons(world)).toEqual([
      {
        kind: 'wait',
        code: 'start.surely-off',
        name: 'surely-off',
        sentence: 'It was told to stop, and waits until it is surely off.',
        remedy: 'It goes on by itself. An admin who switched it off at the panel may say so.',
        until: Math.ceil(world.now.wall + sureOff - world.now.mono),
      },
    ]);
  });

  it('is both where two things keep it', () => {
    const world = at({ allowedHours: [{ from: 0, to: 1 }] });
    world.happen({ kind: 'latch', isLatched: true, by: 'ana' });
    expect(names(world)).toEqual(['latched', 'hours']);
  });
});

describe('a group', () => {
  it('in which a pump is held for a while is busy as long as that keeps its turn', () => {
    const world = worldOf(2);
    world.request('ana', 'pump-1', 600);
    world.pass(5_000);
    world.happen({ kind: 'hold', pump: 'pump-1', name: 'under-voltage' });
    world.pass(20_000);
    expect(names(world, 'pump-2')).toEqual(['group-busy']);
    world.pass(100_001);
    expect(names(world, 'pump-2')).toEqual([]);
  });

  it('may let two run', () => {
    const world = new SharingWorld({ pumps: 3, maxRunning: 2, delays: [100] });
    world.request('ana', 'pump-1', 600);
    world.pass(1_000);
    expect(names(world, 'pump-3')).toEqual([]);
    world.request('bo', 'pump-2', 600);
    world.pass(1_000);
    expect(names(world, 'pump-3')).toEqual(['group-busy']);
  });
});
