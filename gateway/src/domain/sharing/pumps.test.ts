import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PointPatch, PumpSetup } from '../../contract/index.ts';
import { pumpNode } from '../../device-types/pump-node.ts';
import { EngineBench, engineSite, otherEngineSite } from '../../testing/site-engine-bench.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import { PumpGuards } from '../protection/pump-guards.ts';
import type { PumpSetupStore } from './pump-ports.ts';
import { Pumps, type PumpField } from './pumps.ts';
import { Sharing } from './sharing.ts';

let bench: EngineBench;
let sharing: Sharing;
let guards: PumpGuards;
let store: PumpSetupStore;
let pumps: Pumps;
let told: string[];
let patched: [string, string, PointPatch][];
let devices: Set<string>;
let isSafe: boolean;

beforeEach(() => {
  bench = new EngineBench();
  [told, patched, devices, isSafe] = [[], [], new Set(['node-1', 'node-2']), true];
  store = bench.setups;
  ({ sharing, guards, pumps } = make());
});
afterEach(() => {
  guards.stop();
  sharing.stop();
  bench.close();
});

function make() {
  const { clock, events, parts } = bench;
  const { audit, newId, log, defer } = parts;
  const field: PumpField = {
    typeOf: (site, device) => (site === engineSite && devices.has(device) ? pumpNode : undefined),
    findPoint: (site, device, id) =>
      site === engineSite && devices.has(device) ? pumpNode.points.find((point) => point.id === id) : undefined,
    patchPoint: (_actor, device, point, patch): Outcome<unknown> => {
      patched.push([device, point, patch]);
      return isSafe ? done(undefined) : refused('unsafe-load', 'It needs a contactor.');
    },
  };
  const shared = new Sharing(parts);
  const watched = new PumpGuards({ store, clock, events, log, defer, onRuling: () => {} });
  const onChange = (site: string) => void told.push(site);
  const onRemoved = (site: string, id: string) => void told.push(`${site} ${id} is gone`);
  const made = new Pumps({ store, sharing: shared, guards: watched, field, audit, clock, newId, onChange, onRemoved });
  return { sharing: shared, guards: watched, pumps: made };
}

const setup: PumpSetup = { name: 'Well', device: 'node-1', point: 'relay', motor: { phases: 1 } };
const ana = () => bench.actor('ana', 'admin');
const noPump = { ok: false, refusal: { code: 'not-found', detail: 'There is no such pump here.' } };
const add = (more: Partial<PumpSetup> = {}) => pumps.add(ana(), { ...setup, ...more });
/** What was told, audited and written until now is left out. */
function fresh(): void {
  told = [];
  bench.audited.length = 0;
  bench.since();
}
function use(): void {
  bench.give('bo');
  bench.refusal = 'not yet';
  const wish = { id: 'run_1', pump: 'pump_1', seconds: 600 };
  bench.latch = { latched: true };
  sharing.request(bench.actor('bo'), wish);
}

describe('a new pump', () => {
  it('is shown, watched and shared, its switch is marked, and it is audited in the same step', () => {
    bench.since();
    expect(add({ hasContactor: true })).toMatchObject({
      ok: true,
      value: { id: 'pump_1', name: 'Well', device: 'node-1' },
    });
    expect(patched).toEqual([['node-1', 'relay', { load: 'pump', contactor: true }]]);
    expect(guards.find('pump_1')?.pump).toMatchObject({ device: 'node-1', point: 'relay', site: engineSite });
    expect(sharing.stateOf(engineSite).pumps.get('pump_1')?.pump).toMatchObject({ name: 'Well', leaseS: 90 });
    expect(bench.audited).toEqual([
      {
        actor: ana(),
        action: 'pump.add',
        subject: 'pump_1',
        before: undefined,
        after: { ...setup, hasContactor: true },
        result: 'done',
      },
    ]);
    expect(told).toEqual([engineSite]);
    expect(pumps.list(engineSite)).toMatchObject([
      { id: 'pump_1', shownBy: { current: { device: 'node-1', point: 'current' } } },
    ]);
  });

  it('of which no contactor is said marks none', () => {
    add({ hasContactor: false });
    expect(patched).toEqual([['node-1', 'relay', { load: 'pump' }]]);
  });

  it.each<[string, Partial<PumpSetup>, object]>([
    [
      'on a device that is not there',
      { device: 'node-9' },
      { code: 'invalid', detail: 'There is no switch relay of node-9 here.', pointer: '/point' },
    ],
    [
      'on a point that is no switch',
      { point: 'current' },
      { code: 'invalid', detail: 'There is no switch current of node-1 here.', pointer: '/point' },
    ],
    [
      'with a sensor that is not there',
      { wiring: { flow: { device: 'node-9', point: 'flow' } } },
      { code: 'invalid', pointer: '/wiring/flow' },
    ],
  ])('%s is none, and nothing is written', (_what, more, refusal) => {
    bench.since();
    expect(add(more)).toMatchObject({ ok: false, refusal });
    expect([bench.since(), patched, bench.audited, told]).toEqual([[], [], [], []]);
  });

  it('on a switch that has one is none, and the other is named', () => {
    add();
    expect(add({ name: 'Second' })).toEqual({
      ok: false,
      refusal: { code: 'conflict', detail: 'Well hangs on this switch already.' },
    });
    expect(add({ device: 'node-2' }).ok).toBe(true);
  });

  it('that is not safe there is none', () => {
    isSafe = false;
    expect(add()).toEqual({ ok: false, refusal: { code: 'unsafe-load', detail: 'It needs a contactor.' } });
    expect([pumps.list(engineSite), store.all()]).toEqual([[], []]);
  });
});

describe('a pump', () => {
  beforeEach(() => {
    add({ feeder: { device: 'node-2', point: 'relay' } });
    fresh();
  });

  it('is there for its own site', () => {
    expect(pumps.find(engineSite, 'pump_1')).toMatchObject({ id: 'pump_1' });
    expect(pumps.find(engineSite, 'gone')).toBeUndefined();
    expect(pumps.detail(otherEngineSite, 'pump_1')).toEqual(noPump);
  });

  it('is told with what was said of it, its limits, and how it is watched', () => {
    expect(pumps.detail(engineSite, 'pump_1')).toMatchObject({
      ok: true,
      value: {
        pump: { id: 'pump_1' },
        setup: { name: 'Well' },
        limits: { leaseS: 90 },
        learning: { isAwaited: false },
      },
    });
    const detail = pumps.detail(engineSite, 'pump_1');
    expect(detail.ok && detail.value.protections.map(({ name }) => name)).toContain('dry-run');
    guards.remove('pump_1');
    expect(pumps.detail(engineSite, 'pump_1')).toMatchObject({
      value: { protections: [], learning: { isAwaited: false } },
    });
  });

  it('is changed, with what it was in the audit', () => {
    const before = store.find(engineSite, 'pump_1');
    const after = { ...setup, name: 'Deep well', limits: { longestRunS: 1_200 } };
    expect(pumps.change(ana(), 'pump_1', after)).toMatchObject({
      ok: true,
      value: { setup: after, limits: { longestRunS: 1_200 } },
    });
    expect(bench.audited).toMatchObject([{ action: 'pump.change', subject: 'pump_1', before, after }]);
    expect(pumps.find(engineSite, 'pump_1')).toMatchObject({ name: 'Deep well', longestRunS: 1_200 });
    expect(pumps.feederOf('pump_1')).toBeUndefined();
    expect(pumps.change(ana(), 'gone', after)).toEqual(noPump);
    expect(pumps.change(ana(), 'pump_1', { ...after, point: 'current' })).toMatchObject({
      refusal: { pointer: '/point' },
    });
  });

  it.each<[string, Partial<PumpSetup>]>([
    ['another device', { device: 'node-2' }],
    ['another point', { point: 'current' }],
    ['another group', { group: 'north' }],
  ])('that somebody waits for does not move to %s', (_what, more) => {
    use();
    expect(pumps.change(ana(), 'pump_1', { ...setup, ...more })).toEqual({
      ok: false,
      refusal: { code: 'conflict', detail: 'Somebody uses this pump or waits for it. Put it out of service first.' },
    });
    expect(pumps.change(ana(), 'pump_1', { ...setup, name: 'Deep well' }).ok).toBe(true);
  });

  it('that nobody uses moves', () => {
    expect(pumps.change(ana(), 'pump_1', { ...setup, device: 'node-2', group: 'north' }).ok).toBe(true);
    expect(pumps.find(engineSite, 'pump_1')).toMatchObject({ device: 'node-2', group: 'north' });
  });

  it('that was switched on by hand does not move, nobody waiting', () => {
    sharing.tell(engineSite, { kind: 'report', pump: 'pump_1', on: true });
    expect(pumps.change(ana(), 'pump_1', { ...setup, device: 'node-2' })).toMatchObject({
      refusal: { code: 'conflict' },
    });
  });

  it('is removed with all that was said of it, audited in the same step', () => {
    const before = store.find(engineSite, 'pump_1');
    expect(pumps.remove(ana(), 'pump_1')).toEqual({ ok: true, value: undefined });
    expect([store.all(), pumps.list(engineSite), guards.find('pump_1'), pumps.feederOf('pump_1')]).toEqual([
      [],
      [],
      undefined,
      undefined,
    ]);
    expect(bench.audited).toEqual([{ actor: ana(), action: 'pump.remove', subject: 'pump_1', before, result: 'done' }]);
    expect(told).toEqual([`${engineSite} pump_1 is gone`, engineSite]);
    expect(pumps.remove(ana(), 'pump_1')).toEqual(noPump);
  });

  it('that somebody waits for is not removed', () => {
    use();
    told = [];
    expect(pumps.remove(ana(), 'pump_1')).toEqual({
      ok: false,
      refusal: {
        code: 'conflict',
        detail:
          'Somebody uses this pump or waits for it. Put it out of service, take who waits out of its queue, and then remove it.',
      },
    });
    expect([store.all().length, told, guards.find('pump_1') !== undefined]).toEqual([1, [], true]);
  });

  it('is taken out of service and back, by an admin', () => {
    expect(pumps.setService(ana(), 'pump_1', 'the seal leaks')).toMatchObject({
      value: { outOfService: 'the seal leaks' },
    });
    expect(store.find(engineSite, 'pump_1')).toMatchObject({ outOfService: 'the seal leaks' });
    expect(bench.audited).toMatchObject([{ action: 'pump.change', after: { outOfService: 'the seal leaks' } }]);
    const back = pumps.setService(ana(), 'pump_1', null);
    expect(back.ok && back.value).not.toHaveProperty('outOfService');
    expect(store.find(engineSite, 'pump_1')).not.toHaveProperty('outOfService');
    expect(pumps.setService(ana(), 'gone', null)).toEqual(noPump);
    devices.clear();
    expect(pumps.setService(ana(), 'pump_1', null)).toMatchObject({ refusal: { code: 'invalid', pointer: '/point' } });
    expect(pumps.setService(ana(), 'pump_1', 'the seal leaks')).toEqual({
      ok: false,
      refusal: { code: 'conflict', detail: 'Its device is gone. Set the pump up on another one, or remove it.' },
    });
  });

  it('is reset by who has looked at it, with a reason', () => {
    sharing.tell(engineSite, { kind: 'trip', pump: 'pump_1', name: 'over-current', lockOut: true });
    told = [];
    expect(pumps.find(engineSite, 'pump_1')?.lockedOutBy).toBe('over-current');
    const reset = pumps.reset(ana(), 'pump_1', 'cable mended');
    expect(reset.ok && reset.value).not.toHaveProperty('lockedOutBy');
    expect(bench.audited).toEqual([
      { actor: ana(), action: 'pump.reset', subject: 'pump_1', after: { reason: 'cable mended' }, result: 'done' },
    ]);
    expect(told).toEqual([engineSite]);
    expect(pumps.reset(ana(), 'gone', 'why')).toEqual(noPump);
  });

  it('is taken for off on the word of an admin', () => {
    sharing.tell(engineSite, { kind: 'report', pump: 'pump_1', on: true });
    expect(pumps.find(engineSite, 'pump_1')?.holdsSlot).toBe(true);
    fresh();
    expect(pumps.offAtPanel(ana(), 'pump_1', 'pulled the fuse')).toMatchObject({
      value: { holdsSlot: false, is: 'off' },
    });
    expect(bench.audited).toMatchObject([{ action: 'pump.off-at-panel', after: { reason: 'pulled the fuse' } }]);
  });

  it('learns its usual current when it is told to, and forgets it', () => {
    expect(pumps.learn(ana(), 'pump_1')).toMatchObject({ ok: true, value: { learning: { isAwaited: true } } });
    expect(pumps.forgetLearned(ana(), 'pump_1')).toMatchObject({ ok: true, value: { learning: { isAwaited: false } } });
    expect(bench.audited).toEqual([
      { actor: ana(), action: 'pump.learn', subject: 'pump_1', result: 'done' },
      { actor: ana(), action: 'pump.forget-learned', subject: 'pump_1', result: 'done' },
    ]);
    expect(pumps.learn(ana(), 'gone')).toEqual(noPump);
    expect(pumps.forgetLearned(ana(), 'gone')).toEqual(noPump);
  });

  it('knows what feeds it', () => {
    expect(pumps.feederOf('pump_1')).toEqual({ device: 'node-2', point: 'relay' });
    expect(pumps.feederOf('gone')).toBeUndefined();
  });
});

describe('after a start of the gateway', () => {
  beforeEach(() => {
    add({ feeder: { device: 'node-2', point: 'relay' } });
    guards.stop();
    sharing.stop();
    ({ sharing, guards, pumps } = make());
    fresh();
    patched = [];
  });

  it('every pump whose device is there is watched again, and nothing is written', () => {
    pumps.start();
    expect(guards.find('pump_1')?.pump.device).toBe('node-1');
    expect([bench.audited, told]).toEqual([[], []]);
  });

  it('a pump whose device is gone is kept, and its feeder known', () => {
    devices.clear();
    pumps.start();
    expect([guards.find('pump_1'), pumps.feederOf('pump_1')]).toEqual([
      undefined,
      { device: 'node-2', point: 'relay' },
    ]);
  });

  it('a device that comes back has its pumps set up again, and no other', () => {
    pumps.welcome(ana(), 'node-2');
    pumps.welcome({ ...ana(), site: otherEngineSite }, 'node-1');
    expect([guards.find('pump_1'), patched]).toEqual([undefined, []]);
    pumps.welcome(ana(), 'node-1');
    expect(guards.find('pump_1')?.pump.device).toBe('node-1');
    expect(patched).toEqual([['node-1', 'relay', { load: 'pump' }]]);
    expect(bench.audited).toMatchObject([{ action: 'pump.change', subject: 'pump_1' }]);
  });

  it('a device that comes back and is not safe any more starts no pump, is watched, and both are told', () => {
    isSafe = false;
    pumps.welcome(ana(), 'node-1');
    expect(guards.find('pump_1')?.pump.device).toBe('node-1');
    const outOfService = 'Its device is another one now. It needs a contactor.';
    expect(pumps.find(engineSite, 'pump_1')).toMatchObject({ outOfService });
    expect(bench.audited).toEqual([
      {
        actor: ana(),
        action: 'pump.withdraw',
        subject: 'pump_1',
        after: { why: 'It needs a contactor.' },
        result: 'done',
      },
    ]);
    expect(told).toEqual([engineSite]);
    expect(pumps.setService(ana(), 'pump_1', null)).toMatchObject({ refusal: { code: 'unsafe-load' } });
    isSafe = true;
    expect(pumps.setService(ana(), 'pump_1', null).ok).toBe(true);
  });
});
