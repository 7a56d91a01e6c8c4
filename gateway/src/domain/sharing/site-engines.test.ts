import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineBench, engineSite } from '../../testing/site-engine-bench.ts';
import type { SiteEngine } from './site-engine.ts';
import { SiteEngines } from './site-engines.ts';

let bench: EngineBench;
let loaded: SiteEngine[];
beforeEach(() => {
  bench = new EngineBench({ staggerMs: 7_000, timeZone: 'Asia/Bangkok' });
  loaded = [];
});
afterEach(() => {
  for (const engine of loaded) engine.stop();
  bench.close();
});

const engines = () => new SiteEngines(bench.parts, (engine) => loaded.push(engine));

describe('the engine of a site', () => {
  it('is brought back once, and told of once', () => {
    const both = engines();
    expect([...both.loaded]).toEqual([]);
    const engine = both.of(engineSite);
    expect(both.of(engineSite)).toBe(engine);
    expect(loaded).toEqual([engine]);
    expect([...both.loaded]).toEqual([[engineSite, engine]]);
  });

  it('of a new site takes minutes, in its own time zone, and starts motors one by one', () => {
    const now = bench.clock.monoMs();
    const { setup, facts } = engines().of(engineSite).state;
    expect(setup).toEqual({
      site: engineSite,
      timeZone: 'Asia/Bangkok',
      billing: 'minutes',
      startsInUnknown: 'after-quiet',
      stagger: { gapMs: 30_000, windowMs: 600_000, budgetKva: {}, randomMs: 7_000 },
    });
    expect(facts).toEqual({
      grid: 'good',
      gridSinceMono: now,
      returnedMono: now,
      isLatched: false,
      quietUntilMono: now,
      nextOrder: 1,
      nextNumber: 1,
    });
  });

  it('of a new site is on the disk at once', () => {
    const { setup, facts } = engines().of(engineSite).state;
    const saved = bench.store.forSite(engineSite).load({ mono: bench.clock.monoMs(), wall: bench.clock.wallMs() });
    expect(saved).toMatchObject({ setup, facts, pumps: [], groups: [], runs: [] });
  });

  it('has after a restart what the disk has, and the random part of this gateway', () => {
    const engine = engines().of(engineSite);
    engine.happen({
      kind: 'set-group',
      group: { id: 'north', site: engineSite, name: 'North', maxRunning: 2, restMs: 1 },
    });
    engine.happen({ kind: 'set-pump', pump: bench.pump({ group: 'north' }) });
    bench.give('bo');
    const means = { isSuspended: false, availableS: 3_600, usedTodayS: 0 };
    engine.happen({
      kind: 'request',
      request: { id: 'run_1', pump: 'pump-1', user: 'bo', by: 'bo', seconds: 60, ...means },
    });
    const again = new SiteEngines({ ...bench.parts, staggerMs: 9_000 }, () => {}).of(engineSite).state;
    expect(again.setup.stagger.randomMs).toBe(9_000);
    expect(again.facts).toEqual(engine.state.facts);
    expect([...again.pumps.keys(), ...again.groups.keys()]).toEqual(['pump-1', 'north']);
    expect([...again.runs.values()]).toEqual([...engine.state.runs.values()]);
    expect(again.waiting.get('pump-1')).toEqual(['run_1']);
  });
});
