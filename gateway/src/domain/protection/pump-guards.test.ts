import { beforeEach, describe, expect, it } from 'vitest';
import type { Command, SwitchView } from '../../contract/index.ts';
import { plainPump } from '../../testing/guard-bench.ts';
import { PumpGuardsBench, watchedPump, wiredTo } from '../../testing/pump-guards-bench.ts';

let bench: PumpGuardsBench;

beforeEach(() => {
  bench = new PumpGuardsBench();
  bench.guards.start();
});

/** The motor draws too much for so long that it is locked out. */
const overCurrent = () => bench.contact({ reported: 'on' }).readFor(5, 'current', 9_000);
const contactor = (id = 'pump-1') => bench.guards.find(id)?.state.contactor;
/** With a rest that is over before its silence says anything. */
const resting = { setup: { ...plainPump, settings: { 'min-rest': { restS: 20 } } } };

describe('the guard of a pump', () => {
  it('says at once how it stands', () => {
    expect(bench.watch().since()).toEqual(['pump-1: well']);
    expect(bench.guards.ruling('pump-1')).toMatchObject({ reasons: [], mayRun: true });
    expect(bench.guards.find('pump-1')?.pump).toEqual(watchedPump);
  });

  it('says each thing once, and what is over too', () => {
    bench.watch(resting).contact({ reported: 'on' });
    bench.since();
    bench.readFor(20, 'current', 5_000);
    expect(bench.since()).toEqual([]);
    bench.contact({ reported: 'off' }).pass(19_999);
    expect(new Set(bench.since())).toEqual(new Set(['pump-1: hold min-rest']));
    expect(bench.pass(1).since()).toEqual(['pump-1: well']);
  });

  it('answers for this moment, whenever it was told last', () => {
    bench.watch(resting).contact({ reported: 'off' });
    bench.guards.stop();
    expect(bench.pass(19_999).guards.ruling('pump-1')?.mayRun).toBe(false);
    expect(bench.pass(1).guards.ruling('pump-1')?.mayRun).toBe(true);
  });

  it('knows nothing of a pump that nobody watches', () => {
    expect(bench.guards.ruling('pump-1')).toBeUndefined();
    expect(bench.guards.find('pump-1')).toBeUndefined();
    bench.guards.tell('pump-1', { type: 'reset' });
    bench.guards.remove('pump-1');
    expect(bench.since()).toEqual([]);
  });
});

describe('time alone', () => {
  it('shows that a running motor is not heard any more', () => {
    bench.watch().contact({ reported: 'on' });
    bench.since();
    expect(bench.pass(30_000).since()).toEqual([]);
    expect(bench.pass(1_000).since()).toEqual(['pump-1: stop node-lost']);
  });

  it('shows it of a motor of which nothing is known yet, also where it was watched before the start', () => {
    const early = new PumpGuardsBench().watch();
    expect(early.clock.nextTimerAt).toBeUndefined();
    early.guards.start();
    early.since();
    expect(early.pass(31_000).since()).toEqual(['pump-1: stop node-lost']);
  });

  it('is asked once a second, by one timer for all', () => {
    bench.watch().watch({ id: 'pump-2', device: 'node-2' });
    const from = bench.clock.monoMs();
    expect(bench.clock.nextTimerAt).toBe(from + 1_000);
    expect(bench.pass(1_000).clock.nextTimerAt).toBe(from + 2_000);
  });

  it('changes nothing of a motor that is off and well: it is left alone, also while another runs', () => {
    bench.watch().contact({ reported: 'off' }).pass(1_000);
    expect(bench.clock.nextTimerAt).toBeUndefined();
    bench.watch({ id: 'pump-2', device: 'node-2' }).contact({ reported: 'on' }, { device: 'node-2' });
    bench.since();
    expect(bench.pass(59_000).since()).toEqual(['pump-2: stop node-lost']);
  });

  it('ends the rest of a motor that is off', () => {
    bench.watch(resting).contact({ reported: 'off' }).pass(19_000);
    bench.since();
    expect(bench.pass(1_000).since()).toEqual(['pump-1: well']);
    expect(bench.pass(1_000).clock.nextTimerAt).toBeUndefined();
  });

  it('passes unseen once the guards have stopped, and so does what happens then', () => {
    bench.watch().contact({ reported: 'on' });
    bench.guards.stop();
    bench.since();
    expect(bench.clock.nextTimerAt).toBeUndefined();
    bench.contact({ reported: 'off' }).read('current', 9_000).pass(60_000);
    expect([bench.since(), contactor()?.state]).toEqual([[], 'on']);
    bench.guards.tell('pump-1', { type: 'reset' });
    expect(bench.clock.nextTimerAt).toBeUndefined();
  });
});

describe('what a device reads', () => {
  it('is judged by when it was taken, not by when it was heard', () => {
    bench.watch().contact({ reported: 'on' }).pass(10_000);
    bench.since();
    const now = bench.clock.wallMs();
    bench.hear('current', 9_000, { at: now - 4_999 }).read('current', 9_000);
    expect(bench.since()).toEqual([]);
    bench.hear('current', 9_000, { at: now - 5_000 }).read('current', 9_000, { at: now });
    expect(bench.since()).toEqual([]);
    bench.pass(1).read('current', 9_000);
    expect(bench.since()).toEqual(['pump-1: lock-out over-current']);
  });

  it('counts as of now where its clock is ahead', () => {
    bench.watch().contact({ reported: 'on' }).pass(10_000);
    bench.read('current', 9_000, { at: bench.clock.wallMs() + 3_600_000 });
    expect(bench.guards.find('pump-1')?.state.samples.current?.at).toBe(bench.clock.monoMs());
  });

  it('is looked at together with its contact, whichever was told first', () => {
    bench.watch().contact({ reported: 'off' }).pass(10_000);
    bench.since();
    bench.hear('current', 5_000).contact({ reported: 'on' }).settle();
    expect(bench.since()).toEqual([]);
  });

  it('shows a welded contact that is not told to have closed', () => {
    bench.watch().contact({ reported: 'off' }).pass(10_000);
    bench.since();
    expect(bench.read('current', 5_000).since()).toEqual(['pump-1: lock-out welded']);
  });

  it.each([
    ['another site', 'current', { site: 'site-2' }],
    ['another device', 'current', { device: 'node-2' }],
    ['another point', 'power', {}],
    ['a broken sensor', 'current', { quality: 'out-of-range' }],
  ] as const)('says nothing of a pump where it is of %s', (_what, point, source) => {
    bench.watch().contact({ reported: 'off' }).pass(10_000);
    bench.since();
    expect(bench.read(point, 5_000, source).since()).toEqual([]);
  });

  it('concerns each pump that is read there', () => {
    const meter = wiredTo('meter-1', 'voltage');
    const setup = { ...watchedPump.setup, watched: ['voltage'] } as const;
    bench.watch({ setup, wiring: meter }).watch({ id: 'pump-2', device: 'node-2', setup, wiring: meter });
    bench.since();
    for (let second = 0; second <= 5; second += 1) bench.read('voltage', 150, { device: 'meter-1' }).pass(1_000);
    expect(bench.since()).toEqual(['pump-1: hold under-voltage', 'pump-2: hold under-voltage']);
  });

  it('shows that its device is there, and not that another is', () => {
    bench.watch({ wiring: wiredTo('meter-1', 'current') }).contact({ reported: 'on' });
    bench.since();
    bench.pass(25_000).read('power', 1).pass(25_000).read('current', 5_000, { device: 'meter-1' });
    expect(bench.since()).toEqual([]);
    bench.pass(6_000).read('current', 5_000, { device: 'meter-1' });
    expect(bench.since()).toEqual(['pump-1: stop node-lost']);
  });
});

describe('what a device says of its contact', () => {
  const on = (state: Command['state'], value = true): Command => ({
    id: 'cmd-1',
    device: 'node-1',
    point: 'relay',
    value,
    state,
    owed: false,
    by: 'ana',
    acceptedAt: 0,
    tries: 1,
    trail: [],
  });

  it.each<[string, string, Partial<SwitchView>]>([
    ['on', 'on', { reported: 'on' }],
    ['off', 'off', { reported: 'off' }],
    ['unknown', 'unknown', { reported: 'unknown' }],
    ['off, where the outlet has tripped', 'off', { reported: 'tripped' }],
    ['off, where it has tripped while an ON is on its way', 'off', { reported: 'tripped', command: on('sent') }],
    ['unknown while an ON waits', 'unknown', { reported: 'off', command: on('pending') }],
    ['unknown while an ON is on its way', 'unknown', { reported: 'off', command: on('sent') }],
    ['unknown while an ON has been delivered', 'unknown', { reported: 'off', command: on('delivered') }],
    ['off where the ON has come to nothing', 'off', { reported: 'off', command: on('failed') }],
    ['off where it went off after the ON', 'off', { reported: 'off', command: on('confirmed') }],
    ['off while an OFF is on its way', 'off', { reported: 'off', command: on('sent', false) }],
    ['on while it is renewed', 'on', { reported: 'on', command: on('sent') }],
  ])('is taken for %s', (_what, state, view) => {
    bench.watch().contact(view);
    expect(contactor()?.state).toBe(state);
  });

  it.each<[string, number, Partial<SwitchView>]>([
    ['has been so since it said so', 15, { reportedAt: -5_000 }],
    ['is so since now where nobody knows since when', 20, {}],
    ['is so since now where its clock is ahead', 20, { reportedAt: 20_000 }],
  ])('%s', (_what, seconds, { reportedAt }) => {
    const at = reportedAt === undefined ? undefined : bench.clock.wallMs() + reportedAt;
    bench.watch(resting).contact({ reported: 'off', reportedAt: at });
    expect(bench.guards.ruling('pump-1')?.verdict?.facts).toEqual({ seconds });
  });

  it.each([
    ['another site', { site: 'site-2' }],
    ['another device', { device: 'node-2' }],
    ['a meter of the pump', { device: 'meter-1' }],
    ['another switch of its device', { point: 'relay-2' }],
  ])('says nothing of a pump where it is of %s', (_what, source) => {
    bench.watch({ wiring: wiredTo('meter-1', 'current') }).contact({ reported: 'on' }, source);
    expect(contactor()?.state).toBe('unknown');
  });

  it('is not said by other changes of its device', () => {
    bench.watch().contact({ reported: 'on' });
    bench.show({ definition: { id: 'relay', kind: 'switch', label: 'Pump', unit: '' } });
    bench.events.emit('change', { site: 'site-1', change: { what: 'device-gone', device: 'node-1' } });
    expect(contactor()?.state).toBe('on');
  });

  it('is unknown while an ON is on its way, so that a meter that is first to see the motor finds no welded contact', () => {
    bench.watch().contact({ reported: 'off' }).pass(10_000);
    bench.since();
    bench.contact({ reported: 'off', command: on('sent') }).read('current', 5_000);
    expect(bench.since()).toEqual([]);
  });
});

describe('a trip that keeps the pump from nothing any more', () => {
  const standing = () => bench.guards.find('pump-1')?.state.trips['dry-run'];
  /** Tripped once for want of water; its retry may begin. */
  beforeEach(() => {
    bench.watch().contact({ reported: 'on' }).readFor(15, 'current', 1_000);
    bench.contact({ reported: 'off' }).readFor(900, 'power', 0);
  });

  it('leaves the pump well, and a motor that is off alone', () => {
    expect([bench.since().at(-1), standing()?.count]).toEqual(['pump-1: well', 1]);
    expect(bench.pass(1_000).clock.nextTimerAt).toBeUndefined();
  });

  it('is told to be over once a later run was good for long enough', () => {
    bench.since();
    bench.contact({ reported: 'on' }).readFor(1_799, 'current', 5_000);
    expect([bench.since(), standing()?.count]).toEqual([[], 1]);
    bench.pass(1_000);
    expect([bench.since(), standing()]).toEqual([['pump-1: well'], undefined]);
  });

  it('is told to be over once somebody has reset the pump', () => {
    bench.since();
    bench.guards.tell('pump-1', { type: 'reset' });
    expect([bench.since(), standing()]).toEqual([['pump-1: well'], undefined]);
  });
});

describe('what a person says to a guard', () => {
  it('is heard: a reset ends a lock-out', () => {
    bench.watch();
    overCurrent();
    bench.contact({ reported: 'off' });
    bench.since();
    expect(bench.guards.ruling('pump-1')?.verdict?.kind).toBe('lock-out');
    bench.guards.tell('pump-1', { type: 'reset' });
    expect(bench.since()).toEqual(['pump-1: well']);
  });

  it('is kept: the guided run goes on in the next process', () => {
    bench.watch().guards.tell('pump-1', { type: 'learn' });
    bench.restart().watch();
    expect(bench.guards.find('pump-1')?.state.learning.isGuided).toBe(true);
  });
});

describe('what is kept of a guard', () => {
  it('is written with each start, stop, trip and lesson, and not with each reading', () => {
    bench.watch();
    const writes = () => bench.disk.writes;
    const steps = [
      () => bench.contact({ reported: 'on' }),
      () => bench.readFor(20, 'current', 5_000),
      () => bench.readFor(200, 'current', 5_000),
      () => bench.readFor(20, 'current', 5_000),
      () => bench.readFor(10, 'current', 9_000),
      () => bench.contact({ reported: 'off' }),
      () => bench.pass(600_000),
    ];
    const counts = steps.map((step) => {
      const before = writes();
      step();
      return writes() - before;
    });
    expect(counts).toEqual([1, 0, 1, 0, 1, 1, 0]);
  });

  it('is found again by the next process: a lock-out stays one', () => {
    bench.watch();
    overCurrent();
    bench.contact({ reported: 'off' }).restart().since();
    expect(bench.watch().since()).toEqual(['pump-1: lock-out over-current']);
    expect(contactor()).toMatchObject({ state: 'unknown', startNo: 1 });
  });

  it('is counted by the clock of the next boot', () => {
    bench.watch(resting).contact({ reported: 'on' }).pass(5_000).contact({ reported: 'off' }).pass(5_000);
    bench.restart('boot-2').watch(resting);
    expect(bench.guards.ruling('pump-1')?.verdict?.facts).toEqual({ seconds: 15 });
  });

  it('is of its own pump and site', () => {
    bench.watch();
    overCurrent();
    bench.restart().since();
    bench.watch({ id: 'pump-2' }).watch({ id: 'pump-1', site: 'site-2' });
    expect(bench.since()).toEqual(['pump-2: well', 'pump-1: well']);
  });

  it('protects also where it could not be written, is called a mistake, and is written with the next event', () => {
    bench.watch();
    bench.disk.isFull = true;
    bench.contact({ reported: 'on' });
    expect(contactor()?.startNo).toBe(1);
    expect(bench.errors).toEqual([
      [{ err: new Error('disk full'), pump: 'pump-1' }, 'What protects a pump could not be written'],
    ]);
    bench.disk.isFull = false;
    bench.read('power', 1);
    expect(bench.disk.findGuard('site-1', 'pump-1')?.contactor.startNo).toBe(1);
  });
});

describe('a pump that is watched in another way', () => {
  it('is told anew, and what is known of its motor is kept', () => {
    bench.watch().contact({ reported: 'on' }).readFor(20, 'current', 6_000);
    bench.since();
    const { motor } = plainPump;
    bench.watch({ setup: { ...watchedPump.setup, motor: { ...motor, ratedMa: 4_000 } } });
    expect(bench.since()).toEqual(['pump-1: well']);
    expect(contactor()).toMatchObject({ state: 'on', startNo: 1 });
    expect(bench.readFor(6, 'current', 6_000).since()).toEqual(['pump-1: lock-out over-current']);
  });

  it('is heard at its new device and no more at its old one', () => {
    bench.watch().watch({ device: 'node-2', wiring: wiredTo('node-2', 'current') });
    bench.contact({ reported: 'on' });
    expect(contactor()?.state).toBe('unknown');
    bench.contact({ reported: 'on' }, { device: 'node-2' });
    expect(contactor()?.state).toBe('on');
  });

  it('does not take for its own what was heard of it before', () => {
    bench.watch().contact({ reported: 'off' }).pass(10_000).hear('current', 5_000);
    bench.watch({ wiring: wiredTo('meter-1', 'current') });
    bench.since();
    expect(bench.settle().since()).toEqual([]);
    expect(bench.guards.ruling('pump-1')?.mayRun).toBe(true);
  });
});

describe('a pump that is not watched any more', () => {
  it('is gone, also with what was heard of it and not yet looked at', () => {
    bench.watch().contact({ reported: 'off' }).pass(10_000).hear('current', 5_000);
    bench.since();
    const { writes } = bench.disk;
    bench.guards.remove('pump-1');
    bench.settle().read('current', 5_000).contact({ reported: 'on' }).pass(60_000);
    expect([bench.since(), bench.disk.writes - writes]).toEqual([[], 0]);
    expect(bench.guards.find('pump-1')).toBeUndefined();
    expect(bench.clock.nextTimerAt).toBeUndefined();
  });

  it('leaves another of its device as it is', () => {
    bench.watch().watch({ id: 'pump-2', point: 'relay-2' });
    bench.guards.remove('pump-1');
    bench.contact({ reported: 'on' }, { point: 'relay-2' });
    expect(contactor('pump-2')?.state).toBe('on');
  });
});
