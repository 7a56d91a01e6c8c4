import { describe, expect, it } from 'vitest';
import { did, EngineBench, refusal } from '../../testing/engine-bench.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A run of 10 minutes that has run for one. */
function running(): EngineBench {
  const bench = new EngineBench();
  bench.runs('ana');
  bench.jump(MINUTE);
  return bench;
}

const trip = (bench: EngineBench, name: string, more: { retryAtMs?: number; lockOut?: true } = {}) =>
  bench.happen({ kind: 'trip', pump: 'well', name, ...more });

describe('a protection that trips', () => {
  it('with a retry pauses the run until then', () => {
    const bench = running();
    const retryAtMs = bench.now.mono + 15 * MINUTE;
    expect(trip(bench, 'dry-run', { retryAtMs }).effects).toEqual([
      { do: 'off', pump: 'well', why: 'dry-run' },
      { do: 'note', run: 'ana', what: 'hold', by: 'gateway', why: 'dry-run' },
    ]);
    expect(bench.run('ana')).toMatchObject({
      state: 'hold',
      pumpedMs: MINUTE,
      hold: { cause: 'pump', name: 'dry-run' },
    });
    expect(bench.pump().blocks).toEqual({ 'dry-run': { retryAtMono: retryAtMs } });
    bench.shows('well', false);
    expect(bench.pass(15 * MINUTE - 1)).toEqual([]);
    expect(did(bench.pass(1), 'on', 'note')).toMatchObject([{ command: 'ana-2' }, { what: 'resumed', why: 'pump' }]);
  });

  it('without a retry ends the run, which pays what it pumped', () => {
    const bench = running();
    expect(did(trip(bench, 'over-current'), 'settle', 'note')).toEqual([
      { do: 'settle', run: 'ana', user: 'ana', reservedS: 600, usedS: 60, why: 'protection:over-current' },
      { do: 'note', run: 'ana', what: 'stopping', by: 'gateway', why: 'protection:over-current' },
    ]);
    expect(bench.pump()).not.toHaveProperty('lockedOutBy');
    expect(bench.pump().blocks).toEqual({});
  });

  it('for good ends the run and locks the pump, also where a retry was planned', () => {
    const bench = running();
    trip(bench, 'dry-run', { lockOut: true, retryAtMs: bench.now.mono + MINUTE });
    expect(bench.run('ana')).toMatchObject({ state: 'stopping', reason: 'protection:dry-run' });
    expect(bench.pump()).toMatchObject({ lockedOutBy: 'dry-run', blocks: {} });
  });

  it('because nothing moved charges nothing of this start', () => {
    const bench = running();
    expect(did(trip(bench, 'no-effect'), 'settle')).toMatchObject([{ usedS: 0, why: 'protection:no-effect' }]);
  });

  it('because nothing moved charges what the starts before have pumped', () => {
    const bench = running();
    bench.shows('well', false);
    bench.pass(MINUTE);
    bench.shows('well', true);
    bench.jump(10_000);
    expect(did(trip(bench, 'no-effect', { lockOut: true }), 'settle')).toMatchObject([{ usedS: 60 }]);
  });

  it('at a pump that nobody runs is remembered, and nothing is done', () => {
    const bench = new EngineBench();
    expect(trip(bench, 'dry-run', { lockOut: true }).effects).toEqual([]);
    expect(bench.pump().lockedOutBy).toBe('dry-run');
  });

  it('while its run pauses for another reason says its own', () => {
    const bench = running();
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    bench.jump(5_000);
    const retryAtMs = bench.now.mono + MINUTE;
    expect(trip(bench, 'overload', { retryAtMs }).effects).toEqual([
      { do: 'note', run: 'ana', what: 'hold', by: 'gateway', why: 'overload' },
    ]);
    expect(bench.run('ana').hold).toEqual({ cause: 'pump', name: 'overload', sinceMono: bench.now.mono });
  });

  it('again for the same reason does not lengthen the pause', () => {
    const bench = running();
    trip(bench, 'dry-run', { retryAtMs: bench.now.mono + MINUTE });
    const { hold } = bench.run('ana');
    bench.jump(5_000);
    expect(trip(bench, 'dry-run', { retryAtMs: bench.now.mono + MINUTE }).effects).toEqual([]);
    expect(bench.run('ana').hold).toEqual(hold);
  });

  it('while its run pauses since a restart says why', () => {
    const bench = running();
    bench.happen({ kind: 'restart' });
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    expect(bench.run('ana').hold).toMatchObject({ cause: 'pump', name: 'under-voltage' });
  });

  it.each([
    { kind: 'trip', pump: 'gone', name: 'dry-run', lockOut: true },
    { kind: 'hold', pump: 'gone', name: 'dry-run' },
    { kind: 'ready', pump: 'gone', name: 'dry-run' },
  ] as const)('at no pump of this site ($kind) changes nothing', (event) => {
    expect(new EngineBench().happen(event)).toMatchObject({ effects: [], isVolatile: true });
  });
});

describe('a protection that holds a pump', () => {
  const hold = (bench: EngineBench, more: { untilMs?: number } = {}) =>
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage', ...more });
  const ready = (bench: EngineBench, name = 'under-voltage') => bench.happen({ kind: 'ready', pump: 'well', name });

  it('pauses its run until it says that the pump is ready', () => {
    const bench = running();
    expect(did(hold(bench), 'off')).toEqual([{ do: 'off', pump: 'well', why: 'under-voltage' }]);
    expect(bench.pump().blocks).toStrictEqual({ 'under-voltage': {} });
    bench.shows('well', false);
    expect(did(bench.pass(HOUR), 'on')).toEqual([]);
    expect(did(ready(bench), 'on')).toMatchObject([{ command: 'ana-2' }]);
    expect(bench.pump().blocks).toEqual({});
  });

  it('until a moment needs no other word', () => {
    const bench = running();
    hold(bench, { untilMs: bench.now.mono + 3 * MINUTE });
    bench.shows('well', false);
    expect(did(bench.pass(3 * MINUTE - 1), 'on')).toEqual([]);
    expect(did(bench.pass(1), 'on')).toHaveLength(1);
  });

  it('is not alone: each has to be ready', () => {
    const bench = running();
    hold(bench);
    bench.happen({ kind: 'hold', pump: 'well', name: 'over-voltage' });
    bench.shows('well', false);
    bench.jump(2 * MINUTE);
    expect(did(ready(bench), 'on')).toEqual([]);
    expect(did(ready(bench, 'over-voltage'), 'on')).toHaveLength(1);
  });

  it('and was not held says nothing new when it is ready', () => {
    expect(ready(new EngineBench())).toMatchObject({ effects: [], isVolatile: true });
  });

  it('that nobody runs keeps who asks waiting', () => {
    const bench = new EngineBench();
    hold(bench);
    bench.ask('ana');
    expect(bench.run('ana').state).toBe('waiting');
  });

  it('does not hold a run that is stopping', () => {
    const bench = running();
    bench.stops('ana');
    expect(hold(bench).effects).toEqual([]);
    expect(bench.run('ana').state).toBe('stopping');
  });

  it('for two hours ends the run by its name', () => {
    const bench = running();
    hold(bench);
    bench.shows('well', false);
    expect(did(bench.pass(2 * HOUR - 1), 'settle')).toEqual([]);
    expect(did(bench.pass(1), 'settle', 'note')).toEqual([
      { do: 'settle', run: 'ana', user: 'ana', reservedS: 600, usedS: 60, why: 'protection:under-voltage' },
      { do: 'note', run: 'ana', what: 'ended', by: 'gateway', why: 'protection:under-voltage' },
    ]);
  });

  it('lets the next of another pump pass after two minutes, and its run goes on at the head', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    bench.runs('ana');
    hold(bench);
    bench.shows('well', false);
    bench.ask('ben', { pump: 'river' });
    bench.ask('carl', { pump: 'river' });
    expect(did(bench.pass(2 * MINUTE - 1), 'on')).toEqual([]);
    expect(did(bench.pass(1), 'on')).toMatchObject([{ command: 'ben-1' }]);
    bench.shows('river', true);
    ready(bench);
    bench.pass(10 * MINUTE);
    bench.shows('river', false);
    expect(did(bench.pass(10_000), 'on')).toMatchObject([{ command: 'ana-2' }]);
  });
});

describe('a person who resets a pump', () => {
  const reset = (bench: EngineBench, pump = 'well') => bench.happen({ kind: 'reset', pump, by: 'carl' });

  it('lets it be asked for again, and forgets what held it', () => {
    const bench = new EngineBench();
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    trip(bench, 'dry-run', { lockOut: true });
    reset(bench);
    expect(bench.pump()).not.toHaveProperty('lockedOutBy');
    expect(bench.pump().blocks).toEqual({});
    expect(refusal(bench.ask('ana'))).toBeUndefined();
    expect(bench.run('ana').state).toBe('starting');
  });

  it('of no pump of this site changes nothing', () => {
    expect(reset(new EngineBench(), 'gone')).toMatchObject({ effects: [], isVolatile: true });
  });

  it('leaves what runs alone', () => {
    const bench = running();
    const { slot } = bench.pump();
    reset(bench);
    expect(bench.pump().slot).toEqual(slot);
  });
});

describe('a contact that is welded', () => {
  const weld = (bench: EngineBench) => trip(bench, 'welded', { lockOut: true });

  it('holds the place of its pump, whatever its device says, until a person has looked', () => {
    const bench = new EngineBench({ pumps: { well: {}, river: {} } });
    weld(bench);
    expect(bench.pump().slot).toEqual({});
    bench.shows('well', false);
    expect(did(bench.ask('ana', { pump: 'river' }), 'on')).toEqual([]);
    bench.happen({ kind: 'reset', pump: 'well', by: 'carl' });
    expect(bench.pump()).not.toHaveProperty('slot');
    expect(bench.pump().is).toBe('unknown');
    expect(did(bench.pass(10_000), 'on')).toMatchObject([{ pump: 'river' }]);
  });

  it('keeps its place over a restart', () => {
    const bench = new EngineBench();
    weld(bench);
    bench.happen({ kind: 'restart' });
    expect(bench.pump().slot).toEqual({});
  });

  it('is told by a person to be off: that stays, though its guard says it again', () => {
    const bench = new EngineBench();
    weld(bench);
    bench.happen({ kind: 'off-at-panel', pump: 'well', by: 'carl' });
    weld(bench);
    expect(bench.pump()).not.toHaveProperty('slot');
    expect(bench.pump().lockedOutBy).toBe('welded');
  });

  it('does not take the place of the run that is stopping', () => {
    const bench = running();
    bench.stops('ana');
    weld(bench);
    expect(bench.pump().slot?.run).toBe('ana');
    bench.shows('well', false);
    expect(bench.run('ana').state).toBe('ended');
  });

  it('is not what any other protection says', () => {
    const bench = new EngineBench();
    trip(bench, 'dry-run', { lockOut: true });
    expect(bench.pump()).not.toHaveProperty('slot');
  });
});
