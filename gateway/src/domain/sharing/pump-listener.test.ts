import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../contract/index.ts';
import { pumpNode } from '../../device-types/pump-node.ts';
import { EngineBench, engineSite, otherEngineSite } from '../../testing/site-engine-bench.ts';
import { PumpListener } from './pump-listener.ts';
import type { SiteEngine } from './site-engine.ts';
import { SiteEngines } from './site-engines.ts';

let bench: EngineBench;
let engine: SiteEngine;
let listener: PumpListener;
beforeEach(() => {
  bench = new EngineBench();
  const engines = new SiteEngines(bench.parts, () => {});
  engine = engines.of(engineSite);
  listener = new PumpListener(bench.parts, (site) => engines.of(site));
  listener.start();
  add('pump-1');
});
afterEach(() => {
  listener.stop();
  engine.stop();
  bench.close();
});

function add(id: string, device = id, point = 'relay'): void {
  const pump = bench.pump({ id, device, point });
  engine.happen({
    kind: 'set-group',
    group: { id: pump.group, site: engineSite, name: 'All', maxRunning: 1, restMs: 10_000 },
  });
  engine.happen({ kind: 'set-pump', pump });
  listener.add(pump);
}

const is = (id = 'pump-1') => engine.state.pumps.get(id)?.is;
const hear = (change: Change, site = engineSite) => {
  bench.events.emit('change', { site, change });
  return bench.deferred;
};
const noPoint = { id: 'none', kind: 'flag', label: 'None', unit: '' } as const;
const values = (device: string): Change => ({ what: 'values', device, at: 0, values: {} });

describe('what a device says', () => {
  it('is told to the engine once the present events are through', () => {
    bench.show('pump-1', { reported: 'off' });
    expect([is(), engine.state.pumps.get('pump-1')?.isHeard]).toEqual(['off', true]);
  });

  it('is looked at once, however much it says meanwhile, and anew after that', () => {
    expect([hear(values('pump-1')), hear(values('pump-1'))]).toEqual([1, 1]);
    bench.settle();
    expect(hear(values('pump-1'))).toBe(1);
  });

  it.each<[string, Change]>([
    ['values', values('pump-1')],
    ['point', { what: 'point', device: 'pump-1', point: { definition: pumpNode.points[0] ?? noPoint } }],
    ['device-gone', { what: 'device-gone', device: 'pump-1' }],
  ])('matters as %s', (_what, change) => {
    expect(hear(change)).toBe(1);
  });

  it.each(['device', 'device-added'] as const)('matters as %s, by the name in its view', (what) => {
    const device = { id: 'pump-1' } as Extract<Change, { what: 'device-added' }>['device'];
    expect(hear({ what, device })).toBe(1);
  });

  it('matters not of another device, of another site, or where no device says it', () => {
    expect(hear(values('pump-9'))).toBe(0);
    expect(hear(values('pump-1'), otherEngineSite)).toBe(0);
    expect(hear({ what: 'minute-requests' })).toBe(0);
  });

  it('is told of all pumps that hang on it', () => {
    add('pump-2', 'pump-1', 'relay.b');
    bench.show('pump-1', { reported: 'off' });
    expect(is('pump-1')).toBe('off');
    expect(engine.state.pumps.get('pump-2')).toMatchObject({ is: 'unknown', isHeard: false });
    expect(listener.at(engineSite, 'pump-1')).toEqual(['pump-1', 'pump-2']);
  });

  it('is not told of a pump that hangs on another device by now, or was removed', () => {
    add('pump-1', 'node-2');
    expect([listener.at(engineSite, 'pump-1'), listener.at(engineSite, 'node-2')]).toEqual([[], ['pump-1']]);
    listener.remove(bench.pump({ device: 'node-2' }));
    expect(listener.at(engineSite, 'node-2')).toEqual([]);
    expect(listener.at(otherEngineSite, 'pump-1')).toEqual([]);
    listener.remove(bench.pump({ device: 'nowhere' }));
  });

  it('is nothing of a pump that the engine does not know', () => {
    listener.add(bench.pump({ id: 'pump-9', device: 'pump-1' }));
    bench.show('pump-1', { reported: 'off' });
    expect([is('pump-1'), is('pump-9'), bench.errors]).toEqual(['off', undefined, []]);
  });

  it('is heard no more after the end', () => {
    listener.stop();
    expect(hear(values('pump-1'))).toBe(0);
  });

  it('that cannot be taken is told, and the next is taken all the same', () => {
    bench.mistake = new Error('a mistake');
    bench.show('pump-1', { reported: 'off' });
    expect([is(), bench.errors]).toEqual(['unknown', ['What a device says could not be taken']]);
    bench.mistake = undefined;
    bench.show('pump-1', { reported: 'off' });
    expect(is()).toBe('off');
  });

  it('ends the run that it works for', () => {
    bench.give('bo');
    bench.show('pump-1', { reported: 'off' });
    bench.clock.advance(61_000);
    const means = { isSuspended: false, availableS: 3_600, usedTodayS: 0 };
    engine.happen({
      kind: 'request',
      request: { id: 'run_1', pump: 'pump-1', user: 'bo', by: 'bo', seconds: 60, ...means },
    });
    bench.show('pump-1', { reported: 'on' });
    expect(engine.state.runs.get('run_1')?.state).toBe('running');
    bench.clock.advance(60_000);
    bench.show('pump-1', { reported: 'off' });
    expect(bench.store.forSite(engineSite).find('run_1')).toMatchObject({ state: 'ended', reason: 'completed' });
  });
});

describe('a look', () => {
  it('at everything tells what each is now', () => {
    add('pump-2');
    bench.devices.set('pump-1', { availability: 'online', points: [] });
    bench.show('pump-2', { reported: 'off' });
    bench.events.emit('change', { site: engineSite, change: values('pump-2') });
    listener.lookAtAll();
    expect([is('pump-1'), is('pump-2')]).toEqual(['unknown', 'off']);
  });

  it('at a device on which nothing hangs is none', () => {
    bench.latch = { latched: true, by: 'ana' };
    listener.look(engineSite, 'pump-9');
    expect(engine.state.facts.isLatched).toBe(false);
  });
});

describe('a latch', () => {
  it('ends what runs and lets nothing start, by the name of who set it', () => {
    bench.latch = { latched: true, by: 'ana' };
    expect(hear({ what: 'latch', latch: bench.latch })).toBe(1);
    expect(engine.state.facts.isLatched).toBe(false);
    bench.settle();
    expect(engine.state.facts.isLatched).toBe(true);
  });

  it('of one site is not taken for that of another', () => {
    bench.latch = { latched: true, by: 'ana' };
    hear({ what: 'latch', latch: bench.latch }, otherEngineSite);
    expect(hear({ what: 'latch', latch: bench.latch })).toBe(2);
    bench.settle();
    expect(engine.state.facts.isLatched).toBe(true);
  });

  it('is known before what a device says is taken', () => {
    bench.latch = { latched: true };
    bench.show('pump-1', { reported: 'off' });
    expect([engine.state.facts.isLatched, is()]).toEqual([true, 'off']);
  });

  it('that is released lets starts go on, once it is told', () => {
    bench.latch = { latched: true };
    listener.keepLatch(engineSite);
    bench.latch = { latched: false };
    bench.since();
    listener.keepLatch(engineSite);
    expect([engine.state.facts.isLatched, bench.since()]).toEqual([false, ['written', 'told']]);
    listener.keepLatch(engineSite);
    expect(bench.since()).toEqual([]);
  });
});
