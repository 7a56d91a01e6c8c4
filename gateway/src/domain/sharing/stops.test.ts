import { describe, expect, it } from 'vitest';
import { did, EngineBench, refusal } from '../../testing/engine-bench.ts';

const MINUTE = 60_000;

/** A run of 10 minutes that has run for so long, and another that waits behind it. */
function running(ms: number): EngineBench {
  const bench = new EngineBench();
  bench.runs('ana');
  bench.pass(ms);
  bench.ask('ben');
  return bench;
}

describe('a run that is stopped', () => {
  it('at 6 of 10 minutes pays 6, gets 4 back, and is switched off', () => {
    const bench = running(6 * MINUTE);
    expect(bench.stops('ana').effects).toEqual([
      { do: 'settle', run: 'ana', user: 'ana', reservedS: 600, usedS: 360, why: 'stopped-by-user' },
      { do: 'pumped', user: 'ana', seconds: 360 },
      { do: 'off', pump: 'well', why: 'stopped-by-user' },
      { do: 'note', run: 'ana', what: 'stopping', by: 'ana', why: 'stopped-by-user' },
    ]);
    expect(bench.run('ana')).toMatchObject({
      state: 'stopping',
      reason: 'stopped-by-user',
      pumpedMs: 360_000,
      usedS: 360,
      endedAt: bench.now.wall,
    });
    expect(bench.run('ana')).not.toHaveProperty('onMono');
  });

  it('pays whole seconds, rounded down', () => {
    const bench = running(6 * MINUTE - 1);
    expect(did(bench.stops('ana'), 'settle')).toMatchObject([{ usedS: 359 }]);
  });

  it('by an admin says who and why', () => {
    const bench = running(MINUTE);
    const stop = { kind: 'stop', run: 'ana', by: 'carl', how: 'stopped-by-admin', why: 'the bank leaks' } as const;
    expect(did(bench.happen(stop), 'off', 'note')).toEqual([
      { do: 'off', pump: 'well', why: 'stopped-by-admin' },
      { do: 'note', run: 'ana', what: 'stopping', by: 'carl', why: 'the bank leaks' },
    ]);
    expect(bench.run('ana').reason).toBe('stopped-by-admin');
  });

  it('is answered as it is since', () => {
    const bench = running(MINUTE);
    expect(bench.stops('ana').answer).toMatchObject({ ok: true, value: { state: 'stopping', usedS: 60 } });
    expect(bench.stops('ben').answer).toMatchObject({ ok: true, value: { state: 'ended', usedS: 0 } });
  });

  it('is not stopped twice', () => {
    const bench = running(MINUTE);
    bench.stops('ana');
    expect(refusal(bench.stops('ana'))).toBe('run.over');
  });

  it('before its pump showed that it is on pays nothing', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    bench.jump(5_000);
    expect(did(bench.stops('ana'), 'settle', 'pumped', 'off')).toEqual([
      { do: 'settle', run: 'ana', user: 'ana', reservedS: 600, usedS: 0, why: 'stopped-by-user' },
      { do: 'off', pump: 'well', why: 'stopped-by-user' },
    ]);
    expect(bench.run('ana')).not.toHaveProperty('askedMono');
  });

  it('in a pause of its pump that is surely off is over at once, and pays what it pumped', () => {
    const bench = running(MINUTE);
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    bench.shows('well', false);
    const { effects } = bench.stops('ana');
    expect(did(effects, 'off')).toEqual([]);
    expect(did(effects, 'settle')).toMatchObject([{ usedS: 60 }]);
    expect(bench.run('ana').state).toBe('ended');
    expect(bench.run('ana')).not.toHaveProperty('hold');
  });

  it('where nothing is paid for has no money to settle, and counts for its day', () => {
    const bench = new EngineBench({ setup: { billing: 'off' } });
    bench.runs('ana');
    bench.pass(MINUTE);
    expect(did(bench.stops('ana'), 'settle', 'pumped')).toEqual([{ do: 'pumped', user: 'ana', seconds: 60 }]);
  });
});

describe('a run that waits', () => {
  it('and is stopped by its user is cancelled, over at once, and free', () => {
    const bench = running(MINUTE);
    expect(bench.stops('ben').effects).toEqual([
      { do: 'settle', run: 'ben', user: 'ben', reservedS: 600, usedS: 0, why: 'cancelled' },
      { do: 'note', run: 'ben', what: 'ended', by: 'ben', why: 'cancelled' },
    ]);
    expect(bench.run('ben')).toMatchObject({ state: 'ended', reason: 'cancelled', usedS: 0 });
  });

  it('and is stopped by an admin says so', () => {
    const bench = running(MINUTE);
    bench.happen({ kind: 'stop', run: 'ben', by: 'carl', how: 'stopped-by-admin' });
    expect(bench.run('ben')).toMatchObject({ state: 'ended', reason: 'stopped-by-admin' });
  });

  it('may be taken out by an admin, and its minutes are free again', () => {
    const bench = running(MINUTE);
    const { effects, answer } = bench.happen({ kind: 'remove', run: 'ben', by: 'carl', why: 'asked by mistake' });
    expect(effects).toEqual([
      { do: 'settle', run: 'ben', user: 'ben', reservedS: 600, usedS: 0, why: 'cancelled' },
      { do: 'note', run: 'ben', what: 'ended', by: 'carl', why: 'asked by mistake' },
    ]);
    expect(answer).toMatchObject({ value: { id: 'ben', state: 'ended' } });
  });

  it('is all that may be taken out', () => {
    const bench = running(MINUTE);
    expect(bench.happen({ kind: 'remove', run: 'ana', by: 'carl', why: 'no' }).answer).toEqual({
      ok: false,
      why: {
        code: 'run.not-waiting',
        sentence: 'This run does not wait any more.',
        remedy: 'Look at the queue again.',
      },
    });
    expect(refusal(bench.happen({ kind: 'remove', run: 'gone', by: 'carl', why: 'no' }))).toBe('run.unknown');
  });
});

describe('a run that has been stopped is over', () => {
  it('when its pump shows that it is off: the money stays, the group rests from then', () => {
    const bench = running(6 * MINUTE);
    bench.stops('ana');
    bench.jump(2_000);
    expect(bench.shows('well', false).effects).toEqual([
      { do: 'note', run: 'ana', what: 'ended', by: 'gateway', why: 'stopped-by-user' },
    ]);
    expect(bench.run('ana')).toMatchObject({ state: 'ended', usedS: 360, pumpedMs: 360_000 });
    expect(bench.pump()).toMatchObject({ is: 'off', offMono: bench.now.mono });
    expect(bench.pump()).not.toHaveProperty('slot');
    expect(bench.state.groups.get('all')?.freedMono).toBe(bench.now.mono);
  });

  it('when its lease has run out: what its node was not seen to pump is given back', () => {
    const bench = running(6 * MINUTE);
    bench.shows('well', true);
    bench.jump(10_000);
    bench.stops('ana');
    expect(bench.run('ana').usedS).toBe(370);
    const { sureOffMono = 0 } = bench.pump().slot ?? {};
    bench.pass(sureOffMono - bench.now.mono - 1);
    expect(bench.run('ana').state).toBe('stopping');
    expect(did(bench.pass(1), 'pumped', 'refund', 'note')).toEqual([
      { do: 'pumped', user: 'ana', seconds: -10 },
      { do: 'refund', run: 'ana', user: 'ana', seconds: 10 },
      { do: 'note', run: 'ana', what: 'ended', by: 'gateway', why: 'stopped-by-user' },
    ]);
    expect(bench.run('ana')).toMatchObject({ state: 'ended', usedS: 360, pumpedMs: 360_000 });
    expect(bench.pump()).toMatchObject({ is: 'unknown' });
    expect(bench.pump()).not.toHaveProperty('offMono');
  });

  it('when its node has counted less than was charged: the rest is given back', () => {
    const bench = running(6 * MINUTE);
    bench.stops('ana');
    expect(did(bench.shows('well', false, { number: 1, onSeconds: 350 }), 'pumped', 'refund')).toEqual([
      { do: 'pumped', user: 'ana', seconds: -10 },
      { do: 'refund', run: 'ana', user: 'ana', seconds: 10 },
    ]);
    expect(bench.run('ana').usedS).toBe(350);
  });

  it('when its node has counted more than was charged: nothing more is asked for', () => {
    const bench = running(6 * MINUTE);
    bench.stops('ana');
    expect(did(bench.shows('well', false, { number: 1, onSeconds: 365 }), 'pumped', 'refund', 'settle')).toEqual([]);
    expect(bench.run('ana').usedS).toBe(360);
  });

  it('where nothing was paid: nothing is given back but the seconds of the day', () => {
    const bench = new EngineBench({ setup: { billing: 'off' } });
    bench.runs('ana');
    bench.jump(10_000);
    bench.stops('ana');
    expect(did(bench.shows('well', false, { number: 1, onSeconds: 4 }), 'pumped', 'refund')).toEqual([
      { do: 'pumped', user: 'ana', seconds: -6 },
    ]);
  });

  it('when a person says so at the panel', () => {
    const bench = running(6 * MINUTE);
    bench.stops('ana');
    bench.happen({ kind: 'off-at-panel', pump: 'well', by: 'carl' });
    expect(bench.run('ana').state).toBe('ended');
    expect(bench.pump().is).toBe('off');
  });
});

describe('a word from the panel', () => {
  it.each([
    ['starts', false, 'starting'],
    ['runs', true, 'running'],
  ])('does not free a pump whose run %s', (_what, isShown, state) => {
    const bench = new EngineBench();
    bench.ask('ana');
    if (isShown) bench.shows('well', true);
    bench.happen({ kind: 'off-at-panel', pump: 'well', by: 'carl' });
    expect(bench.run('ana').state).toBe(state);
    expect(bench.pump().slot).toBeDefined();
  });

  it('changes nothing at a pump that is free, or that is not there', () => {
    const bench = new EngineBench();
    for (const pump of ['well', 'gone'])
      expect(bench.happen({ kind: 'off-at-panel', pump, by: 'carl' })).toMatchObject({ effects: [], isVolatile: true });
  });
});

describe('a run ends', () => {
  it('when all of it is pumped, to the second', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    expect(did(bench.pass(599_999), 'settle')).toEqual([]);
    expect(did(bench.pass(1), 'settle', 'off', 'note')).toEqual([
      { do: 'settle', run: 'ana', user: 'ana', reservedS: 600, usedS: 600, why: 'completed' },
      { do: 'off', pump: 'well', why: 'completed' },
      { do: 'note', run: 'ana', what: 'stopping', by: 'gateway', why: 'completed' },
    ]);
  });

  it('and pays no more than was asked for where nobody looked in time', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.jump(700_000);
    expect(did(bench.happen({ kind: 'tick' }), 'settle', 'pumped')).toMatchObject([{ usedS: 600 }, { seconds: 600 }]);
  });

  it.each([
    ['its tank is full', { kind: 'tank-full', pump: 'well' }, 'tank-full', 'gateway', 'tank-full'],
    [
      'somebody switches it off by hand',
      { kind: 'switched-off', pump: 'well', by: 'carl' },
      'stopped-by-admin',
      'carl',
      'switched off by hand',
    ],
    ['its user is suspended', { kind: 'suspend', user: 'ana', by: 'carl' }, 'suspended', 'carl', 'suspended'],
    ['all is stopped', { kind: 'latch', isLatched: true, by: 'carl' }, 'stop-all', 'carl', 'stop-all'],
  ] as const)('when %s, and pays what it pumped', (_what, event, reason, by, why) => {
    const bench = running(MINUTE);
    const { effects } = bench.happen(event);
    expect(did(effects, 'settle', 'off', 'note')).toEqual([
      { do: 'settle', run: 'ana', user: 'ana', reservedS: 600, usedS: 60, why: reason },
      { do: 'off', pump: 'well', why: reason },
      { do: 'note', run: 'ana', what: 'stopping', by, why },
    ]);
    expect(bench.run('ana')).toMatchObject({ state: 'stopping', reason });
    expect(bench.run('ben').state).toBe('waiting');
  });

  it.each([
    { kind: 'tank-full', pump: 'well' },
    { kind: 'switched-off', pump: 'well', by: 'carl' },
    { kind: 'latch', isLatched: true, by: 'carl' },
    { kind: 'suspend', user: 'ana', by: 'carl' },
    { kind: 'trip', pump: 'well', name: 'dry-run' },
  ] as const)('once: $kind does not end one that is stopping', (event) => {
    const bench = running(MINUTE);
    bench.stops('ana');
    expect(did(bench.happen(event), 'settle', 'off', 'note')).toEqual([]);
    expect(bench.run('ana').reason).toBe('stopped-by-user');
  });

  it('at no pump where none runs', () => {
    const bench = new EngineBench();
    expect(bench.happen({ kind: 'tank-full', pump: 'well' }).effects).toEqual([]);
  });
});

describe('a user who is suspended', () => {
  it('loses what waits or runs in every group, and nobody else does', () => {
    const pumps = { well: {}, river: { group: 'far' } };
    const bench = new EngineBench({ pumps, groups: { all: {}, far: {} } });
    bench.runs('ana');
    bench.ask('ben', { id: 'ben-far', pump: 'river' });
    bench.ask('ana', { id: 'ana-far', pump: 'river' });
    bench.ask('ben');
    bench.happen({ kind: 'suspend', user: 'ana', by: 'carl' });
    expect(bench.runStates()).toEqual({ ana: 'stopping', 'ben-far': 'starting', 'ana-far': 'ended', ben: 'waiting' });
  });
});

describe('all is stopped', () => {
  const latch = (bench: EngineBench, isLatched: boolean) => bench.happen({ kind: 'latch', isLatched, by: 'carl' });

  it('once: who says it again changes nothing', () => {
    const bench = running(MINUTE);
    latch(bench, true);
    expect(latch(bench, true)).toMatchObject({ effects: [], isVolatile: true });
  });

  it('and starts nothing, not even what is asked for since', () => {
    const bench = new EngineBench();
    latch(bench, true);
    expect(did(bench.ask('ana'), 'on')).toEqual([]);
    expect(bench.run('ana').state).toBe('waiting');
    expect(bench.due()).toBe(Infinity);
  });

  it('until 10 s after it was released', () => {
    const bench = new EngineBench();
    latch(bench, true);
    bench.ask('ana');
    latch(bench, false);
    expect(bench.dueIn()).toBe(10_000);
    expect(did(bench.pass(9_999), 'on')).toEqual([]);
    expect(did(bench.pass(1), 'on')).toMatchObject([{ command: 'ana-1' }]);
  });

  it('also for what pauses', () => {
    const bench = running(MINUTE);
    bench.happen({ kind: 'grid', state: 'shedding' });
    latch(bench, true);
    expect(bench.run('ana')).toMatchObject({ state: 'stopping', reason: 'stop-all', usedS: 60 });
  });
});
