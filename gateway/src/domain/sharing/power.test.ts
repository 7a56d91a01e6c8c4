import { describe, expect, it } from 'vitest';
import { did, EngineBench, refusal } from '../../testing/engine-bench.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Supply = 'good' | 'shedding' | 'unknown';

const power = (bench: EngineBench, state: Supply) => bench.happen({ kind: 'grid', state });

/** A run of 10 minutes that has run for one when the power goes; its pump is off 2 s later. */
function cut(): EngineBench {
  const bench = new EngineBench();
  bench.runs('ana');
  bench.jump(MINUTE);
  power(bench, 'shedding');
  bench.jump(2_000);
  bench.shows('well', false);
  return bench;
}

describe('when the power goes', () => {
  it('what runs is switched off and keeps what is left, exactly', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.jump(MINUTE + 1);
    expect(power(bench, 'shedding').effects).toEqual([
      { do: 'off', pump: 'well', why: 'grid' },
      { do: 'note', run: 'ana', what: 'hold', by: 'gateway', why: 'grid' },
    ]);
    const run = bench.run('ana');
    expect(run).toMatchObject({
      state: 'hold',
      pumpedMs: MINUTE + 1,
      hold: { cause: 'grid', sinceMono: bench.now.mono },
    });
    for (const key of ['onMono', 'askedMono', 'renewedMono', 'savedMono']) expect(run).not.toHaveProperty(key);
    expect(bench.state.facts).toMatchObject({ grid: 'shedding', gridSinceMono: bench.now.mono, returnedMono: -1e9 });
  });

  it('what starts pauses with nothing pumped', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    expect(did(power(bench, 'shedding'), 'off')).toHaveLength(1);
    expect(bench.run('ana')).toMatchObject({ state: 'hold', pumpedMs: 0, hold: { cause: 'grid' } });
  });

  it('what is asked for is taken and waits', () => {
    const bench = new EngineBench();
    power(bench, 'shedding');
    expect(refusal(bench.ask('ana'))).toBeUndefined();
    expect(bench.run('ana').state).toBe('waiting');
    expect(bench.due()).toBe(Infinity);
  });

  it('what is stopping stays so', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.stops('ana');
    expect(power(bench, 'shedding').effects).toEqual([]);
    expect(bench.run('ana').state).toBe('stopping');
  });

  it('what pauses for its own pump goes on pausing for it', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    const { hold } = bench.run('ana');
    expect(power(bench, 'shedding').effects).toEqual([]);
    expect(bench.run('ana').hold).toEqual(hold);
  });

  it('a node that fell silent is silent because of it: no alert, and its run keeps its turn', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.jump(MINUTE);
    bench.shows('well', true);
    bench.hears('well', false);
    bench.jump(1_000);
    expect(power(bench, 'shedding').effects).toEqual([
      { do: 'note', run: 'ana', what: 'hold', by: 'gateway', why: 'grid' },
      { do: 'clear', rule: 'node-lost', pump: 'well' },
    ]);
    expect(bench.run('ana').hold).toEqual({ cause: 'grid', sinceMono: bench.now.mono });
  });

  it('after a start of the gateway, a pump that may still be on is switched off', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.happen({ kind: 'restart' });
    expect(power(bench, 'shedding').effects).toEqual([
      { do: 'note', run: 'ana', what: 'hold', by: 'gateway', why: 'grid' },
      { do: 'off', pump: 'well', why: 'grid' },
    ]);
    expect(bench.run('ana').hold?.cause).toBe('grid');
  });

  it('after a start of the gateway, a pump that is surely off is left alone', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.happen({ kind: 'restart' });
    bench.shows('well', false);
    bench.hears('well', false);
    expect(did(power(bench, 'shedding'), 'off')).toEqual([]);
  });

  it('once, the same word again changes nothing', () => {
    const bench = cut();
    expect(power(bench, 'shedding')).toMatchObject({ effects: [], isVolatile: true });
  });

  it('a protection that trips does not take the turn from a run', () => {
    const bench = cut();
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    expect(bench.run('ana').hold).toMatchObject({ cause: 'grid' });
  });

  it('for a day, its runs end and get back what is left', () => {
    const bench = cut();
    expect(did(bench.pass(24 * HOUR - 2_001), 'settle')).toEqual([]);
    expect(did(bench.pass(1), 'settle', 'note')).toEqual([
      { do: 'settle', run: 'ana', user: 'ana', reservedS: 600, usedS: 60, why: 'grid-timeout' },
      { do: 'note', run: 'ana', what: 'ended', by: 'gateway', why: 'grid-timeout' },
    ]);
    expect(bench.run('ana').reason).toBe('grid-timeout');
  });
});

describe('when the power comes', () => {
  it("the run resumes first, after the gateway's own time, and its trail says so", () => {
    const bench = cut();
    bench.ask('ben');
    bench.jump(HOUR);
    power(bench, 'good');
    expect(bench.state.facts).toMatchObject({ returnedMono: bench.now.mono, gridSinceMono: bench.now.mono });
    expect(bench.dueIn()).toBe(7_000);
    expect(did(bench.pass(7_000), 'on', 'note')).toEqual([
      { do: 'on', pump: 'well', command: 'ana-2', number: 1, leaseS: 90 },
      { do: 'note', run: 'ana', what: 'resumed', by: 'gateway', why: 'grid' },
    ]);
    expect(bench.run('ana')).toMatchObject({ state: 'starting', starts: 2, pumpedMs: MINUTE });
    expect(bench.run('ana')).not.toHaveProperty('hold');
    expect(bench.run('ben').state).toBe('waiting');
  });

  it('the run pumps what is left, and pays all of it', () => {
    const bench = cut();
    bench.jump(HOUR);
    power(bench, 'good');
    bench.pass(7_000);
    const firstStart = bench.run('ana').startedAt;
    bench.shows('well', true);
    expect(did(bench.pass(9 * MINUTE - 1), 'settle')).toEqual([]);
    expect(did(bench.pass(1), 'settle')).toMatchObject([{ usedS: 600 }]);
    expect(bench.run('ana').startedAt).toBe(firstStart);
  });

  it('at once again, its motor rests first', () => {
    const bench = cut();
    power(bench, 'good');
    expect(bench.dueIn()).toBe(MINUTE);
  });

  it('motors of a site start one after the other', () => {
    const pumps = { well: {}, river: {}, tank: {} };
    const bench = new EngineBench({ pumps, groups: { all: { maxRunning: 3 } } });
    power(bench, 'shedding');
    for (const [user, pump] of [
      ['ana', 'well'],
      ['ben', 'river'],
      ['carl', 'tank'],
    ] as const)
      bench.ask(user, { pump });
    power(bench, 'good');
    const from = bench.now.mono;
    const starts: number[] = [];
    for (let due = bench.due(); starts.length < 3; due = bench.due()) {
      const on = did(bench.pass(due - bench.now.mono), 'on');
      for (const { pump } of on) {
        starts.push(bench.now.mono - from);
        bench.shows(pump, true);
      }
    }
    expect(starts).toEqual([7_000, 44_000, 81_000]);
  });

  it('a run whose pump is not heard keeps its turn for two minutes, then lets the others pass', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.runs('ana');
    power(bench, 'shedding');
    bench.shows('well', false);
    bench.hears('well', false);
    bench.ask('ben', { pump: 'river' });
    bench.jump(HOUR);
    power(bench, 'good');
    expect(did(bench.pass(2 * MINUTE - 1), 'on')).toEqual([]);
    expect(did(bench.pass(1), 'on')).toMatchObject([{ pump: 'river' }]);
    bench.shows('river', true);
    expect(bench.runStates()).toEqual({ ana: 'hold', ben: 'running' });
  });
});

describe('when nobody knows of the power', () => {
  it('what runs goes on', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    expect(power(bench, 'unknown').effects).toEqual([]);
    expect(bench.run('ana').state).toBe('running');
    expect(bench.state.facts).toMatchObject({ gridSinceMono: bench.now.mono, returnedMono: -1e9 });
  });

  it('nothing starts for five minutes', () => {
    const bench = new EngineBench();
    power(bench, 'unknown');
    bench.ask('ana');
    expect(bench.dueIn()).toBe(5 * MINUTE);
    expect(did(bench.pass(5 * MINUTE - 1), 'on')).toEqual([]);
    expect(did(bench.pass(1), 'on')).toHaveLength(1);
  });

  it('nothing starts at all where the site wants it so', () => {
    const bench = new EngineBench({ setup: { startsInUnknown: 'never' } });
    power(bench, 'unknown');
    bench.ask('ana');
    expect(bench.due()).toBe(Infinity);
    power(bench, 'good');
    expect(did(bench.pass(7_000), 'on')).toHaveLength(1);
  });

  it('a silent node is not excused by it', () => {
    const bench = new EngineBench();
    bench.runs('ana');
    bench.shows('well', true);
    bench.hears('well', false);
    power(bench, 'unknown');
    expect(bench.run('ana').hold).toMatchObject({ name: 'node-lost' });
    bench.pass(2 * MINUTE);
    expect(bench.run('ana').reason).toBe('node-lost');
  });
});
