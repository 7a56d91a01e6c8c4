import { describe, expect, it } from 'vitest';
import { EngineBench } from '../../testing/engine-bench.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Who waits in which place, and for how many ms. */
function forecast(bench: EngineBench, group = 'all'): [string, number, number | undefined][] {
  return bench
    .places(group)
    .map(({ run, position, startsMono }) => [
      run.id,
      position,
      startsMono === undefined ? undefined : startsMono - bench.now.mono,
    ]);
}

describe('who waits is told', () => {
  it('nothing, where nobody does', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    expect(forecast(bench)).toEqual([]);
  });

  it('when those before are done and the motor has rested a minute', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.jump(MINUTE);
    bench.ask('ben', { seconds: 120 });
    bench.ask('carl');
    expect(forecast(bench)).toEqual([
      ['ben', 1, 9 * MINUTE + 500 + MINUTE],
      ['carl', 2, 9 * MINUTE + 500 + MINUTE + 500 + 2 * MINUTE + MINUTE],
    ]);
  });

  it('the same while the first only starts', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    bench.ask('ben');
    expect(forecast(bench)).toEqual([['ben', 1, 10 * MINUTE + 500 + MINUTE]]);
  });

  it('of another pump of the group, that it rests ten seconds', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.runs('ana');
    bench.ask('ben', { pump: 'river' });
    bench.ask('carl');
    expect(forecast(bench)).toEqual([
      ['ben', 1, 10 * MINUTE + 500 + 10_000],
      ['carl', 2, 10 * MINUTE + 500 + 10_000 + 500 + 10 * MINUTE + 500 + 10_000],
    ]);
  });

  it('that the group rests since a pump was found to be off', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.runs('ana');
    bench.stops('ana');
    bench.shows('well', false);
    bench.jump(3_000);
    bench.ask('ben', { pump: 'river' });
    expect(forecast(bench)).toEqual([['ben', 1, 7_000]]);
  });

  it('when a pump that was stopped is surely off', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.runs('ana');
    bench.stops('ana');
    bench.ask('ben');
    bench.ask('carl', { pump: 'river' });
    expect(forecast(bench)).toEqual([
      ['ben', 1, 110_000 + MINUTE],
      ['carl', 2, 110_000 + MINUTE + 500 + 10 * MINUTE + 500 + 10_000],
    ]);
  });

  it('when a pump that nobody runs is surely off', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.shows('river', true);
    bench.ask('ben');
    expect(forecast(bench)).toEqual([['ben', 1, 95_000 + 10_000]]);
  });

  it('the best that is known of a pump that only a proof can show to be off', () => {
    const bench = new EngineBench({ pumps: { well: { leaseS: 'none' } } });
    bench.runs('ana');
    bench.stops('ana');
    bench.ask('ben');
    expect(forecast(bench)).toEqual([['ben', 1, MINUTE]]);
  });

  it('that two run together where the group lets them', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {}, tank: {} }, groups: { all: { maxRunning: 2 } } });
    bench.runs('ana');
    bench.runs('ben', { pump: 'river', seconds: 120 });
    bench.ask('carl', { pump: 'tank' });
    bench.ask('dina');
    expect(forecast(bench)).toEqual([
      ['carl', 1, 2 * MINUTE + 500 + 10_000],
      ['dina', 2, 10 * MINUTE + 500 + MINUTE],
    ]);
  });

  it('nothing of another group', () => {
    const pumps = { well: {}, river: { group: 'far' } };
    const bench = new EngineBench({ pumps, groups: { all: {}, far: {} } });
    bench.runs('ana');
    bench.runs('ben', { pump: 'river', seconds: 120 });
    bench.ask('carl', { pump: 'river' });
    bench.ask('dina');
    bench.happen({ kind: 'hold', pump: 'river', name: 'under-voltage' });
    expect(forecast(bench)).toEqual([['dina', 1, 10 * MINUTE + 500 + MINUTE]]);
    expect(forecast(bench, 'far').map(([id]) => id)).toEqual(['ben', 'carl']);
  });

  it('of starts that an hour does not have', () => {
    const bench = new EngineBench({ pumps: { well: { startsPerHour: 1 } } });
    bench.runs('ana');
    bench.ask('ben');
    bench.ask('carl');
    expect(forecast(bench)).toEqual([
      ['ben', 1, HOUR],
      ['carl', 2, 2 * HOUR],
    ]);
  });
});

describe('a run that pauses', () => {
  it('comes before those that wait, without a number, and takes what is left of it', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.ask('ben');
    bench.shows('well', true);
    bench.ask('ana', { pump: 'river' });
    bench.jump(4 * MINUTE);
    const untilMs = bench.now.mono + 90_000;
    bench.happen({ kind: 'hold', pump: 'well', name: 'overload', untilMs });
    bench.shows('well', false);
    bench.happen({ kind: 'move', run: 'ana', by: 'zoe', why: 'test' });
    expect(forecast(bench)).toEqual([
      ['ben', 0, 90_000],
      ['ana', 1, 90_000 + 500 + 6 * MINUTE + 500 + 10_000],
    ]);
  });

  it('stands before those that asked earlier', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.ask('ben');
    bench.state.apply({
      pumps: new Map(),
      groups: new Map(),
      runs: new Map([['ben', { ...bench.run('ben'), order: 0 }]]),
    });
    bench.happen({ kind: 'grid', state: 'shedding' });
    expect(forecast(bench)).toEqual([
      ['ana', 0, undefined],
      ['ben', 1, undefined],
    ]);
  });

  it('and whose pump nobody knows when it is ready has no moment, nor has who waits for that pump', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.runs('ana');
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    bench.shows('well', false);
    bench.ask('ben');
    bench.ask('carl', { pump: 'river' });
    expect(forecast(bench)).toEqual([
      ['ana', 0, undefined],
      ['ben', 1, undefined],
      ['carl', 2, 10_000],
    ]);
  });
});

describe('the turn is told as it is given', () => {
  /** Ben waits for the well, which is ready in so long; carl, who asked later, for the river. */
  function waiting(ms: number): EngineBench {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.happen({ kind: 'latch', isLatched: true, by: 'zoe' });
    bench.ask('ben');
    bench.ask('carl', { pump: 'river' });
    bench.happen({ kind: 'hold', pump: 'well', name: 'overload', untilMs: bench.now.mono + ms });
    bench.state.facts = { ...bench.state.facts, isLatched: false };
    return bench;
  }

  it('to a pump that is ready in two minutes', () => {
    expect(forecast(waiting(2 * MINUTE))).toEqual([
      ['ben', 1, 2 * MINUTE],
      ['carl', 2, 2 * MINUTE + 500 + 10 * MINUTE + 500 + 10_000],
    ]);
  });

  it('to the next where it takes longer', () => {
    expect(forecast(waiting(2 * MINUTE + 1))).toEqual([
      ['ben', 1, 500 + 10 * MINUTE + 500 + 10_000],
      ['carl', 2, 0],
    ]);
  });

  it('to the pump that is ready first where all take longer', () => {
    const bench = waiting(10 * MINUTE);
    bench.happen({ kind: 'hold', pump: 'river', name: 'overload', untilMs: bench.now.mono + 5 * MINUTE });
    expect(forecast(bench)).toEqual([
      ['ben', 1, 5 * MINUTE + 500 + 10 * MINUTE + 500 + 10_000],
      ['carl', 2, 5 * MINUTE],
    ]);
  });
});

describe('what keeps the whole site waiting', () => {
  function three(): EngineBench {
    const bench = new EngineBench({ pumps: { well: {}, river: {}, tank: {} }, groups: { all: { maxRunning: 3 } } });
    bench.happen({ kind: 'grid', state: 'shedding' });
    bench.ask('ana');
    bench.ask('ben', { pump: 'river' });
    bench.ask('carl', { pump: 'tank' });
    return bench;
  }

  it('has no end that anybody knows while there is no power', () => {
    expect(forecast(three())).toEqual([
      ['ana', 1, undefined],
      ['ben', 2, undefined],
      ['carl', 3, undefined],
    ]);
  });

  it('is that motors start one after the other when the power is back', () => {
    const bench = three();
    bench.happen({ kind: 'grid', state: 'good' });
    expect(forecast(bench)).toEqual([
      ['ana', 1, 7_000],
      ['ben', 2, 44_000],
      ['carl', 3, 81_000],
    ]);
  });

  it('is that the last start was a moment ago', () => {
    const bench = three();
    bench.happen({ kind: 'grid', state: 'good' });
    bench.pass(17_000);
    expect(forecast(bench)).toEqual([
      ['ben', 1, 27_000],
      ['carl', 2, 64_000],
    ]);
  });

  it('is no more ten minutes after', () => {
    const bench = three();
    bench.happen({ kind: 'latch', isLatched: true, by: 'zoe' });
    bench.happen({ kind: 'grid', state: 'good' });
    bench.jump(10 * MINUTE);
    bench.state.facts = { ...bench.state.facts, isLatched: false, lastStartMono: bench.now.mono };
    expect(forecast(bench).map(([, , ms]) => ms)).toEqual([0, 0, 0]);
  });

  it('is the quiet after all was stopped', () => {
    const bench = new EngineBench();
    bench.happen({ kind: 'latch', isLatched: true, by: 'zoe' });
    bench.ask('ana');
    bench.happen({ kind: 'latch', isLatched: false, by: 'zoe' });
    expect(forecast(bench)).toEqual([['ana', 1, 10_000]]);
  });
});
