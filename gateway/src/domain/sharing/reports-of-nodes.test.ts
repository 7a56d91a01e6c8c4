import { describe, expect, it } from 'vitest';
import { did, EngineBench } from '../../testing/engine-bench.ts';

const MINUTE = 60_000;

/** A run of 10 minutes that has run for so long without a word of its node. */
function running(ms = 0): EngineBench {
  const bench = new EngineBench();
  bench.runs('ana');
  bench.jump(ms);
  return bench;
}

/** The gateway was started anew while a run ran. */
function restarted(ms = 10_000): EngineBench {
  const bench = running(ms);
  bench.shows('well', true);
  bench.happen({ kind: 'restart' });
  return bench;
}

describe('a pump that shows that it is on', () => {
  it('confirms its start: seconds count from now', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    const asked = bench.now.mono;
    bench.jump(3_000);
    const { mono, wall } = bench.now;
    expect(bench.shows('well', true).effects).toEqual([
      { do: 'note', run: 'ana', what: 'running', by: 'gateway' },
      { do: 'clear', rule: 'not-confirmed', pump: 'well' },
    ]);
    expect(bench.run('ana')).toMatchObject({
      state: 'running',
      onMono: mono,
      savedMono: mono,
      renewedMono: asked,
      provenMs: 0,
      startedAt: wall,
    });
    expect(bench.run('ana')).not.toHaveProperty('askedMono');
    expect(bench.pump().is).toBe('on');
  });

  it('with the count of another run does not confirm a start', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    expect(bench.shows('well', true, { number: 99, onSeconds: 5 }).effects).toEqual([]);
    expect(bench.run('ana')).toMatchObject({ state: 'starting', countedS: 0 });
  });

  it('with its own count confirms a start', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    bench.shows('well', true, { number: 1, onSeconds: 0 });
    expect(bench.run('ana').state).toBe('running');
  });

  it('proves what it has pumped, which is not written', () => {
    const bench = running(7_000);
    expect(bench.shows('well', true)).toMatchObject({ effects: [], isVolatile: true });
    expect(bench.run('ana').provenMs).toBe(7_000);
  });

  it('for another run proves nothing, and is switched off', () => {
    const bench = running(7_000);
    expect(bench.shows('well', true, { number: 99, onSeconds: 7 }).effects).toEqual([
      { do: 'off', pump: 'well', why: 'no run wants it on' },
    ]);
    expect(bench.run('ana')).toMatchObject({ state: 'running', provenMs: 0 });
  });

  it('while its run pauses is switched off', () => {
    const bench = running(7_000);
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    bench.shows('well', false);
    expect(did(bench.shows('well', true), 'alert')).toMatchObject([
      { sentence: 'The pump is on although its run pauses.' },
    ]);
    expect(bench.run('ana')).toMatchObject({ state: 'hold', pumpedMs: 7_000 });
  });

  it('before its pause has reached it is switched off once more, and the pause goes on', () => {
    const bench = running(7_000);
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    expect(did(bench.shows('well', true), 'off', 'alert')).toEqual([
      { do: 'off', pump: 'well', why: 'no run wants it on' },
    ]);
    expect(bench.run('ana')).toMatchObject({ state: 'hold', pumpedMs: 7_000, provenMs: 0 });
  });

  it('before its end has reached it is switched off once more, and the run is not begun again', () => {
    const bench = running(7_000);
    bench.stops('ana');
    expect(did(bench.shows('well', true), 'off')).toHaveLength(1);
    expect(bench.run('ana')).toMatchObject({ state: 'stopping', usedS: 7 });
  });

  it('and counts for a run of long ago is switched off', () => {
    const bench = new EngineBench();
    expect(did(bench.shows('well', true, { number: 99, onSeconds: 7 }), 'off')).toHaveLength(1);
  });

  it('though nobody runs it is switched off, and an alert; its group waits until it surely is', () => {
    const bench = new EngineBench();
    const { effects } = bench.shows('well', true);
    expect(effects).toEqual([
      { do: 'off', pump: 'well', why: 'no run wants it on' },
      {
        do: 'alert',
        rule: 'on-by-itself',
        pump: 'well',
        severity: 'critical',
        sentence: 'The pump is on although nobody runs it.',
        remedy: 'Look at its contactor and at its hand switch.',
      },
    ]);
    expect(bench.pump()).toMatchObject({ is: 'on', slot: { sureOffMono: bench.now.mono + 95_000 } });
    expect(bench.dueIn()).toBe(95_000);
  });

  it('though nobody runs it, once more, is switched off again, without another alert or a longer wait', () => {
    const bench = new EngineBench();
    bench.shows('well', true);
    const { slot } = bench.pump();
    bench.jump(5_000);
    expect(bench.shows('well', true).effects).toEqual([{ do: 'off', pump: 'well', why: 'no run wants it on' }]);
    expect(bench.pump().slot).toEqual(slot);
  });

  it('though nobody runs it is waited for until a proof, where its device keeps no lease', () => {
    const bench = new EngineBench({ pumps: { well: { leaseS: 'none' } } });
    bench.shows('well', true);
    expect(bench.pump().slot).toEqual({});
    expect(bench.due()).toBe(Infinity);
    bench.shows('well', false);
    expect(bench.pump()).not.toHaveProperty('slot');
  });

  it('is there', () => {
    const bench = new EngineBench();
    bench.hears('well', false);
    bench.shows('well', false);
    expect(bench.pump()).toMatchObject({ isHeard: true, is: 'off' });
  });

  it('and is no pump of this site says nothing', () => {
    expect(new EngineBench().shows('gone', true)).toMatchObject({ effects: [], isVolatile: true });
  });
});

describe('a pump that shows that it is off', () => {
  it('before the start has reached it says nothing', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    expect(bench.shows('well', false).effects).toEqual([]);
    expect(bench.run('ana').state).toBe('starting');
    expect(bench.pump().slot).toBeDefined();
  });

  it('for the first time rests from then', () => {
    const bench = new EngineBench({ pumps: {} });
    bench.happen({ kind: 'set-pump', pump: new EngineBench().pump().pump });
    bench.shows('well', false);
    expect(bench.pump().offMono).toBe(bench.now.mono);
  });

  it('again and again does not rest longer for it', () => {
    const bench = new EngineBench();
    bench.shows('well', false);
    const { offMono } = bench.pump();
    bench.jump(30_000);
    expect(bench.shows('well', false)).toMatchObject({ effects: [], isVolatile: true });
    expect(bench.pump().offMono).toBe(offMono);
  });

  it('in the middle of its run went off by itself: the run pauses with what is left, and its group is free', () => {
    const bench = running(MINUTE);
    expect(bench.shows('well', false).effects).toEqual([
      { do: 'off', pump: 'well', why: 'went-off' },
      { do: 'note', run: 'ana', what: 'hold', by: 'gateway', why: 'went-off' },
    ]);
    expect(bench.run('ana')).toMatchObject({
      state: 'hold',
      pumpedMs: MINUTE,
      dropouts: 1,
      hold: { cause: 'pump', name: 'went-off', sinceMono: bench.now.mono },
    });
    expect(bench.pump()).toMatchObject({ is: 'off', offMono: bench.now.mono });
    expect(bench.pump()).not.toHaveProperty('slot');
  });

  it('that goes off by itself a fourth time ends its run, which pays what it pumped', () => {
    const bench = running();
    for (const dropouts of [1, 2, 3]) {
      bench.jump(MINUTE);
      bench.shows('well', false);
      expect(bench.run('ana')).toMatchObject({ state: 'hold', dropouts });
      bench.pass(MINUTE);
      bench.shows('well', true);
    }
    bench.jump(MINUTE);
    expect(did(bench.shows('well', false), 'settle', 'note')).toEqual([
      { do: 'settle', run: 'ana', user: 'ana', reservedS: 600, usedS: 240, why: 'node-lost' },
      { do: 'note', run: 'ana', what: 'stopping', by: 'gateway', why: 'it goes off by itself again and again' },
      { do: 'note', run: 'ana', what: 'ended', by: 'gateway', why: 'node-lost' },
    ]);
    expect(bench.run('ana')).toMatchObject({ state: 'ended', reason: 'node-lost', usedS: 240 });
  });

  it('is not charged with a fault where its protection says why', () => {
    const bench = running(MINUTE);
    bench.shows('well', false);
    bench.pass(MINUTE);
    bench.shows('well', true);
    bench.shows('well', false);
    expect(bench.run('ana').dropouts).toBe(2);
    bench.happen({ kind: 'hold', pump: 'well', name: 'overload' });
    expect(bench.run('ana')).toMatchObject({ dropouts: 1, hold: { name: 'overload' } });
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    expect(bench.run('ana')).toMatchObject({ dropouts: 1, hold: { name: 'under-voltage' } });
  });

  it('once more in a pause is nothing to write', () => {
    const bench = running(MINUTE);
    bench.shows('well', false);
    expect(bench.shows('well', false)).toMatchObject({ effects: [], isVolatile: true });
  });
});

describe('the counter of a node', () => {
  const counts = (bench: EngineBench, on: boolean, onSeconds: number, number = 1) =>
    bench.shows('well', on, { number, onSeconds });

  it('ahead of the clock of the gateway is right', () => {
    const bench = running(10_000);
    counts(bench, true, 12);
    expect(bench.run('ana')).toMatchObject({ countedS: 12, provenMs: 12_000 });
    expect(bench.dueIn()).toBeLessThanOrEqual(588_000);
    expect(did(bench.stops('ana'), 'settle')).toMatchObject([{ usedS: 12 }]);
  });

  it('behind the clock leaves the clock right while the motor turns', () => {
    const bench = running(15_000);
    counts(bench, true, 10);
    expect(bench.run('ana')).toMatchObject({ countedS: 10, provenMs: 15_000 });
    expect(did(bench.stops('ana'), 'settle')).toMatchObject([{ usedS: 15 }]);
  });

  it.each([
    ['just as much as the clock says', 10_400, 10, 10_400],
    ['less: no more than the second it is in', 12_000, 10, 10_999],
    ['more: all of it', 9_000, 10, 10_000],
  ])('of a motor that has gone off says %s', (_what, knownMs, onSeconds, pumpedMs) => {
    const bench = running(knownMs);
    counts(bench, false, onSeconds);
    expect(bench.run('ana')).toMatchObject({ state: 'hold', pumpedMs, provenMs: pumpedMs });
  });

  it('5 s back is a word that came late, and counts nothing twice', () => {
    const bench = running(10_000);
    counts(bench, true, 10);
    counts(bench, true, 5);
    expect(bench.run('ana')).toMatchObject({ uncountedS: 0, countedS: 10 });
  });

  it('6 s back has begun anew: what it had is kept', () => {
    const bench = running(10_000);
    counts(bench, true, 10);
    counts(bench, true, 4);
    expect(bench.run('ana')).toMatchObject({ uncountedS: 10, countedS: 4, provenMs: 14_000 });
    counts(bench, true, 5);
    expect(bench.run('ana')).toMatchObject({ uncountedS: 10, countedS: 5, provenMs: 15_000 });
  });

  it('of another run is not taken for this one', () => {
    const bench = running(10_000);
    counts(bench, false, 500, 7);
    expect(bench.run('ana')).toMatchObject({ state: 'hold', pumpedMs: 10_000, countedS: 0 });
  });

  it('tells of a run that pauses what it pumped since', () => {
    const bench = running(10_000);
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    counts(bench, false, 12);
    expect(bench.run('ana')).toMatchObject({ state: 'hold', pumpedMs: 12_000, provenMs: 12_000 });
    expect(bench.run('ana')).not.toHaveProperty('onMono');
  });

  it('that still runs on in a pause is not final, and is written', () => {
    const bench = running(10_000);
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    expect(counts(bench, true, 11)).toMatchObject({ isVolatile: false });
    expect(bench.run('ana')).toMatchObject({ pumpedMs: 11_000, countedS: 11 });
  });
});

describe('a pump that pauses', () => {
  const paused = () => {
    const bench = running(7_000);
    bench.shows('well', true);
    bench.jump(3_000);
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    expect(bench.run('ana')).toMatchObject({ pumpedMs: 10_000, provenMs: 7_000 });
    return bench;
  };

  it('and shows that it is off has pumped until then', () => {
    const bench = paused();
    bench.shows('well', false);
    expect(bench.run('ana').pumpedMs).toBe(10_000);
  });

  it('and is only surely off has pumped what was proven', () => {
    const bench = paused();
    bench.pass(110_000);
    expect(bench.pump()).not.toHaveProperty('slot');
    expect(bench.run('ana')).toMatchObject({ state: 'hold', pumpedMs: 7_000 });
  });
});

describe('a run that was away while its motor turned', () => {
  it('has ended once its node has counted all that was asked for, and keeps nobody waiting', () => {
    const bench = new EngineBench({ pumps: { well: { startsPerHour: 1 } } });
    bench.runs('ana', { seconds: 100 });
    bench.ask('ben');
    bench.jump(90_000);
    bench.happen({ kind: 'restart' });
    bench.jump(12_000);
    const happened = bench.shows('well', false, { number: 1, onSeconds: 101 });
    expect(bench.run('ana')).toMatchObject({ state: 'ended', reason: 'completed', usedS: 100 });
    expect(did(happened, 'settle')).toMatchObject([{ run: 'ana', usedS: 100 }]);
    expect(bench.places().map(({ run }) => run.id)).toEqual(['ben']);
  });

  it('goes on where a second is left', () => {
    const bench = new EngineBench();
    bench.runs('ana', { seconds: 100 });
    bench.jump(90_000);
    bench.happen({ kind: 'restart' });
    bench.jump(9_000);
    bench.shows('well', false, { number: 1, onSeconds: 99 });
    expect(bench.run('ana')).toMatchObject({ state: 'hold', pumpedMs: 99_000 });
  });
});

describe('a start that comes to nothing', () => {
  const alert = (why: string) => ({
    do: 'alert',
    rule: 'not-confirmed',
    pump: 'well',
    severity: 'warning',
    sentence: `The pump was told to run and did not show that it does: ${why}`,
    remedy: 'Look whether its device has power and hears the gateway.',
  });

  it('after 15 s without a word is taken back, and free', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    expect(bench.dueIn()).toBe(15_000);
    expect(bench.pass(14_999)).toEqual([]);
    expect(bench.pass(1)).toEqual([
      { do: 'settle', run: 'ana', user: 'ana', reservedS: 600, usedS: 0, why: 'not-confirmed' },
      { do: 'off', pump: 'well', why: 'not-confirmed' },
      { do: 'note', run: 'ana', what: 'stopping', by: 'gateway', why: 'nothing was heard of it in 15 s' },
      alert('nothing was heard of it in 15 s'),
    ]);
  });

  it('because its device says no is taken back at once', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    const refused = { kind: 'refused-on', pump: 'well', command: 'ana-1', why: 'the float is up' } as const;
    const { effects } = bench.happen(refused);
    expect(did(effects, 'note', 'alert')).toEqual([
      { do: 'note', run: 'ana', what: 'stopping', by: 'gateway', why: 'the float is up' },
      alert('the float is up'),
    ]);
    expect(bench.run('ana').reason).toBe('not-confirmed');
  });

  it('is not the one of another command, nor of a run that runs', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    const refuse = (command: string) => bench.happen({ kind: 'refused-on', pump: 'well', command, why: 'no' });
    expect(refuse('ana-2').effects).toEqual([]);
    bench.shows('well', true);
    expect(refuse('ana-1').effects).toEqual([]);
    expect(bench.run('ana').state).toBe('running');
  });

  it('at no pump at all changes nothing', () => {
    const refused = { kind: 'refused-on', pump: 'gone', command: 'ana-1', why: 'no' } as const;
    expect(new EngineBench().happen(refused).effects).toEqual([]);
  });

  it('after a pause pays what was pumped before', () => {
    const bench = running(MINUTE);
    bench.shows('well', false);
    bench.pass(MINUTE);
    expect(bench.run('ana')).toMatchObject({ state: 'starting', starts: 2 });
    expect(did(bench.pass(15_000), 'settle')).toMatchObject([{ usedS: 60, why: 'not-confirmed' }]);
  });
});

describe('a device that falls silent', () => {
  it('while its pump runs: the run pauses on what was proven, and it is an alert', () => {
    const bench = running(MINUTE);
    bench.shows('well', true);
    bench.jump(15_000);
    expect(bench.hears('well', false).effects).toEqual([
      { do: 'off', pump: 'well', why: 'node-lost' },
      { do: 'note', run: 'ana', what: 'hold', by: 'gateway', why: 'node-lost' },
      {
        do: 'alert',
        rule: 'node-lost',
        pump: 'well',
        severity: 'critical',
        sentence: 'The pump ran, and its device is not heard any more. It ends by its lease.',
        remedy: 'Look whether it has stopped. OFF is sent as soon as it is heard.',
      },
    ]);
    expect(bench.run('ana')).toMatchObject({
      state: 'hold',
      pumpedMs: MINUTE,
      hold: { cause: 'pump', name: 'node-lost' },
    });
    expect(bench.pump()).toMatchObject({ isHeard: false, is: 'unknown' });
  });

  it('never pays more than was asked for', () => {
    const bench = running(700_000);
    bench.shows('well', true);
    bench.hears('well', false);
    expect(bench.run('ana').pumpedMs).toBe(600_000);
  });

  it('while its pump starts is waited for as any other', () => {
    const bench = new EngineBench();
    bench.ask('ana');
    expect(bench.hears('well', false).effects).toEqual([]);
    expect(bench.run('ana').state).toBe('starting');
  });

  it('while nobody runs it is no alert, and nothing starts there', () => {
    const bench = new EngineBench();
    expect(bench.hears('well', false).effects).toEqual([]);
    expect(did(bench.ask('ana'), 'on')).toEqual([]);
  });

  it('falls silent once', () => {
    const bench = running(MINUTE);
    bench.hears('well', false);
    expect(bench.hears('well', false)).toMatchObject({ effects: [], isVolatile: true });
    expect(new EngineBench().hears('gone', true)).toMatchObject({ effects: [], isVolatile: true });
  });

  it('and is heard again: the alert is over, its motor rests first', () => {
    const bench = new EngineBench();
    bench.hears('well', false);
    bench.jump(5 * MINUTE);
    bench.ask('ana');
    expect(bench.hears('well', true).effects).toEqual([{ do: 'clear', rule: 'node-lost', pump: 'well' }]);
    expect(bench.pump()).toMatchObject({ isHeard: true, is: 'unknown', offMono: bench.now.mono });
    expect(did(bench.pass(MINUTE - 1), 'on')).toEqual([]);
    expect(did(bench.pass(1), 'on')).toHaveLength(1);
  });

  it.each([
    ['90 s: its run ends when its turn is over, after two minutes', 90, 2 * MINUTE],
    ['5 min: its run ends when the pump is surely off', 300, (5 + 300 + 5) * 1_000],
  ])('with a lease of %s, and pays what was proven', (_what, leaseS, ms) => {
    const bench = new EngineBench({ pumps: { well: { leaseS } } });
    bench.runs('ana');
    bench.pass(MINUTE);
    bench.shows('well', true);
    bench.hears('well', false);
    expect(did(bench.pass(ms - 1), 'settle')).toEqual([]);
    expect(did(bench.pass(1), 'settle')).toMatchObject([{ usedS: 60, why: 'node-lost' }]);
    expect(bench.run('ana')).toMatchObject({ state: 'ended', reason: 'node-lost' });
  });

  it('and is heard again within two minutes: its run resumes', () => {
    const bench = running(MINUTE);
    bench.shows('well', true);
    bench.hears('well', false);
    bench.jump(2 * MINUTE - 1);
    bench.shows('well', false);
    expect(did(bench.pass(MINUTE), 'on')).toMatchObject([{ command: 'ana-2' }]);
  });
});

describe('after a start of the gateway', () => {
  it('a run pauses on what was proven, without a command', () => {
    const bench = running(10_000);
    bench.shows('well', true);
    bench.jump(3_000);
    expect(bench.happen({ kind: 'restart' }).effects).toEqual([
      { do: 'note', run: 'ana', what: 'hold', by: 'gateway', why: 'restart' },
    ]);
    const run = bench.run('ana');
    expect(run).toMatchObject({
      state: 'hold',
      pumpedMs: 10_000,
      hold: { cause: 'restart', sinceMono: bench.now.mono },
    });
    for (const key of ['onMono', 'askedMono', 'renewedMono', 'savedMono']) expect(run).not.toHaveProperty(key);
  });

  it('a start that was not confirmed pauses with what was pumped before it', () => {
    const bench = running(10_000);
    bench.shows('well', false);
    bench.pass(MINUTE);
    bench.happen({ kind: 'restart' });
    expect(bench.run('ana')).toMatchObject({ state: 'hold', pumpedMs: 10_000, starts: 2 });
    expect(bench.run('ana')).not.toHaveProperty('askedMono');
  });

  it('a run whose node is still on goes on without a command, and its counter fills the gap', () => {
    const bench = restarted();
    bench.jump(20_000);
    expect(bench.shows('well', true, { number: 1, onSeconds: 31 }).effects).toEqual([
      { do: 'note', run: 'ana', what: 'running', by: 'gateway', why: 'it ran on over a restart' },
      { do: 'clear', rule: 'not-confirmed', pump: 'well' },
    ]);
    expect(bench.run('ana')).toMatchObject({ state: 'running', pumpedMs: 31_000, onMono: bench.now.mono, starts: 1 });
    expect(bench.run('ana')).not.toHaveProperty('hold');
    expect(did(bench.pass(0), 'renew')).toHaveLength(1);
  });

  it('its run is renewed at once, also in the first seconds of the machine', () => {
    const bench = new EngineBench({ startMono: 3_000 });
    bench.runs('ana');
    bench.happen({ kind: 'restart' });
    bench.shows('well', true);
    expect(did(bench.pass(0), 'renew')).toHaveLength(1);
  });

  it.each([
    ['all is stopped', { kind: 'latch', isLatched: true, by: 'carl' }],
    ['there is no power', { kind: 'grid', state: 'shedding' }],
  ] as const)('its run does not go on where %s', (_what, event) => {
    const bench = restarted();
    bench.happen(event);
    bench.shows('well', true);
    expect(bench.run('ana').state).not.toBe('running');
  });

  it('its run does not go on where its node is on for another run', () => {
    const bench = restarted();
    expect(did(bench.shows('well', true, { number: 99, onSeconds: 3 }), 'off')).toHaveLength(1);
    expect(bench.run('ana').state).toBe('hold');
  });

  it('its run does not go on once its lease is over', () => {
    const bench = restarted();
    bench.pass(110_000);
    expect(bench.pump()).not.toHaveProperty('slot');
    expect(did(bench.shows('well', true), 'off')).toHaveLength(1);
    expect(bench.run('ana').state).toBe('hold');
  });

  it('what was reported holds no more, and a slot is kept for the longest lease', () => {
    const bench = restarted();
    expect(bench.pump()).toMatchObject({
      isHeard: false,
      is: 'unknown',
      slot: { run: 'ana', sureOffMono: bench.now.mono + 15_000 + 90_000 + 5_000 },
    });
    expect(bench.state.facts).toMatchObject({ returnedMono: bench.now.mono, gridSinceMono: bench.now.mono });
  });

  it('a pump that is free stays free', () => {
    const bench = new EngineBench();
    bench.happen({ kind: 'restart' });
    expect(bench.pump()).not.toHaveProperty('slot');
  });

  it('a pump without a lease is off only by a proof', () => {
    const bench = new EngineBench({ pumps: { well: { leaseS: 'none' } } });
    bench.runs('ana');
    bench.happen({ kind: 'restart' });
    expect(bench.pump().slot).toEqual({ run: 'ana' });
  });

  it('a protection that waited for its guard waits a minute for the new one; one with a moment keeps it', () => {
    const bench = new EngineBench();
    const untilMs = bench.now.mono + 5_000;
    bench.happen({ kind: 'hold', pump: 'well', name: 'under-voltage' });
    bench.happen({ kind: 'hold', pump: 'well', name: 'overload', untilMs });
    bench.happen({ kind: 'restart' });
    expect(bench.pump().blocks).toEqual({
      'under-voltage': { retryAtMono: bench.now.mono + 60_000 },
      overload: { retryAtMono: untilMs },
    });
  });

  it('who waits, and what is stopping or in a pause, stays as it is', () => {
    const bench = running(MINUTE);
    bench.stops('ana');
    bench.ask('ben');
    expect(bench.happen({ kind: 'restart' }).effects).toEqual([]);
    expect(bench.runStates()).toEqual({ ana: 'stopping', ben: 'waiting' });
  });

  it('a run whose node is never heard ends after two hours, as lost', () => {
    const bench = restarted();
    bench.pass(2 * 60 * MINUTE - 1);
    expect(bench.run('ana').state).toBe('hold');
    expect(did(bench.pass(1), 'settle')).toMatchObject([{ usedS: 10, why: 'node-lost' }]);
    expect(bench.run('ana')).toMatchObject({ state: 'ended', reason: 'node-lost' });
  });
});
