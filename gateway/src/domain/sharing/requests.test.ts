import { describe, expect, it } from 'vitest';
import { aPump, did, EngineBench, refusal, type EngineSpec } from '../../testing/engine-bench.ts';
import type { RunRequest } from './events.ts';

describe('a request', () => {
  it('is reserved, noted, and starts at once where the pump is free', () => {
    const bench = new EngineBench();
    const { effects, isVolatile } = bench.ask('ana', { by: 'ben' });
    expect(effects).toEqual([
      { do: 'reserve', run: 'ana', user: 'ana', seconds: 600, key: 'ana:reserve', by: 'ben' },
      { do: 'note', run: 'ana', what: 'requested', by: 'ben', why: '600 s' },
      { do: 'on', pump: 'well', command: 'ana-1', number: 1, leaseS: 90 },
      { do: 'note', run: 'ana', what: 'starting', by: 'gateway' },
    ]);
    expect(isVolatile).toBe(false);
  });

  it('waits with nothing pumped and nothing counted where the pump is taken', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    const { effects } = bench.ask('ben');
    expect(effects.map((effect) => effect.do)).toEqual(['reserve', 'note']);
    expect(bench.run('ben')).toEqual({
      id: 'ben',
      number: 2,
      pump: 'well',
      group: 'all',
      user: 'ben',
      by: 'ben',
      order: 2,
      state: 'waiting',
      askedS: 600,
      reservedS: 600,
      pumpedMs: 0,
      provenMs: 0,
      uncountedS: 0,
      countedS: 0,
      starts: 0,
      dropouts: 0,
      requestedAt: bench.now.wall,
    });
  });

  it('answers the run that it became', () => {
    const { answer } = new EngineBench().ask('ana');
    expect(answer).toMatchObject({ ok: true, value: { id: 'ana', state: 'waiting' } });
  });

  it('reserves nothing where nothing is paid for', () => {
    const bench = new EngineBench({ setup: { billing: 'off' } });
    expect(did(bench.ask('ana', { availableS: 0 }), 'reserve')).toEqual([]);
    expect(bench.run('ana')).toMatchObject({ state: 'starting', reservedS: 0 });
  });

  it('by a user with a run in another group is taken', () => {
    const bench = new EngineBench({
      pumps: { well: {}, river: { group: 'far' } },
      groups: { all: {}, far: {} },
    });
    bench.ask('ana');
    expect(refusal(bench.ask('ana', { id: 'second', pump: 'river' }))).toBeUndefined();
    expect(bench.runStates()).toEqual({ ana: 'starting', second: 'starting' });
  });

  it('is taken again once one is stopped, though the pump is not surely off', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.stops('ana');
    expect(refusal(bench.ask('ana', { id: 'again' }))).toBeUndefined();
    expect(bench.runStates()).toEqual({ ana: 'stopping', again: 'waiting' });
  });
});

describe('a request is refused', () => {
  const critical = { pumps: { well: { isCritical: true } } };
  const quota = { setup: { quotaS: 900 } };
  const morning = { pumps: { well: { allowedHours: [{ from: 5 * 60, to: 6 * 60 }] } } };

  it.each<[string, EngineSpec, Partial<RunRequest>, object]>([
    [
      'for a pump that is not there',
      {},
      { pump: 'gone' },
      { code: 'pump.unknown', sentence: 'There is no such pump here.', remedy: 'Choose one of the list.' },
    ],
    [
      'to a user who is suspended',
      {},
      { isSuspended: true },
      {
        code: 'run.suspended',
        sentence: 'You may not use pumps for now.',
        remedy: 'Ask an admin why. Your minutes are kept.',
      },
    ],
    [
      'for a pump that is out of service',
      { pumps: { well: { outOfService: 'the shaft is bent' } } },
      {},
      {
        code: 'pump.out-of-service',
        sentence: 'This pump is out of service: the shaft is bent',
        remedy: 'Ask an admin when it is back.',
      },
    ],
    [
      'outside the hours of the pump',
      morning,
      {},
      {
        code: 'run.hours',
        sentence: 'This pump may not be asked for at this time of day.',
        remedy: 'Come back within its hours.',
      },
    ],
    [
      'where it was not said that it is meant',
      critical,
      {},
      { code: 'run.confirm', sentence: 'This pump asks whether it is meant.', remedy: 'Say yes once more.' },
    ],
    ['where it was said that it is not meant', critical, { isConfirmed: false }, { code: 'run.confirm' }],
    [
      'for a part of a second',
      {},
      { seconds: 60.5 },
      { code: 'run.seconds', sentence: '60.5 s is no time.', remedy: 'Ask for whole seconds.' },
    ],
    ['for nothing', {}, { seconds: 0 }, { code: 'run.seconds', sentence: '0 s is no time.' }],
    ['for less than nothing', {}, { seconds: -60 }, { code: 'run.seconds', sentence: '-60 s is no time.' }],
    [
      'below the shortest run of the motor',
      {},
      { seconds: 59 },
      {
        code: 'run.too-short',
        sentence: '59 s is too short for this motor.',
        remedy: 'Ask for at least 60 s.',
        facts: { leastS: 60 },
      },
    ],
    [
      'above the longest run of the pump',
      {},
      { seconds: 14_401 },
      {
        code: 'run.too-long',
        sentence: 'This pump runs at most 240 min at one go.',
        remedy: 'Ask for less.',
        facts: { mostS: 14_400 },
      },
    ],
    [
      'above what each may pump in a day',
      quota,
      { usedTodayS: 301 },
      {
        code: 'run.quota',
        sentence: 'Each may pump 15 min a day.',
        remedy: 'Ask for less, or tomorrow.',
        facts: { quotaS: 900, wantedS: 901 },
      },
    ],
    [
      'above what the wallet has',
      {},
      { availableS: 599 },
      {
        code: 'wallet.too-little',
        sentence: 'Your wallet has 9 min left for this.',
        remedy: 'Ask for less, or ask an admin for minutes.',
        facts: { wantedS: 600, availableS: 599 },
      },
    ],
  ])('%s', (_what, spec, request, why) => {
    const bench = new EngineBench(spec);
    const { answer, effects, isVolatile } = bench.ask('ana', request);
    expect(answer).toMatchObject({ ok: false, why });
    expect({ effects, isVolatile, runs: bench.state.runs.size }).toEqual({ effects: [], isVolatile: true, runs: 0 });
  });

  it('to who has no wallet', () => {
    const bench = new EngineBench();
    const { id, pump, user, by, seconds } = { id: 'ana', pump: 'well', user: 'ana', by: 'ana', seconds: 600 };
    const request = { id, pump, user, by, seconds, isSuspended: false, usedTodayS: 0 };
    expect(bench.happen({ kind: 'request', request }).answer).toMatchObject({
      why: { sentence: 'Your wallet has 0 min left for this.', facts: { availableS: 0 } },
    });
  });

  it('for a pump that its protection has locked out', () => {
    const bench = new EngineBench();
    bench.happen({ kind: 'trip', pump: 'well', name: 'dry-run', lockOut: true });
    expect(bench.ask('ana').answer).toEqual({
      ok: false,
      why: {
        code: 'pump.locked-out',
        sentence: 'Its protection (dry-run) has stopped this pump for good.',
        remedy: 'Somebody has to look at the pump and reset it.',
      },
    });
  });

  it('to who waits or runs in the group already', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.ask('ana');
    expect(bench.ask('ana', { id: 'second', pump: 'river' }).answer).toEqual({
      ok: false,
      why: {
        code: 'run.already',
        sentence: 'You have a run here already.',
        remedy: 'Wait for its end, or lengthen it.',
      },
    });
  });

  it('above the day of a user whose run in another group may still use it up', () => {
    const groups = { all: {}, far: {} };
    const bench = new EngineBench({ pumps: { well: {}, river: { group: 'far' } }, groups, ...quota });
    bench.ask('ana');
    expect(refusal(bench.ask('ana', { id: 'second', pump: 'river', seconds: 301 }))).toBe('run.quota');
    expect(refusal(bench.ask('ana', { id: 'second', pump: 'river', seconds: 300 }))).toBeUndefined();
  });
});

describe('a request is taken at the edge', () => {
  it.each<[string, EngineSpec, Partial<RunRequest>]>([
    ['of the shortest run', {}, { seconds: 60 }],
    ['of the longest run', {}, { seconds: 14_400 }],
    ['of the day', { setup: { quotaS: 900 } }, { usedTodayS: 300 }],
    ['of the wallet', {}, { availableS: 600 }],
    ['of a pump that asks whether it is meant', { pumps: { well: { isCritical: true } } }, { isConfirmed: true }],
    ['of its hours', { pumps: { well: { allowedHours: [{ from: 6 * 60, to: 7 * 60 }] } } }, {}],
  ])('%s', (_what, spec, request) => {
    expect(refusal(new EngineBench(spec).ask('ana', request))).toBeUndefined();
  });
});

describe('more time', () => {
  const extend = (bench: EngineBench, more: { seconds?: number; availableS?: number; usedTodayS?: number } = {}) =>
    bench.happen({ kind: 'extend', run: 'ana', seconds: 600, by: 'ben', availableS: 6_000, usedTodayS: 0, ...more });

  it('for a run that runs is reserved, noted, and told to its node at once', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.jump(1_000);
    const { effects, answer } = extend(bench);
    expect(effects).toEqual([
      { do: 'reserve', run: 'ana', user: 'ana', seconds: 600, key: 'ana:reserve:1200', by: 'ben' },
      { do: 'note', run: 'ana', what: 'extended', by: 'ben', why: '600 s' },
      { do: 'renew', pump: 'well', number: 1, leaseS: 90 },
    ]);
    expect(answer).toMatchObject({ value: { askedS: 1_200, reservedS: 1_200, renewedMono: bench.now.mono } });
  });

  it('for a run that starts is told to its node once it is on', () => {
    const bench = new EngineBench();
    bench.ask('ana', { seconds: 60 });
    expect(did(extend(bench), 'renew')).toEqual([]);
    bench.jump(1_000);
    bench.shows('well', true);
    expect(did(bench.pass(0), 'renew')).toEqual([{ do: 'renew', pump: 'well', number: 1, leaseS: 90 }]);
  });

  it('for a run that waits is no word to a node', () => {
    const bench = new EngineBench();
    bench.runs('ben');
    bench.ask('ana');
    expect(did(extend(bench), 'renew')).toEqual([]);
    expect(bench.run('ana')).toMatchObject({ state: 'waiting', askedS: 1_200, reservedS: 1_200 });
  });

  it('stays paid for where the site no longer asks for it', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.state.setup = { ...bench.state.setup, billing: 'off' };
    expect(refusal(extend(bench, { availableS: 599 }))).toBe('wallet.too-little');
    expect(did(extend(bench, { availableS: 600 }), 'reserve')).toHaveLength(1);
  });

  it('stays free where the site asks for it since', () => {
    const bench = new EngineBench({ setup: { billing: 'off' } });
    bench.runs('ana');
    bench.state.setup = { ...bench.state.setup, billing: 'minutes' };
    expect(did(extend(bench, { availableS: 0 }), 'reserve')).toEqual([]);
    expect(bench.run('ana')).toMatchObject({ askedS: 1_200, reservedS: 0 });
  });

  it.each<[string, EngineSpec, Parameters<typeof extend>[1], string]>([
    ['in parts of a second', {}, { seconds: 0.5 }, 'run.seconds'],
    ['above the longest run, all in all', {}, { seconds: 13_801, availableS: 99_999 }, 'run.too-long'],
    ['above the day, all in all', { setup: { quotaS: 1_500 } }, { usedTodayS: 301 }, 'run.quota'],
    ['above the wallet', {}, { availableS: 599 }, 'wallet.too-little'],
  ])('%s is refused', (_what, spec, more, code) => {
    const bench = new EngineBench(spec);
    bench.runs('ana');
    const { effects, ...refused } = extend(bench, more);
    expect([refusal({ effects, ...refused }), effects, bench.run('ana').askedS]).toEqual([code, [], 600]);
  });

  it.each<[string, EngineSpec, Parameters<typeof extend>[1]]>([
    ['of the longest run', {}, { seconds: 13_800, availableS: 99_999 }],
    ['of the day', { setup: { quotaS: 1_500 } }, { usedTodayS: 300 }],
    ['of the wallet', {}, { availableS: 600 }],
    ['of one second', {}, { seconds: 1 }],
  ])('at the edge %s is granted', (_what, spec, more) => {
    const bench = new EngineBench(spec);
    bench.runs('ana');
    expect(refusal(extend(bench, more))).toBeUndefined();
  });

  it('outside the hours of the pump is refused', () => {
    const bench = new EngineBench({ pumps: { well: { allowedHours: [{ from: 0, to: 6 * 60 + 10 }] } } });
    bench.runs('ana');
    bench.jump(9 * 60_000);
    expect(refusal(extend(bench))).toBe('run.hours');
  });

  it('for a run that is over is refused', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.stops('ana');
    expect(extend(bench).answer).toEqual({
      ok: false,
      why: { code: 'run.over', sentence: 'This run is over.', remedy: 'Ask for a new one.' },
    });
  });

  it('for a run that nobody knows is refused', () => {
    expect(extend(new EngineBench()).answer).toEqual({
      ok: false,
      why: { code: 'run.unknown', sentence: 'There is no such run under way.', remedy: 'Look at the queue again.' },
    });
  });
});

describe('a pump that is set up anew', () => {
  it('keeps what is known of it', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    const before = bench.pump();
    bench.happen({ kind: 'set-pump', pump: aPump('well', { name: 'Old well' }) });
    expect(bench.pump()).toEqual({ ...before, pump: { ...before.pump, name: 'Old well' } });
  });
});
