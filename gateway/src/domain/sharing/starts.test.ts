import { describe, expect, it } from 'vitest';
import { aGroup, aPump, did, EngineBench, type EngineSpec } from '../../testing/engine-bench.ts';
import { Draft } from './draft.ts';
import { newPump, type PumpState } from './pump.ts';
import { nextToStart, pumpReadiness, siteReadiness, startReadiness, turnEndsAt, type Readiness } from './start-rule.ts';
import type { SiteFacts } from './state.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = 10 * DAY;

describe('a pump may start', () => {
  const healthy: PumpState = { ...newPump(aPump('well')), isHeard: true, is: 'off' };
  const starts = (count: number, first: number, everyMs: number) =>
    Array.from({ length: count }, (_, index) => first + index * everyMs);

  it.each<[string, Partial<PumpState>, Readiness]>([
    ['now, where nothing speaks against it', {}, { at: NOW }],
    ['a minute after it was seen to be off', { offMono: NOW - 1 }, { at: NOW - 1 + MINUTE, code: 'min-rest' }],
    ['now, where it has rested', { offMono: NOW - MINUTE }, { at: NOW }],
    ['now, after five starts in the hour', { startsMono: starts(5, NOW - MINUTE, 1) }, { at: NOW }],
    [
      'an hour after the first of six starts',
      { startsMono: starts(6, NOW - MINUTE, 1) },
      { at: NOW - MINUTE + HOUR, code: 'starts-per-hour' },
    ],
    [
      'an hour after the first of the last six starts',
      { startsMono: starts(8, NOW - 2 * MINUTE, MINUTE / 4) },
      { at: NOW - 2 * MINUTE + MINUTE / 2 + HOUR, code: 'starts-per-hour' },
    ],
    [
      'a day after the first of a hundred starts',
      { startsMono: starts(100, NOW - 23 * HOUR, MINUTE) },
      { at: NOW + HOUR, code: 'starts-per-day' },
    ],
    [
      'when its protection tries it again',
      { blocks: { 'dry-run': { retryAtMono: NOW + 1 } } },
      { at: NOW + 1, code: 'protection', name: 'dry-run' },
    ],
    ['now, where its protection would try it', { blocks: { 'dry-run': { retryAtMono: NOW } } }, { at: NOW }],
    [
      'when the last of all lets it',
      { offMono: NOW - 1, blocks: { overload: { retryAtMono: NOW + 5 * MINUTE }, dry: { retryAtMono: NOW + MINUTE } } },
      { at: NOW + 5 * MINUTE, code: 'protection', name: 'overload' },
    ],
    ['when its guard says so', { blocks: { 'under-voltage': {} } }, { code: 'protection', name: 'under-voltage' }],
    [
      'when its guard says so, whatever else has a moment',
      { blocks: { overload: { retryAtMono: NOW + 1 }, 'under-voltage': {} } },
      { code: 'protection', name: 'under-voltage' },
    ],
    ['when a person resets it', { lockedOutBy: 'dry-run' }, { code: 'locked-out', name: 'dry-run' }],
    ['when it is heard again', { isHeard: false }, { code: 'away' }],
  ])('%s', (_what, state, expected) => {
    expect(pumpReadiness({ ...healthy, ...state }, NOW)).toEqual(expected);
  });

  it('when it is back in service', () => {
    const pump = aPump('well', { outOfService: 'the shaft is bent' });
    expect(pumpReadiness({ ...healthy, pump }, NOW)).toEqual({ code: 'out-of-service' });
  });
});

describe('the pumps of a site may start', () => {
  it.each<[string, Partial<SiteFacts>, 'after-quiet' | 'never', object]>([
    ['now', {}, 'after-quiet', { inMs: 0 }],
    ['when all is released', { isLatched: true }, 'after-quiet', { code: 'latched' }],
    ['when the quiet after a release is over', { quietUntilMono: 1 }, 'after-quiet', { inMs: 1, code: 'quiet' }],
    ['when the power is back', { grid: 'shedding' }, 'after-quiet', { code: 'grid.shedding' }],
    ['when the power is known again', { grid: 'unknown' }, 'never', { code: 'grid.unknown' }],
    ['now, with a good grid, though never without', { grid: 'good' }, 'never', { inMs: 0 }],
    [
      'five minutes after nobody knew',
      { grid: 'unknown', gridSinceMono: -1 },
      'after-quiet',
      { inMs: 5 * MINUTE - 1, code: 'grid.unknown' },
    ],
    [
      'now, where nobody has known for five minutes',
      { grid: 'unknown', gridSinceMono: -5 * MINUTE },
      'after-quiet',
      { inMs: 0 },
    ],
  ])('%s', (_what, facts, startsInUnknown, { inMs, code }: { inMs?: number; code?: string }) => {
    const bench = new EngineBench({ setup: { startsInUnknown } });
    const { mono } = bench.now;
    const { gridSinceMono = -1e9, quietUntilMono = -1e9 } = facts;
    bench.state.facts = {
      ...bench.state.facts,
      ...facts,
      gridSinceMono: mono + gridSinceMono,
      quietUntilMono: mono + quietUntilMono,
    };
    const at = inMs === undefined ? {} : { at: mono + inMs };
    expect(siteReadiness(new Draft(bench.state, bench.now))).toEqual({ ...at, ...(code ? { code } : {}) });
  });
});

/** What a run at the well would have to wait for. */
function readiness(bench: EngineBench): Readiness {
  const draft = new Draft(bench.state, bench.now);
  return startReadiness(draft, draft.group('all'), draft.pump('well'));
}

describe('a start waits', () => {
  it('10 s after any pump of the group was found to be off', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.runs('ana', { pump: 'river' });
    bench.ask('ben');
    bench.stops('ana');
    bench.shows('river', false);
    expect(readiness(bench)).toEqual({ at: bench.now.mono + 10_000, code: 'group-rest' });
    expect(did(bench.pass(9_999), 'on')).toEqual([]);
    expect(did(bench.pass(1), 'on')).toMatchObject([{ command: 'ben-1' }]);
  });

  it('as long as its group rests, also where that is set up anew', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} }, groups: { far: {}, all: {} } });
    bench.runs('ana', { pump: 'river' });
    bench.stops('ana');
    bench.shows('river', false);
    bench.happen({ kind: 'set-group', group: aGroup('all', { restMs: 90_000 }) });
    expect(readiness(bench)).toEqual({ at: bench.now.mono + 90_000, code: 'group-rest' });
    bench.happen({ kind: 'set-group', group: aGroup('far') });
    expect(bench.state.groups.get('far')).not.toHaveProperty('freedMono');
  });

  it('longest for what lasts longest: its own rest', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.stops('ana');
    bench.shows('well', false);
    expect(readiness(bench)).toEqual({ at: bench.now.mono + MINUTE, code: 'min-rest' });
  });

  it('without a moment where its pump waits for somebody', () => {
    const bench = new EngineBench();
    bench.hears('well', false);
    expect(readiness(bench)).toEqual({ code: 'away' });
  });

  it("the gateway's own time after the power came", () => {
    const bench = new EngineBench();
    bench.happen({ kind: 'grid', state: 'shedding' });
    bench.happen({ kind: 'grid', state: 'good' });
    expect(readiness(bench)).toEqual({ at: bench.now.mono + 7_000, code: 'stagger' });
  });

  it('for nobody where it is the first of its group, and nothing else is in its way', () => {
    const bench = new EngineBench();
    expect(readiness(bench)).toEqual({ at: bench.now.mono });
  });

  it('37 s after another start, where nobody has known of the power for long', () => {
    const spec = { pumps: { well: {}, river: { group: 'far' } }, groups: { all: {}, far: {} } };
    const bench = new EngineBench(spec);
    bench.happen({ kind: 'grid', state: 'unknown' });
    bench.jump(HOUR);
    bench.runs('ana', { pump: 'river' });
    expect(readiness(bench)).toEqual({ at: bench.now.mono + 37_000, code: 'stagger' });
  });
});

describe('a transformer', () => {
  const load = { transformer: 'village', runKva: 5, startKva: 20 };
  const stagger = { gapMs: 0, randomMs: 0, windowMs: 600_000, budgetKva: { village: 26 } };
  const spec: EngineSpec = {
    pumps: { well: { load }, river: { load, group: 'far' }, tank: { group: 'third' } },
    groups: { all: {}, far: {}, third: {} },
    setup: { stagger },
  };

  it('bears the start of one beside one that runs, once that has its running current', () => {
    const bench = new EngineBench(spec);
    bench.ask('ana', { pump: 'river' });
    expect(readiness(bench)).toEqual({ at: bench.now.mono + 5_000, code: 'transformer' });
  });

  it('that does not bear it has it wait until another stops', () => {
    const bench = new EngineBench({ ...spec, setup: { stagger: { ...stagger, budgetKva: { village: 24 } } } });
    bench.runs('ana', { pump: 'river' });
    expect(readiness(bench)).toEqual({ code: 'transformer' });
    bench.stops('ana');
    expect(readiness(bench)).toEqual({ code: 'transformer' });
    bench.shows('river', false);
    expect(readiness(bench)).toEqual({ at: bench.now.mono });
  });

  it('does not feel a pump of which no load is known', () => {
    const bench = new EngineBench(spec);
    bench.runs('ana', { pump: 'tank' });
    expect(readiness(bench)).toEqual({ at: bench.now.mono });
  });

  it('takes a pump that is on since before anybody knew as one that runs', () => {
    const bench = new EngineBench(spec);
    bench.shows('river', true);
    expect(readiness(bench)).toEqual({ at: bench.now.mono });
  });
});

describe('the turn', () => {
  const two = { well: {}, river: {} };

  it('is of who asked first, of all pumps of the group', () => {
    const bench = new EngineBench({ pumps: two });
    bench.happen({ kind: 'latch', isLatched: true, by: 'carl' });
    bench.ask('ana', { pump: 'river' });
    bench.ask('ben');
    bench.happen({ kind: 'latch', isLatched: false, by: 'carl' });
    expect(did(bench.pass(10_000), 'on')).toMatchObject([{ command: 'ana-1' }]);
  });

  it('is of as many as may run together', () => {
    const bench = new EngineBench({ pumps: { ...two, tank: {} }, groups: { all: { maxRunning: 2 } } });
    bench.ask('ana');
    bench.ask('ben', { pump: 'river' });
    bench.ask('carl', { pump: 'tank' });
    expect(bench.runStates()).toEqual({ ana: 'starting', ben: 'starting', carl: 'waiting' });
  });

  it('is not of a second run at a pump that is taken', () => {
    const bench = new EngineBench({ groups: { all: { maxRunning: 2 } } });
    bench.ask('ana');
    bench.ask('ben');
    expect(bench.run('ben').state).toBe('waiting');
    const draft = new Draft(bench.state, bench.now);
    expect(nextToStart(draft, draft.group('all'))).toBeUndefined();
  });

  it('is of nobody while a pump of the group is not surely off', () => {
    const bench = new EngineBench({ pumps: two });
    bench.runs('ana');
    bench.ask('ben', { pump: 'river' });
    bench.stops('ana');
    expect(did(bench.pass(109_999), 'on')).toEqual([]);
    expect(did(bench.pass(10_001), 'on')).toMatchObject([{ command: 'ben-1' }]);
  });

  it('does not wait for another group', () => {
    const pumps = { well: {}, river: { group: 'far' } };
    const bench = new EngineBench({ pumps, groups: { all: {}, far: {} } });
    bench.runs('ana');
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    bench.ask('ben', { pump: 'river' });
    expect(bench.run('ben').state).toBe('starting');
  });

  it.each([
    ['in two minutes is waited for', 2 * MINUTE, 'waiting'],
    ['later lets others pass', 2 * MINUTE + 1, 'starting'],
  ])('of a pump that is ready %s', (_what, ms, state) => {
    const bench = new EngineBench({ pumps: two });
    bench.happen({ kind: 'hold', pump: 'well', name: 'overload', untilMs: bench.now.mono + ms });
    bench.ask('ana');
    bench.ask('ben', { pump: 'river' });
    expect(bench.runStates()).toEqual({ ana: 'waiting', ben: state });
  });

  it('is of who pauses before who only waits', () => {
    const bench = new EngineBench({ pumps: two });
    bench.runs('ana');
    bench.ask('ben', { pump: 'river' });
    bench.happen({ kind: 'move', run: 'ben', by: 'carl', why: 'test' });
    bench.happen({ kind: 'grid', state: 'shedding' });
    bench.shows('well', false);
    bench.jump(HOUR);
    bench.happen({ kind: 'grid', state: 'good' });
    expect(did(bench.pass(7_000), 'on')).toMatchObject([{ command: 'ana-2' }]);
  });

  it('of two that pause is of who asked first', () => {
    const bench = new EngineBench({ pumps: { river: {}, well: {} }, groups: { all: { maxRunning: 2 } } });
    bench.runs('ana');
    bench.runs('ben', { pump: 'river' });
    bench.happen({ kind: 'grid', state: 'shedding' });
    for (const pump of ['well', 'river']) bench.shows(pump, false);
    bench.jump(HOUR);
    bench.happen({ kind: 'grid', state: 'good' });
    expect(did(bench.pass(44_000), 'on')).toMatchObject([{ command: 'ana-2' }, { command: 'ben-2' }]);
  });

  it('of a pause is kept for two minutes, for that of the grid from when it came back', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    const draft = () => new Draft(bench.state, bench.now);
    expect(turnEndsAt(draft(), bench.run('ana'))).toBe(-Infinity);
    bench.happen({ kind: 'grid', state: 'shedding' });
    expect(turnEndsAt(draft(), bench.run('ana'))).toBe(bench.now.mono + 2 * MINUTE);
    bench.jump(HOUR);
    bench.happen({ kind: 'grid', state: 'good' });
    expect(turnEndsAt(draft(), bench.run('ana'))).toBe(bench.now.mono + 2 * MINUTE);
  });

  it('of a pause of its own pump is not longer because the power went and came', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    const since = bench.now.mono;
    bench.happen({ kind: 'grid', state: 'unknown' });
    bench.jump(HOUR);
    bench.happen({ kind: 'grid', state: 'good' });
    expect(turnEndsAt(new Draft(bench.state, bench.now), bench.run('ana'))).toBe(since + 2 * MINUTE);
  });
});

describe('a start', () => {
  it('is counted for a day', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    const first = bench.now.mono;
    bench.stops('ana');
    bench.shows('well', false);
    bench.jump(DAY - 1);
    bench.runs('ben');
    expect(bench.pump().startsMono).toEqual([first, first + DAY - 1]);
    bench.stops('ben');
    bench.shows('well', false);
    bench.jump(MINUTE);
    bench.ask('carl');
    expect(bench.pump().startsMono).toEqual([first + DAY - 1, bench.now.mono]);
  });

  it('is the last of its site', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    expect(bench.state.facts.lastStartMono).toBe(bench.now.mono);
  });
});
