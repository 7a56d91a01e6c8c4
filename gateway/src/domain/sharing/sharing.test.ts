import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineBench, engineSite, otherEngineSite } from '../../testing/site-engine-bench.ts';
import type { Actor } from '../people/actor.ts';
import type { Pump } from './pump.ts';
import { Sharing } from './sharing.ts';

let bench: EngineBench;
let sharing: Sharing;
beforeEach(() => {
  bench = new EngineBench({ staggerMs: 3_000 });
  for (const user of ['bo', 'cy']) bench.give(user);
  sharing = new Sharing(bench.parts);
  sharing.start();
});
afterEach(() => {
  sharing.stop();
  bench.close();
});

const bo = () => bench.actor('bo');
const cy = () => bench.actor('cy');
const ana = () => bench.actor('ana', 'admin');
const unknownRun = { ok: false, why: { code: 'run.unknown' } };
const notYours = {
  ok: false,
  why: {
    code: 'run.not-yours',
    sentence: 'This is the run of somebody else.',
    remedy: 'Ask an admin, or stop everything if there is danger.',
  },
};

/** A pump whose device is there and off, and has rested. */
function setUp(more: Partial<Pump> = {}): void {
  bench.devices.set(more.device ?? more.id ?? 'pump-1', { availability: 'online', points: [] });
  sharing.savePump(bench.pump(more));
  bench.show(more.device ?? more.id ?? 'pump-1', { reported: 'off' });
  bench.clock.advance(61_000);
  bench.since();
  bench.audited.length = 0;
}

const ask = (actor = bo(), seconds = 600, id = `run_${actor.userId}`) =>
  sharing.request(actor, { id, pump: 'pump-1', seconds });
const runs = () => {
  ask();
  bench.show('pump-1', { reported: 'on' });
};
const audit = () =>
  bench.audited.map(({ actor, action, subject, after, result }) => [actor.name, action, subject, after, result]);

describe('a request', () => {
  beforeEach(() => setUp());

  it('is audited, and answered with its run as it is by then', () => {
    expect(ask()).toMatchObject({ ok: true, value: { id: 'run_bo', state: 'starting', user: 'bo', by: 'bo' } });
    expect(audit()).toEqual([['bo@farm', 'run.request', 'run_bo', { pump: 'pump-1', seconds: 600 }, 'done']]);
  });

  it('without a name gets one', () => {
    expect(sharing.request(bo(), { pump: 'pump-1', seconds: 600 })).toMatchObject({ ok: true, value: { id: 'run_1' } });
  });

  it('twice with one name is the same request', () => {
    const first = ask();
    expect(ask(bo(), 700)).toEqual(first);
    expect(bench.audited).toHaveLength(1);
    expect(bench.wallet('bo')).toEqual([3_600, 600]);
  });

  it('under the name of another’s run tells nothing of that', () => {
    ask();
    expect(ask(cy(), 600, 'run_bo')).toMatchObject(unknownRun);
  });

  it('that is refused is not audited', () => {
    expect(ask(bo(), 4_000)).toMatchObject({
      ok: false,
      why: { code: 'wallet.too-little', facts: { wantedS: 4_000, availableS: 3_600 } },
    });
    expect(sharing.request(bo(), { pump: 'gone', seconds: 600 })).toMatchObject({
      ok: false,
      why: { code: 'pump.unknown' },
    });
    expect(bench.audited).toEqual([]);
  });

  it('for a critical pump is asked twice', () => {
    setUp({ isCritical: true });
    expect(ask().ok).toBe(false);
    const wish = { id: 'run_bo', pump: 'pump-1', seconds: 600, isConfirmed: true };
    expect(sharing.request(bo(), wish).ok).toBe(true);
  });

  it('counts what was pumped on this day of the site’s calendar', () => {
    const { setup } = sharing.stateOf(engineSite);
    sharing.configure(engineSite, { ...setup, quotaS: 700 }, () => {});
    bench.store.forSite(engineSite).addPumped('bo', '2026-11-21', 101);
    expect(ask()).toMatchObject({ ok: false, why: { code: 'run.quota', facts: { wantedS: 701 } } });
    bench.clock.jumpWall(86_400_000);
    expect(ask().ok).toBe(true);
  });

  it('is refused once everything was stopped, though nobody has told the engine', () => {
    bench.latch = { latched: true, by: 'ana' };
    expect(ask()).toMatchObject({ ok: true, value: { state: 'waiting' } });
  });
});

describe('more time', () => {
  beforeEach(() => {
    setUp();
    runs();
  });

  it('is had for one’s own run, and audited', () => {
    expect(sharing.extend(bo(), 'run_bo', 300)).toMatchObject({ ok: true, value: { askedS: 900, reservedS: 900 } });
    expect(audit().at(-1)).toEqual(['bo@farm', 'run.extend', 'run_bo', { seconds: 300 }, 'done']);
    expect(bench.store.forSite(engineSite).trail('run_bo').at(-1)).toMatchObject({ what: 'extended', by: 'bo' });
  });

  it('is paid by whose run it is, also where an admin gives it', () => {
    expect(sharing.extend(ana(), 'run_bo', 300).ok).toBe(true);
    expect([bench.wallet('bo'), bench.wallet('ana')]).toEqual([
      [3_600, 900],
      [0, 0],
    ]);
  });

  it('is not had for another’s run, nor for one that is not there', () => {
    expect(sharing.extend(cy(), 'run_bo', 300)).toEqual(notYours);
    expect(sharing.extend(bo(), 'gone', 300)).toMatchObject(unknownRun);
  });
});

describe('a stop', () => {
  beforeEach(() => {
    setUp();
    runs();
  });

  it.each<[string, () => Actor, { readonly isForced?: boolean; readonly why?: string }, string]>([
    ['whose run it is', bo, {}, 'stopped-by-user'],
    ['an admin', ana, { why: 'leak' }, 'stopped-by-admin'],
    ['an admin, by force', ana, { isForced: true }, 'force-stop'],
    ['whose run it is, who has no force', bo, { isForced: true }, 'stopped-by-user'],
  ])('by %s says so in the run and in the audit', (_who, actor, how, reason) => {
    expect(sharing.end(actor(), 'run_bo', how)).toMatchObject({ ok: true, value: { state: 'stopping', reason } });
    expect(audit().at(-1)).toEqual([actor().name, 'run.stop', 'run_bo', { how: reason, reason: how.why }, 'done']);
    const trail = bench.store.forSite(engineSite).trail('run_bo').at(-1);
    expect(trail).toMatchObject({ what: 'stopping', by: actor().userId, why: how.why ?? reason });
  });

  it('of another’s run is for admins', () => {
    expect(sharing.end(cy(), 'run_bo')).toEqual(notYours);
    expect(sharing.end(cy(), 'gone')).toMatchObject(unknownRun);
    expect(sharing.find(engineSite, 'run_bo')?.state).toBe('running');
  });
});

describe('the queue', () => {
  beforeEach(() => {
    setUp();
    bench.give('di');
    runs();
    ask(cy());
    ask(bench.actor('di'));
    bench.audited.length = 0;
  });
  const order = () => sharing.queue(engineSite, 'all').flatMap(({ run, position }) => (position > 0 ? [run.id] : []));

  it('is in the order of asking', () => {
    expect(order()).toEqual(['run_cy', 'run_di']);
    expect(sharing.queue(engineSite, 'south')).toEqual([]);
  });

  it('is changed by an admin, with a reason', () => {
    const why = 'her rice dries';
    expect(sharing.move(ana(), 'run_di', { before: 'run_cy', why }).ok).toBe(true);
    expect(order()).toEqual(['run_di', 'run_cy']);
    expect(audit()).toEqual([['ana@farm', 'run.move', 'run_di', { before: 'run_cy', reason: why }, 'done']]);
    expect(bench.store.forSite(engineSite).trail('run_di').at(-1)).toMatchObject({ by: 'ana', why });
  });

  it('lets an admin put a run last', () => {
    expect(sharing.move(ana(), 'run_cy', { why: 'she is late' }).ok).toBe(true);
    expect(order()).toEqual(['run_di', 'run_cy']);
  });

  it('lets an admin take a run out, with a reason', () => {
    expect(sharing.remove(ana(), 'run_cy', 'she is away')).toMatchObject({ ok: true, value: { reason: 'cancelled' } });
    expect(order()).toEqual(['run_di']);
    expect(audit()).toEqual([['ana@farm', 'run.remove', 'run_cy', { reason: 'she is away' }, 'done']]);
    expect(bench.store.forSite(engineSite).trail('run_cy').at(-1)).toMatchObject({ by: 'ana', why: 'she is away' });
  });

  it('lets two change places once both want it', () => {
    expect(sharing.swap(cy(), 'run_cy', 'run_di').ok).toBe(true);
    expect(order()).toEqual(['run_cy', 'run_di']);
    expect(sharing.swap(bench.actor('di'), 'run_di', 'run_cy').ok).toBe(true);
    expect(order()).toEqual(['run_di', 'run_cy']);
    expect(audit()[0]).toEqual(['cy@farm', 'run.swap', 'run_cy', { with: 'run_di' }, 'done']);
  });

  it('lets nobody give away another’s place, not even an admin', () => {
    expect(sharing.swap(ana(), 'run_cy', 'run_di')).toEqual(notYours);
    expect(sharing.swap(cy(), 'gone', 'run_di')).toMatchObject(unknownRun);
  });
});

describe('a pump', () => {
  it('comes with the group that it names', () => {
    setUp({ group: 'north' });
    expect(sharing.groups(engineSite)).toEqual([
      { id: 'all', site: engineSite, name: 'All pumps', maxRunning: 1, restMs: 10_000 },
      { id: 'north', site: engineSite, name: 'north', maxRunning: 1, restMs: 10_000 },
    ]);
  });

  it('leaves a group as it was set up', () => {
    const group = { id: 'all', site: engineSite, name: 'Both', maxRunning: 2, restMs: 5_000 };
    sharing.saveGroup(group);
    setUp();
    expect(sharing.groups(engineSite)).toEqual([group]);
  });

  it('is looked at when it is saved', () => {
    bench.show('pump-1', { reported: 'off' });
    sharing.savePump(bench.pump());
    expect(sharing.pumps(engineSite)).toMatchObject([{ isHeard: true, is: 'off' }]);
  });

  it('and its group are written in one step with what stands beside them', () => {
    const pump = bench.pump();
    sharing.savePump(pump, () => bench.deeds.push('audit'));
    expect(bench.since().slice(-3)).toEqual(['audit', 'written', 'told']);
    sharing.saveGroup({ id: 'all', site: engineSite, name: 'All', maxRunning: 1, restMs: 0 }, () =>
      bench.deeds.push('audit'),
    );
    expect(bench.since()).toEqual(['audit', 'written', 'told']);
  });

  it('alone switches its point, and no other point, device or site', () => {
    setUp();
    expect(sharing.governs(engineSite, 'pump-1', 'relay')).toBe(true);
    expect(sharing.governs(engineSite, 'pump-1', 'relay.b')).toBe(false);
    expect(sharing.governs(engineSite, 'pump-2', 'relay')).toBe(false);
    expect(sharing.governs(otherEngineSite, 'pump-1', 'relay')).toBe(false);
    setUp({ id: 'pump-2', device: 'pump-1', point: 'relay.b' });
    expect(sharing.governs(engineSite, 'pump-1', 'relay')).toBe(true);
  });

  it('is removed where nobody uses it, in one step with its line in the audit', () => {
    setUp();
    expect(sharing.removePump(engineSite, 'pump-1', () => bench.deeds.push('audit'))).toEqual({
      ok: true,
      value: undefined,
    });
    expect(bench.since()).toEqual(['audit', 'written']);
    expect([sharing.pumps(engineSite), sharing.governs(engineSite, 'pump-1', 'relay')]).toEqual([[], false]);
    const { pumps } = bench.store.forSite(engineSite).load({ mono: 0, wall: 0 }) ?? {};
    expect(pumps).toEqual([]);
    expect(sharing.removePump(engineSite, 'pump-1', () => {})).toMatchObject({
      ok: false,
      why: { code: 'pump.unknown' },
    });
  });

  it.each<[string, () => void]>([
    ['uses it', runs],
    [
      'waits for it',
      () => {
        bench.latch = { latched: true };
        ask();
      },
    ],
    ['has switched it on by hand', () => bench.show('pump-1', { reported: 'on' })],
  ])('is not removed where somebody %s', (_who, use) => {
    setUp();
    setUp({ id: 'pump-2' });
    use();
    expect(sharing.removePump(engineSite, 'pump-1', () => {})).toEqual({
      ok: false,
      why: {
        code: 'pump.in-use',
        sentence: 'Somebody uses this pump or waits for it.',
        remedy: 'Put it out of service, take who waits out of its queue, and then remove it.',
      },
    });
    expect(sharing.removePump(engineSite, 'pump-2', () => {}).ok).toBe(true);
  });
});

describe('how a site shares', () => {
  it('is written in one step with its line in the audit, and holds from now on', () => {
    const { setup } = sharing.stateOf(engineSite);
    const changes = { ...setup, quotaS: 900, stagger: { ...setup.stagger, gapMs: 5_000, randomMs: 1 } };
    bench.since();
    sharing.configure(engineSite, changes, () => bench.deeds.push('audit'));
    expect(bench.since().slice(0, 2)).toEqual(['audit', 'written']);
    const kept = { ...changes, stagger: { ...changes.stagger, randomMs: 3_000 } };
    expect(sharing.stateOf(engineSite).setup).toEqual(kept);
    expect(bench.store.forSite(engineSite).load({ mono: 0, wall: 0 })?.setup).toEqual(kept);
  });

  it('that the disk does not take stays as it was', () => {
    const { setup } = sharing.stateOf(engineSite);
    bench.disk.nth = 1;
    expect(() => sharing.configure(engineSite, { ...setup, billing: 'off' }, () => {})).toThrow(
      expect.objectContaining({ code: 'unwritable' }),
    );
    expect(sharing.stateOf(engineSite).setup).toBe(setup);
  });

  it('lets who waited for it start at once', () => {
    setUp();
    sharing.tell(engineSite, { kind: 'grid', state: 'unknown' });
    const { setup } = sharing.stateOf(engineSite);
    sharing.configure(engineSite, { ...setup, startsInUnknown: 'never' }, () => {});
    ask();
    bench.clock.advance(400_000);
    expect(sharing.find(engineSite, 'run_bo')?.state).toBe('waiting');
    sharing.configure(engineSite, setup, () => {});
    expect(sharing.find(engineSite, 'run_bo')?.state).toBe('starting');
  });

  it('follows the time zone of its site', () => {
    bench.setTimeZone('Asia/Bangkok');
    expect(sharing.stateOf(engineSite).setup.timeZone).toBe('UTC');
    sharing.readTimeZone(engineSite);
    expect(sharing.stateOf(engineSite).setup.timeZone).toBe('Asia/Bangkok');
  });
});

describe('a start of the gateway', () => {
  it('pauses what ran until its node says what it does', () => {
    setUp();
    runs();
    sharing.stop();
    bench.devices.clear();
    const again = new Sharing(bench.parts);
    again.start();
    expect(again.find(engineSite, 'run_bo')).toMatchObject({ state: 'hold', hold: { cause: 'restart' } });
    bench.show('pump-1', { reported: 'on' }, { readings: { run: { value: 1 }, onSeconds: { value: 0 } } });
    expect(again.find(engineSite, 'run_bo')?.state).toBe('running');
    again.stop();
  });

  it('looks at every device at once, and at the latch before', () => {
    setUp();
    sharing.stop();
    bench.latch = { latched: true, by: 'ana' };
    const again = new Sharing(bench.parts);
    again.start();
    expect(again.stateOf(engineSite).facts.isLatched).toBe(true);
    expect(again.pumps(engineSite)).toMatchObject([{ isHeard: true, is: 'off' }]);
    again.stop();
  });

  it('and its end leave no timer and no listener behind', () => {
    setUp();
    sharing.stop();
    expect(bench.clock.nextTimerAt).toBeUndefined();
    bench.show('pump-1', { reported: 'on' });
    expect(sharing.pumps(engineSite)).toMatchObject([{ is: 'off' }]);
  });
});

it('what is over is found, listed and told with its trail', () => {
  setUp();
  runs();
  sharing.end(bo(), 'run_bo');
  bench.show('pump-1', { reported: 'off' });
  expect(sharing.find(engineSite, 'run_bo')?.state).toBe('ended');
  expect(sharing.find(otherEngineSite, 'run_bo')).toBeUndefined();
  expect(sharing.list(engineSite, { user: 'bo', limit: 9 }).map(({ id }) => id)).toEqual(['run_bo']);
  expect(sharing.list(engineSite, { user: 'cy', limit: 9 })).toEqual([]);
  expect(sharing.trail(engineSite, 'run_bo').map(({ what }) => what)).toEqual([
    'requested',
    'starting',
    'running',
    'stopping',
    'ended',
  ]);
});
