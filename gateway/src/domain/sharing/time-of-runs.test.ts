import { describe, expect, it } from 'vitest';
import { did, EngineBench } from '../../testing/engine-bench.ts';
import { leaseFor } from './times.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a lease', () => {
  it.each([
    ['is as long as its device allows', 90, 600_000, 90],
    ['outlasts what is left by 2 s', 90, 60_000, 62],
    ['is as long as both', 90, 88_000, 90],
    ['is in whole seconds', 90, 60_999, 62],
    ['is 2 s where nothing is left', 90, 0, 2],
  ])('%s', (_what, leaseS, remainingMs, expected) => {
    expect(leaseFor(leaseS, remainingMs)).toBe(expected);
  });

  it('of a start may arrive for 15 s: its pump is surely off 5 s after its end', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    expect(bench.pump().slot).toEqual({ run: 'ana', sureOffMono: bench.now.mono + (15 + 90 + 5) * 1_000 });
  });

  it('of a renewal may arrive for 5 s', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.pass(20_000);
    expect(bench.pump().slot?.sureOffMono).toBe(bench.now.mono + (5 + 90 + 5) * 1_000);
  });

  it('that is shorter does not take a longer one back', () => {
    const bench = new EngineBench();
    bench.runs('ana', { seconds: 60 });
    const { slot } = bench.pump();
    expect(slot?.sureOffMono).toBe(bench.now.mono + (15 + 62 + 5) * 1_000);
    bench.pass(20_000);
    expect(bench.pump().slot).toEqual(slot);
  });

  it('is neither sent to nor awaited of a device that keeps none', () => {
    const bench = new EngineBench({ pumps: { well: { leaseS: 'none' } } });
    expect(did(bench.ask('ana'), 'on')).toEqual([{ do: 'on', pump: 'well', command: 'ana-1', number: 1 }]);
    expect(bench.pump().slot).toEqual({ run: 'ana' });
    bench.shows('well', true);
    expect(did(bench.pass(MINUTE), 'renew')).toEqual([]);
  });
});

describe('a run that runs', () => {
  it('is renewed every 20 s, for what is left and no longer', () => {
    const bench = new EngineBench();
    bench.runs('ana', { seconds: 100 });
    expect(bench.pass(19_999)).toEqual([]);
    expect(bench.pass(1)).toEqual([{ do: 'renew', pump: 'well', number: 1, leaseS: 82 }]);
    expect(did(bench.pass(20_000), 'renew')).toMatchObject([{ leaseS: 62 }]);
  });

  it('is renewed 20 s after it was asked to start, however late it is seen to be on', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    bench.jump(14_000);
    bench.shows('well', true);
    expect(bench.dueIn()).toBe(6_000);
  });

  it('is renewed without a word to the disk', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.jump(20_000);
    expect(bench.happen({ kind: 'tick' })).toMatchObject({ isVolatile: true, effects: [{ do: 'renew' }] });
  });

  it('is written every 30 s', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.pass(20_000);
    expect(bench.dueIn()).toBe(10_000);
    bench.jump(10_000);
    expect(bench.happen({ kind: 'tick' })).toMatchObject({ isVolatile: false, effects: [] });
    expect(bench.run('ana').savedMono).toBe(bench.now.mono);
    expect(bench.dueIn()).toBe(10_000);
  });

  it('is renewed and written at once where both are due', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.jump(30_000);
    bench.happen({ kind: 'tick' });
    expect(bench.run('ana')).toMatchObject({ savedMono: bench.now.mono, renewedMono: bench.now.mono });
  });

  it('at a device without a lease is awaited for its end and its writing alone', () => {
    const bench = new EngineBench({ pumps: { well: { leaseS: 'none' } } });
    bench.runs('ana', { seconds: 70 });
    expect(bench.dueIn()).toBe(30_000);
    bench.pass(60_000);
    expect(bench.dueIn()).toBe(10_000);
    expect(did(bench.pass(10_000), 'off')).toEqual([{ do: 'off', pump: 'well', why: 'completed' }]);
  });

  it('is not surely off, however long ago its lease was over', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.jump(200_000);
    bench.happen({ kind: 'tick' });
    expect(bench.run('ana').state).toBe('running');
    expect(bench.pump().slot?.run).toBe('ana');
  });

  it('is not surely off while it starts', () => {
    const bench = new EngineBench({ pumps: { well: { leaseS: 1 } } });
    bench.ask('ana');
    expect(bench.dueIn()).toBe(15_000);
  });
});

describe('a run that has stopped', () => {
  it('gives its pump free when it is surely off, and not a moment before', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.stops('ana');
    expect(bench.dueIn()).toBe(110_000);
    bench.jump(109_999);
    expect(bench.happen({ kind: 'tick' }).effects).toEqual([]);
    bench.jump(1);
    bench.happen({ kind: 'tick' });
    expect(bench.run('ana').state).toBe('ended');
    expect(bench.pump()).not.toHaveProperty('slot');
  });

  it('at a device without a lease waits for a proof', () => {
    const bench = new EngineBench({ pumps: { well: { leaseS: 'none' } } });
    bench.runs('ana');
    bench.stops('ana');
    expect(bench.due()).toBe(Infinity);
    bench.shows('well', false);
    expect(bench.run('ana').state).toBe('ended');
  });
});

describe('a run whose pump went off by itself', () => {
  it('and is not heard well again ends after two hours, as lost', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.jump(MINUTE);
    bench.shows('well', false);
    bench.hears('well', false);
    expect(did(bench.pass(2 * HOUR - 1), 'settle')).toEqual([]);
    expect(did(bench.pass(1), 'settle')).toMatchObject([{ usedS: 60, why: 'node-lost' }]);
  });
});

describe('the moment to come back', () => {
  it('is never where nothing is asked for', () => {
    expect(new EngineBench().due()).toBe(Infinity);
  });

  it('is when who waits may start', () => {
    const bench = new EngineBench();
    bench.runs('ana', { seconds: 60 });
    bench.ask('ben');
    bench.pass(MINUTE);
    bench.shows('well', false);
    expect(bench.dueIn()).toBe(MINUTE);
  });

  it('is when a pump that is held has the turn again: two minutes before it is ready', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    bench.stops('ana');
    bench.shows('well', false);
    bench.happen({ kind: 'hold', pump: 'well', name: 'dry-run', untilMs: bench.now.mono + 15 * MINUTE });
    expect(bench.due()).toBe(Infinity);
    bench.ask('ben');
    expect(bench.dueIn()).toBe(13 * MINUTE);
    bench.pass(13 * MINUTE);
    expect(bench.dueIn()).toBe(2 * MINUTE);
  });

  it('is when a turn that is kept is over', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.runs('ana');
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    bench.shows('well', false);
    expect(bench.dueIn()).toBe(2 * MINUTE);
    bench.pass(2 * MINUTE);
    expect(bench.dueIn()).toBe(2 * HOUR - 2 * MINUTE);
  });
});
