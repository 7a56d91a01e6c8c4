import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../fault.ts';
import { EngineBench, engineSite } from '../../testing/site-engine-bench.ts';
import type { SiteEngine } from './site-engine.ts';
import { SiteEngines } from './site-engines.ts';
import type { Pump } from './pump.ts';
import type { SharingEvent } from './events.ts';

let bench: EngineBench;
let engine: SiteEngine;
beforeEach(() => {
  bench = new EngineBench();
  bench.give('bo');
  bench.give('cy');
  engine = new SiteEngines(bench.parts, () => {}).of(engineSite);
});
afterEach(() => {
  engine.stop();
  bench.close();
});

const unwritable = expect.objectContaining({ name: 'Fault', code: 'unwritable' });

function setUp(more: Partial<Pump> = {}): void {
  const pump = bench.pump(more);
  const { group: id } = pump;
  engine.happen({ kind: 'set-group', group: groupOf(id) });
  engine.happen({ kind: 'set-pump', pump });
  engine.happen({ kind: 'report', pump: pump.id, on: false });
  bench.clock.advance(61_000);
  bench.since();
}

const groupOf = (id: string) => ({ id, site: engineSite, name: 'All', maxRunning: 1, restMs: 10_000 });
const wants = (user: string, seconds = 600, id = `run_${user}`, pump = 'pump-1'): SharingEvent => ({
  kind: 'request',
  request: { id, pump, user, by: user, seconds, isSuspended: false, availableS: 3_600, usedTodayS: 0 },
});
const reports = (on: boolean): SharingEvent => ({ kind: 'report', pump: 'pump-1', on });
const stops = (user = 'bo'): SharingEvent => ({ kind: 'stop', run: `run_${user}`, by: user, how: 'stopped-by-user' });
const state = (user = 'bo') => engine.state.runs.get(`run_${user}`)?.state;
const saved = (user = 'bo') => bench.store.forSite(engineSite).find(`run_${user}`);
const keys = () => [...bench.ledger.forSite(engineSite).walk()].map(({ key }) => key).filter((key) => key !== null);

describe('a request', () => {
  beforeEach(() => setUp());

  it('is written, and its start with it, before anything is sent', () => {
    expect(engine.happen(wants('bo')).ok).toBe(true);
    expect(bench.since()).toEqual([
      'written',
      'told',
      'record ON pump-1',
      'written',
      'release pump-1',
      'send ON pump-1',
      'told',
    ]);
    expect(saved()).toMatchObject({ state: 'starting', pump: 'pump-1', askedS: 600, reservedS: 600 });
    expect(bench.wallet('bo')).toEqual([3_600, 600]);
    expect(bench.deferred).toBe(0);
  });

  it('that has started and is confirmed takes back what was said of a start that was not', () => {
    engine.happen(wants('bo'));
    engine.happen(reports(true));
    expect(bench.alerts).toEqual([{ site: engineSite, rule: 'not-confirmed', do: 'clear' }]);
  });

  it('starts under the name of its run and start, with a lease and the expiry of a start', () => {
    engine.happen(wants('bo'));
    expect(bench.orders).toEqual([
      {
        id: 'run_bo-1',
        site: engineSite,
        device: 'pump-1',
        point: 'relay',
        by: 'gateway: run 1',
        value: true,
        expiryMs: 15_000,
        lease: { leaseS: 90, run: '1' },
      },
    ]);
  });

  it('that is refused writes and tells nothing, and what was to be written with it is not', () => {
    let recorded = 0;
    expect(engine.happen(wants('bo', 1), () => recorded++).ok).toBe(false);
    expect([bench.since(), recorded]).toEqual([[], 0]);
  });

  it('is written in one step with what is to be written beside it', () => {
    engine.happen(wants('bo'), () => bench.deeds.push('audit'));
    expect(bench.since().slice(0, 3)).toEqual(['audit', 'written', 'told']);
  });

  it('that the disk does not take is said, and nothing has changed', () => {
    bench.disk.nth = 1;
    expect(() => engine.happen(wants('bo'))).toThrow(unwritable);
    expect(bench.since()).toEqual(['not written']);
    expect([state(), bench.wallet('bo'), bench.orders]).toEqual([undefined, [3_600, 0], []]);
  });

  it('of more than the wallet has is a mistake of whoever asked for it, and not written', () => {
    expect(() => engine.happen(wants('eve'))).toThrow(new RangeError('10:00 min are wanted and 0:00 min are there.'));
    expect([state('eve'), bench.since()]).toEqual([undefined, ['not written']]);
  });

  it('of a device that keeps no lease starts without one', () => {
    const { leaseS: _, ...pump } = bench.pump();
    engine.happen({ kind: 'set-pump', pump });
    engine.happen(wants('bo'));
    expect(bench.orders[0]).not.toHaveProperty('lease');
  });
});

describe('a start', () => {
  beforeEach(() => setUp());

  it('that cannot be written is not sent, and is tried again after 5 s', () => {
    bench.disk.nth = 2;
    engine.happen(wants('bo'));
    expect(bench.since()).toEqual(['written', 'told', 'record ON pump-1', 'not written']);
    expect([state(), bench.errors]).toEqual(['waiting', ['A start could not be written and is not done.']]);
    bench.disk.nth = 0;
    bench.clock.advance(4_999);
    expect(bench.since()).toEqual([]);
    bench.clock.advance(1);
    expect(bench.since()).toContain('send ON pump-1');
    expect(state()).toBe('starting');
  });

  it('that the field refuses ends the run, gives all back, and comes when the present events are through', () => {
    bench.refusal = 'Everything is stopped.';
    engine.happen(wants('bo'));
    expect(bench.since()).toEqual(['written', 'told', 'written', 'told']);
    expect([state(), bench.deferred]).toEqual(['starting', 1]);
    bench.settle();
    expect(saved()).toMatchObject({ reason: 'not-confirmed', usedS: 0 });
    expect(bench.wallet('bo')).toEqual([3_600, 0]);
    const why = bench.store.forSite(engineSite).trail('run_bo').at(-1);
    expect(why).toMatchObject({ what: 'stopping', by: 'gateway', why: 'Everything is stopped.' });
    expect(bench.alerts).toEqual([{ site: engineSite, rule: 'not-confirmed', do: 'alert' }]);
  });

  it('that nobody confirms in 15 s is taken back, and costs nothing', () => {
    engine.happen(wants('bo'));
    bench.clock.advance(14_999);
    expect(state()).toBe('starting');
    bench.since();
    bench.clock.advance(1);
    expect(bench.since()).toEqual(['record OFF pump-1', 'written', 'send OFF pump-1', 'told']);
    expect(saved()).toMatchObject({ state: 'stopping', reason: 'not-confirmed', usedS: 0 });
    expect(bench.wallet('bo')).toEqual([3_600, 0]);
  });
});

describe('a run', () => {
  beforeEach(() => {
    setUp();
    engine.happen(wants('bo'));
    engine.happen(reports(true));
    bench.since();
  });

  it('is renewed every 20 s, which is neither written nor told', () => {
    bench.clock.advance(20_000);
    expect(bench.since()).toEqual(['renew pump-1: 90 s of run 1, within 5000 ms']);
  });

  it('set to 10 minutes and stopped at 6 costs 6', () => {
    bench.clock.advance(360_000);
    bench.since();
    engine.happen(stops());
    expect(bench.since()).toEqual(['record OFF pump-1', 'written', 'send OFF pump-1', 'told']);
    expect(bench.wallet('bo')).toEqual([3_240, 0]);
    expect(keys()).toEqual(['run_bo:reserve', 'run_bo:settle', 'run_bo:settle:2']);
    expect(bench.ledger.forSite(engineSite).entries({ user: 'bo', limit: 3 })).toMatchObject([
      {
        kind: 'release',
        seconds: 0,
        reservedSeconds: -240,
        actor: 'gateway',
        reason: 'stopped-by-user',
        run: 'run_bo',
      },
      { kind: 'use', seconds: -360, reservedSeconds: -360, actor: 'gateway', reason: 'stopped-by-user', run: 'run_bo' },
      { kind: 'reserve', seconds: 0, reservedSeconds: 600, actor: 'bo', reason: 'run', run: 'run_bo' },
    ]);
    const day = '2026-11-21';
    expect(bench.store.forSite(engineSite).pumpedOn('bo', day)).toBe(360);
  });

  it('leaves its trail, with who and why', () => {
    bench.clock.advance(5_000);
    engine.happen({ kind: 'stop', run: 'run_bo', by: 'ana', how: 'stopped-by-admin', why: 'leak' });
    const trail = bench.store.forSite(engineSite).trail('run_bo');
    expect(trail.map(({ what, by, why }) => [what, by, why])).toEqual([
      ['requested', 'bo', '600 s'],
      ['starting', 'gateway', undefined],
      ['running', 'gateway', undefined],
      ['stopping', 'ana', 'leak'],
    ]);
    expect(trail.at(-1)?.at).toBe(bench.clock.wallMs());
  });

  it('is booked once, also where it is there again though it was settled', () => {
    bench.clock.advance(60_000);
    const before = engine.state.runs.get('run_bo');
    engine.happen(stops());
    const entries = [...bench.ledger.forSite(engineSite).walk()].length;
    if (before) engine.state.apply({ pumps: new Map(), groups: new Map(), runs: new Map([['run_bo', before]]) });
    engine.happen(stops());
    expect([...bench.ledger.forSite(engineSite).walk()]).toHaveLength(entries);
    expect(bench.wallet('bo')).toEqual([3_540, 0]);
  });

  it('that costs more than the node has counted is refunded', () => {
    bench.clock.advance(100_000);
    engine.happen({ kind: 'heard', pump: 'pump-1', isHeard: true });
    engine.happen(stops());
    bench.clock.advance(130_000);
    expect(saved()).toMatchObject({ state: 'ended', usedS: 0 });
    expect(bench.ledger.forSite(engineSite).entries({ user: 'bo', limit: 1 })).toMatchObject([
      { kind: 'adjust', seconds: 100, reservedSeconds: 0, key: 'run_bo:refund', reason: 'the node counted less' },
    ]);
    expect(bench.wallet('bo')).toEqual([3_600, 0]);
    expect(bench.store.forSite(engineSite).pumpedOn('bo', '2026-11-21')).toBe(0);
  });

  it('frees its place for the next one once it is off, and not before', () => {
    engine.happen(wants('cy'));
    expect(state('cy')).toBe('waiting');
    engine.happen(stops());
    bench.clock.advance(30_000);
    expect(state('cy')).toBe('waiting');
    engine.happen(reports(false));
    bench.clock.advance(59_999);
    expect(state('cy')).toBe('waiting');
    bench.clock.advance(1);
    expect(state('cy')).toBe('starting');
  });
});

describe('what stops a pump', () => {
  beforeEach(() => {
    setUp();
    engine.happen(wants('bo'));
    engine.happen(reports(true));
    bench.clock.advance(25_000);
    bench.since();
    bench.disk.nth = 1;
  });

  it.each<[string, SharingEvent]>([
    ['who used it', { kind: 'stop', run: 'run_bo', by: 'bo', how: 'stopped-by-user' }],
    ['a protection', { kind: 'trip', pump: 'pump-1', name: 'over-current' }],
    ['the grid', { kind: 'grid', state: 'shedding' }],
    ['everything off', { kind: 'latch', isLatched: true, by: 'ana' }],
    ['a suspension', { kind: 'suspend', user: 'bo', by: 'ana' }],
  ])('(%s) is sent also where the disk takes nothing', (_who, event) => {
    expect(engine.happen(event).ok).toBe(true);
    expect(bench.since()).toEqual(['record OFF pump-1', 'not written', 'send OFF pump-1', 'told']);
    expect(bench.errors).toEqual(['A decision about pumps is not written yet.']);
    expect(saved()).toMatchObject({ state: 'running' });
  });

  it('is written by 5 s later, without being sent or told again', () => {
    engine.happen(stops());
    bench.since();
    bench.clock.advance(5_000);
    expect(bench.since()).toEqual(['not written']);
    expect(bench.errors.at(-1)).toBe('Decisions about pumps are still not written.');
    bench.disk.nth = 0;
    bench.clock.advance(4_999);
    expect(saved()).toMatchObject({ state: 'running' });
    bench.clock.advance(1);
    expect(bench.since()).toEqual(['written']);
    expect(saved()).toMatchObject({ state: 'stopping', usedS: 25 });
    expect(bench.wallet('bo')).toEqual([3_575, 0]);
    bench.clock.advance(5_000);
    expect(bench.since()).toEqual([]);
  });

  it('is written with the next thing that the disk takes, in its order and once', () => {
    engine.happen(stops());
    bench.since();
    bench.disk.nth = 0;
    engine.happen(reports(false));
    expect(bench.since()).toEqual(['written', 'told']);
    expect(saved()).toMatchObject({ state: 'ended', usedS: 25 });
    expect(keys()).toEqual(['run_bo:reserve', 'run_bo:settle', 'run_bo:settle:2']);
    bench.clock.advance(5_000);
    expect(bench.since()).toEqual([]);
  });

  it('waits on the disk with all that came after it', () => {
    engine.happen(stops());
    engine.happen(reports(false));
    expect(bench.since()).toEqual([
      'record OFF pump-1',
      'not written',
      'send OFF pump-1',
      'told',
      'not written',
      'told',
    ]);
    bench.disk.nth = 0;
    bench.clock.advance(5_000);
    expect(saved()).toMatchObject({ state: 'ended' });
  });

  it('ends the run also where its switch owes an OFF already, which is not sent twice', () => {
    bench.owed.add('pump-1');
    expect(engine.happen(stops()).ok).toBe(true);
    expect(bench.since()).toEqual(['not written', 'told']);
    expect([state(), bench.orders.length]).toEqual(['stopping', 1]);
    bench.disk.nth = 0;
    bench.clock.advance(5_000);
    expect(saved()).toMatchObject({ state: 'stopping', usedS: 25 });
  });

  it('of a person throws where it stops nothing and is not written', () => {
    const waits = wants('cy');
    bench.disk.nth = 0;
    engine.happen(waits);
    bench.disk.nth = 1;
    expect(() => engine.happen(stops('cy'))).toThrow(unwritable);
    expect(state('cy')).toBe('waiting');
  });

  it.each([
    ['a fault of another kind', new Fault('internal', 'something else')],
    ['a mistake of the program', new Error('a mistake')],
  ])('is sent also where %s keeps it from being written, and is written later', (_what, error) => {
    bench.disk.nth = 0;
    const fail = () => {
      throw error;
    };
    expect(engine.happen({ kind: 'grid', state: 'shedding' }, fail).ok).toBe(true);
    expect([state(), bench.orders.at(-1)]).toEqual(['hold', expect.objectContaining({ value: false })]);
    bench.clock.advance(5_000);
    expect(saved()).toMatchObject({ state: 'hold' });
  });
});

describe('what a person asks for and the disk does not take', () => {
  const who = { by: 'bo', why: 'so' };
  const more = { seconds: 60, by: 'bo', availableS: 3_600, usedTodayS: 0 };
  beforeEach(() => {
    setUp();
    engine.happen({ kind: 'latch', isLatched: true, by: 'ana' });
    for (const user of ['bo', 'cy']) engine.happen(wants(user));
    bench.give('di');
    bench.since();
    bench.disk.nth = 1;
  });

  it.each<[SharingEvent['kind'], () => SharingEvent]>([
    ['request', () => wants('di')],
    ['extend', () => ({ kind: 'extend', run: 'run_bo', ...more })],
    ['move', () => ({ kind: 'move', run: 'run_cy', before: 'run_bo', ...who })],
    ['remove', () => ({ kind: 'remove', run: 'run_cy', ...who })],
    ['swap', () => ({ kind: 'swap', run: 'run_bo', with: 'run_cy', by: 'bo' })],
    ['set-pump', () => ({ kind: 'set-pump', pump: bench.pump({ name: 'Well' }) })],
    ['set-group', () => ({ kind: 'set-group', group: { ...groupOf('all'), maxRunning: 2 } })],
    ['stop', () => stops('bo')],
  ])('(%s) is not done, and they are told', (_kind, event) => {
    const before = structuredClone([...engine.state.runs.values()]);
    expect(() => engine.happen(event())).toThrow(unwritable);
    expect(bench.since()).toEqual(['not written']);
    expect([...engine.state.runs.values()]).toEqual(before);
    expect(engine.state.pumps.get('pump-1')?.pump.name).toBe('pump-1');
    expect(engine.state.groups.get('all')?.group.maxRunning).toBe(1);
  });
});

describe('time', () => {
  it('is looked at within the hour where nothing is due, for the clock on the wall may jump', () => {
    setUp();
    expect((bench.clock.nextTimerAt ?? 0) - bench.clock.monoMs()).toBeLessThanOrEqual(3_600_000);
    engine.stop();
    expect(bench.clock.nextTimerAt).toBeUndefined();
    engine.happen({ kind: 'tick' });
    expect((bench.clock.nextTimerAt ?? 0) - bench.clock.monoMs()).toBe(3_600_000);
  });

  it('goes on after a mistake, which is told, 5 s later', () => {
    setUp();
    engine.happen(wants('bo'));
    engine.happen(reports(true));
    bench.mistake = new Error('a mistake');
    bench.clock.advance(20_000);
    expect(bench.errors).toEqual(['The pumps of a site could not go on, and try again']);
    expect((bench.clock.nextTimerAt ?? 0) - bench.clock.monoMs()).toBe(5_000);
    bench.mistake = undefined;
    bench.clock.advance(20_000);
    expect(bench.since()).toContain('renew pump-1: 90 s of run 1, within 5000 ms');
  });
});
