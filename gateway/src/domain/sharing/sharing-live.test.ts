import { beforeEach, describe, expect, it } from 'vitest';
import type { Change, GridView, PumpView } from '../../contract/index.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { EventBus } from '../events.ts';
import type { Group } from './pump.ts';
import type { Run } from './run.ts';
import { SharingLive } from './sharing-live.ts';
import type { Changes, SharingState } from './state.ts';

const site = 'site_1';
let clock: FakeClock;
let live: SharingLive;
let told: Change[];
let deferred: (() => void)[];
let pumps: PumpView[];
let groups: Group[];
let queue: { run: Run; position: number; startsMono?: number }[];
let hasViewers: boolean;

const run: Run = {
  id: 'run_1',
  number: 7,
  pump: 'pump_1',
  group: 'all',
  user: 'bo',
  by: 'Bo',
  order: 1,
  state: 'waiting',
  askedS: 600,
  reservedS: 600,
  pumpedMs: 0,
  provenMs: 0,
  uncountedS: 0,
  countedS: 0,
  starts: 0,
  dropouts: 0,
  requestedAt: 5,
};
const pump = (id: string, name = id) => ({ id, name }) as PumpView;
const group = (id: string, maxRunning = 1): Group => ({ id, site, name: id, maxRunning, restMs: 10_000 });
const changes = (...runs: Run[]): Changes => ({
  pumps: new Map(),
  groups: new Map(),
  runs: new Map(runs.map((one) => [one.id, one])),
});

beforeEach(() => {
  clock = new FakeClock();
  [told, deferred, pumps, groups, queue, hasViewers] = [[], [], [pump('pump_1')], [group('all')], [], true];
  const events = new EventBus();
  events.on('change', (event) => {
    if (event.site === site) told.push(event.change);
  });
  live = new SharingLive({
    sharing: {
      stateOf: () =>
        ({
          setup: { billing: 'minutes' },
          runs: new Map([['run_1', run]]),
          groups: new Map(groups.map((one) => [one.id, { group: one }])),
        }) as unknown as SharingState,
      queue: () => queue,
      groups: () => groups,
    },
    pumps: { list: () => pumps },
    grids: { view: () => ({ state: 'good' }) as unknown as GridView },
    events,
    clock,
    hasViewers: () => hasViewers,
    personOf: (_site, user) => ({ name: `${user}!`, badge: {} as never }),
    defer: (later) => void deferred.push(later),
  });
});

const settle = () => {
  for (let later = deferred.shift(); later; later = deferred.shift()) later();
  return told.splice(0);
};
const whats = () => settle().map(({ what }) => what);
const note = (...runs: Run[]) => {
  live.note(site, changes(...runs));
  return whats();
};
const look = (ms = 1_000) => {
  clock.advance(ms);
  return told.splice(0).map(({ what }) => what);
};

it('who begins to look gets all of it', () => {
  queue = [{ run, position: 1, startsMono: clock.monoMs() + 5_000 }];
  expect(live.view(site)).toMatchObject({
    billing: 'minutes',
    pumps: [{ id: 'pump_1' }],
    groups: [{ id: 'all', restS: 10 }],
    runs: [{ id: 'run_1', name: 'bo!' }],
    places: [{ group: 'all', places: [['run_1', clock.wallMs() + 5_000]] }],
    grid: { state: 'good' },
  });
});

describe('what was decided', () => {
  it('is told once the present events are through: the run, its pump and its group', () => {
    live.note(site, changes(run));
    live.note(site, changes({ ...run, state: 'starting' }));
    expect([told, deferred.length]).toEqual([[], 1]);
    expect(settle()).toMatchObject([
      { what: 'wallet', user: 'bo' },
      { what: 'run', run: { id: 'run_1', state: 'starting', name: 'bo!' } },
      { what: 'pump', pump: { id: 'pump_1' } },
      { what: 'pump-group', group: { id: 'all' } },
    ]);
  });

  it('is told of a pump and a group only where they look different', () => {
    note(run);
    expect(note(run)).toEqual(['run']);
    pumps = [pump('pump_1', 'Well')];
    expect(note(run)).toEqual(['run', 'pump']);
    groups = [group('all', 2)];
    expect(note(run)).toEqual(['run', 'pump-group']);
  });

  it('is told of the minutes of its user as often as they change', () => {
    note(run);
    expect(note({ ...run, state: 'running' })).toEqual(['run']);
    expect(note({ ...run, reservedS: 900 })).toEqual(['wallet', 'run']);
    expect(note({ ...run, reservedS: 900, state: 'stopping', usedS: 60 })).toEqual(['wallet', 'run']);
    expect(note({ ...run, reservedS: 900, state: 'ended', usedS: 60 })).toEqual(['wallet', 'run']);
  });

  it('is told of the minutes also where no page of the site looks, and of nothing else', () => {
    hasViewers = false;
    expect(note(run)).toEqual(['wallet']);
    hasViewers = true;
    expect(note()).toEqual(['pump', 'pump-group']);
  });

  it('may be marked again after it was told', () => {
    live.mark(site);
    live.mark(site);
    expect(deferred).toHaveLength(1);
    settle();
    live.mark(site);
    expect(deferred).toHaveLength(1);
  });

  it('is told of a pump that is gone, once', () => {
    note();
    pumps = [];
    live.mark(site);
    expect(settle()).toEqual([{ what: 'pump-gone', pump: 'pump_1' }]);
    expect(note()).toEqual([]);
    pumps = [pump('pump_1')];
    expect(note()).toEqual(['pump']);
  });
});

describe('what time alone changes', () => {
  beforeEach(() => {
    live.view(site);
    look();
  });

  it('is looked at once a second: pumps and who comes when', () => {
    pumps = [pump('pump_1', 'Well')];
    queue = [{ run, position: 1 }];
    expect(look(999)).toEqual([]);
    expect(look(1)).toEqual(['pump', 'places']);
    expect(look()).toEqual([]);
  });

  it('is told as places of its group, with when each is likely to start', () => {
    queue = [{ run, position: 1, startsMono: clock.monoMs() + 61_000 }];
    clock.advance(1_000);
    expect(told).toEqual([{ what: 'places', group: 'all', places: [['run_1', clock.wallMs() + 60_000]] }]);
  });

  it('is the same guess while it moves by less than a few seconds', () => {
    clock.jumpWall(5_000 - (clock.wallMs() % 5_000));
    const base = clock.monoMs() + 60_000;
    queue = [{ run, position: 1, startsMono: base }];
    expect(look()).toEqual(['places']);
    queue = [{ run, position: 1, startsMono: base + 2_000 }];
    expect(look()).toEqual([]);
    queue = [{ run, position: 1, startsMono: base + 5_000 }];
    expect(look()).toEqual(['places']);
    queue = [{ run, position: 1 }];
    expect(look()).toEqual(['places']);
  });

  it('is looked at no more once nobody looks, and again when somebody does', () => {
    hasViewers = false;
    look();
    expect(clock.nextTimerAt).toBeUndefined();
    hasViewers = true;
    live.view(site);
    live.view(site);
    queue = [{ run, position: 1 }];
    expect(look()).toEqual(['places']);
  });

  it('is looked at no more after the end', () => {
    live.stop();
    expect(clock.nextTimerAt).toBeUndefined();
  });
});

it('ends without having begun', () => {
  live.stop();
  expect(told).toEqual([]);
});
