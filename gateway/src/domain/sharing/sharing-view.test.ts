import { describe, expect, it } from 'vitest';
import type { PumpSetup } from '../../contract/index.ts';
import { SharingWorld } from '../../testing/sharing-world.ts';
import type { Reason, Ruling } from '../protection/ruling.ts';
import type { Run } from './run.ts';
import { viewGroup, viewPlaces, viewPump, viewRun, type PumpAround } from './sharing-view.ts';

const nothing: PumpAround = { setup: undefined, guarded: undefined, ruling: undefined };
const now = { mono: 10_000, wall: 1_000_000.75 };
const run: Run = {
  id: 'run_1',
  number: 7,
  pump: 'pump-1',
  group: 'all',
  user: 'bo',
  by: 'Bo',
  order: 3,
  state: 'running',
  askedS: 600,
  reservedS: 600,
  pumpedMs: 1_500,
  onMono: 8_000,
  provenMs: 0,
  uncountedS: 0,
  countedS: 0,
  starts: 2,
  dropouts: 0,
  requestedAt: 5.5,
};

describe('a run', () => {
  it('that runs tells how long it has pumped, and what is left', () => {
    expect(viewRun(run, undefined, now)).toEqual({
      id: 'run_1',
      number: 7,
      pump: 'pump-1',
      group: 'all',
      user: 'bo',
      name: 'Bo',
      state: 'running',
      order: 3,
      askedS: 600,
      remainingS: 596.5,
      pumpedS: 3.5,
      isCounting: true,
      at: 1_000_000,
      requestedAt: 5,
    });
  });

  it('has the name and the mark that its user has by now', () => {
    const badge = { colour: 3, shape: 'star' } as unknown as NonNullable<Parameters<typeof viewRun>[1]>['badge'];
    expect(viewRun(run, { name: 'Boris', badge }, now)).toMatchObject({ name: 'Boris', badge });
  });

  it('that pauses tells why and since when', () => {
    const { onMono: _, ...still } = run;
    const held: Run = { ...still, state: 'hold', hold: { cause: 'pump', name: 'dry-run', sinceMono: 9_000 } };
    expect(viewRun(held, undefined, now)).toMatchObject({
      isCounting: false,
      hold: { cause: 'pump', name: 'dry-run', since: 999_000 },
      remainingS: 598.5,
    });
    const grid = viewRun({ ...held, hold: { cause: 'grid', sinceMono: 9_000 } }, undefined, now);
    expect(grid.hold).toEqual({ cause: 'grid', since: 999_000 });
  });

  it.each(['stopping', 'ended'] as const)('that is %s has nothing left, and tells how it ended', (state) => {
    const { onMono: _, ...still } = run;
    const over: Run = {
      ...still,
      state,
      reason: 'stopped-by-user',
      usedS: 1,
      startedAt: 6.5,
      endedAt: 7.5,
      swapWith: 'run_2',
    };
    expect(viewRun(over, undefined, now)).toMatchObject({
      remainingS: 0,
      reason: 'stopped-by-user',
      usedS: 1,
      startedAt: 6,
      endedAt: 7,
      swapWith: 'run_2',
    });
  });
});

it('a group tells its rest in whole seconds', () => {
  const group = { id: 'all', site: 'site_1', name: 'All', maxRunning: 2, restMs: 10_400 };
  expect(viewGroup(group)).toEqual({ id: 'all', name: 'All', maxRunning: 2, restS: 10 });
});

it('a queue tells who comes when, or that nobody can say, of the first fifty', () => {
  const place = (startsMono?: number) => ({ run, position: 1, ...(startsMono === undefined ? {} : { startsMono }) });
  expect(viewPlaces('all', [place(12_000), place()], now)).toEqual({
    group: 'all',
    places: [
      ['run_1', 1_002_000],
      ['run_1', null],
    ],
  });
  expect(
    viewPlaces(
      'all',
      Array.from({ length: 51 }, () => place()),
      now,
    ).places,
  ).toHaveLength(50);
});

it('a moment before all clocks is none before 1970', () => {
  expect(viewPlaces('all', [{ run, position: 1, startsMono: -1e9 }], now).places).toEqual([['run_1', 0]]);
});

describe('a pump', () => {
  const world = () => new SharingWorld({ pumps: 2, maxRunning: 1, delays: [100] });
  const view = (of: SharingWorld, around: PumpAround = nothing, id = 'pump-1') => {
    const found = of.state.pumps.get(id);
    if (!found) throw new Error(`no pump ${id}`);
    return viewPump(of.state, found, around, of.now);
  };

  it('that rests is free, with its limits, and says no more than is known', () => {
    expect(view(world())).toEqual({
      id: 'pump-1',
      name: 'pump-1',
      group: 'all',
      device: 'pump-1',
      point: 'relay',
      is: 'off',
      isHeard: true,
      holdsSlot: false,
      waiting: 0,
      reasons: [],
      isCritical: false,
      shortestRunS: 60,
      longestRunS: 14_400,
      shownBy: {},
    });
  });

  it('that runs tells for whom, and not when it would surely be off', () => {
    const of = world();
    const id = of.request('ana', 'pump-1', 600);
    expect(view(of)).not.toHaveProperty('surelyOffAt');
    of.request('bo', 'pump-1', 600);
    of.pass(1_000);
    expect(view(of)).toMatchObject({ is: 'on', holdsSlot: true, run: id, waiting: 1 });
    expect(view(of)).not.toHaveProperty('surelyOffAt');
  });

  it('that was told to stop and is not heard tells when it is surely off', () => {
    const of = world();
    const id = of.request('ana', 'pump-1', 600) ?? '';
    of.pass(1_000);
    of.node('pump-1').isLinked = false;
    of.happen({ kind: 'stop', run: id, by: 'ana', how: 'stopped-by-user' });
    expect(view(of).surelyOffAt).toBeGreaterThan(of.now.wall + 60_000);
    expect(view(of).surelyOffAt).toBeLessThan(of.now.wall + 120_000);
  });

  it('tells what people said of it', () => {
    const of = world();
    const pump = of.state.pumps.get('pump-1')?.pump;
    if (!pump) throw new Error('no pump');
    const allowedHours = [{ from: 0, to: 1_440 }];
    of.happen({ kind: 'set-pump', pump: { ...pump, outOfService: 'broken', isCritical: true, allowedHours } });
    of.happen({ kind: 'trip', pump: 'pump-1', name: 'over-current', lockOut: true });
    const tank = { device: 'tank-1', point: 'level' };
    const setup: PumpSetup = {
      name: 'Well',
      device: 'pump-1',
      point: 'relay',
      motor: { phases: 1, flowLpm: 90 },
      tank,
    };
    const said = { outOfService: 'broken', isCritical: true, allowedHours, lockedOutBy: 'over-current' };
    expect(view(of, { ...nothing, setup })).toMatchObject({ ...said, flowLpm: 90, tank });
    const { tank: _, ...bare } = setup;
    const plain = view(of, { ...nothing, setup: { ...bare, motor: { phases: 1 } } });
    expect(plain).not.toHaveProperty('flowLpm');
    expect(plain).not.toHaveProperty('tank');
  });

  const reason = (more: Partial<Reason>): Reason =>
    ({
      name: 'dry-run',
      kind: 'stop',
      code: 'guard.dry-run',
      sentence: 'It runs dry.',
      remedy: 'Look.',
      ...more,
    }) as Reason;
  const ruled = (...reasons: Reason[]): PumpAround => ({ ...nothing, ruling: { reasons } as unknown as Ruling });

  it('tells what its guard says before what the engine says, and each thing once', () => {
    const of = world();
    of.happen({ kind: 'hold', pump: 'pump-1', name: 'dry-run' });
    const guard = { kind: 'stop', name: 'dry-run', code: 'guard.dry-run', sentence: 'It runs dry.', remedy: 'Look.' };
    expect(view(of, ruled(reason({}))).reasons).toEqual([guard]);
    of.happen({ kind: 'ready', pump: 'pump-1', name: 'dry-run' });
    of.happen({ kind: 'latch', isLatched: true, by: 'ana' });
    expect(view(of, ruled(reason({}))).reasons.map(({ name }) => name)).toEqual(['dry-run', 'latched']);
  });

  it('tells until when a guard stops or holds it, and by which figures', () => {
    const of = world();
    const until = (more: Partial<Reason>) => view(of, ruled(reason(more))).reasons[0];
    const at = of.now.mono + 5_000;
    expect(until({ kind: 'stop', retryAtMs: at } as Partial<Reason>)?.until).toBe(of.now.wall + 5_000);
    expect(until({ kind: 'hold', untilMs: at } as Partial<Reason>)?.until).toBe(of.now.wall + 5_000);
    expect(until({ kind: 'alert', untilMs: at, retryAtMs: at } as Partial<Reason>)).not.toHaveProperty('until');
    expect(until({ facts: { mA: 5 } } as Partial<Reason>)?.facts).toEqual({ mA: 5 });
  });

  it.each(['min-rest', 'starts-per-hour', 'node-lost'] as const)('leaves %s to the engine', (name) => {
    expect(view(world(), ruled(reason({ name }))).reasons).toEqual([]);
  });
});
