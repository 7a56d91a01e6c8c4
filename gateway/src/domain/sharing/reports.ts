import type { Draft } from './draft.ts';
import type { SharingEvent } from './events.ts';
import { changeHold, confirmOn, endRun, ENGINE, freeSlot, holdRun } from './run-steps.ts';
import { commandOf, pumpedMs, type NodeCount, type Run } from './run.ts';
import { isWelded, NO_EFFECT, WELDED, type PumpState } from './pump.ts';
import { times } from './times.ts';

type Of<Kind extends SharingEvent['kind']> = Extract<SharingEvent, { kind: Kind }>;

/** Two words of a node that come in the wrong order differ by less; one that began anew is further back. Unit: s. */
const COUNT_JITTER_S = 5;

/** A run whose device goes off by itself so often is not to be had on. */
const MOST_DROPOUTS = 3;

/** What the pump is shown to be. */
export function onReport(draft: Draft, { pump, on, count }: Of<'report'>): void {
  const state = draft.findPump(pump);
  if (!state) return;
  const run = counted(draft, draft.activeAt(pump), on, count);
  if (state.is !== (on ? 'on' : 'off') || !state.isHeard)
    draft.setPump({ ...state, isHeard: true, is: on ? 'on' : 'off' });
  if (on) onShownOn(draft, pump, run, count);
  else onShownOff(draft, pump, run);
}

/** The ON of a run was refused on its way or by the device. */
export function onRefused(draft: Draft, { pump, command, why }: Of<'refused-on'>): void {
  const run = draft.activeAt(pump);
  if (run?.state === 'starting' && commandOf(run) === command) giveUp(draft, run, why);
}

/** Nothing shows that it is on: OFF, and back goes all that was not pumped before. */
export function giveUp(draft: Draft, run: Run, why: string): void {
  endRun(draft, run, { reason: 'not-confirmed', by: ENGINE, why });
  draft.do({
    do: 'alert',
    rule: 'not-confirmed',
    pump: run.pump,
    severity: 'warning',
    sentence: `The pump was told to run and did not show that it does: ${why}`,
    remedy: 'Look whether its device has power and hears the gateway.',
  });
}

/** Its device fell silent, or was heard again. */
export function onHeard(draft: Draft, { pump, isHeard }: Of<'heard'>): void {
  const state = draft.findPump(pump);
  if (!state || state.isHeard === isHeard) return;
  const { offMono, ...rest } = state;
  // One that comes back may have had no power: then its node rests before it starts the motor.
  const rests = isHeard ? { offMono: offMono ?? draft.now.mono } : {};
  draft.setPump({ ...rest, ...rests, isHeard, is: 'unknown' });
  if (isHeard) return draft.do({ do: 'clear', rule: 'node-lost', pump });
  const run = draft.activeAt(pump);
  if (run?.state !== 'running') return;
  // Only what it was seen to pump counts: it may have been dead since.
  holdRun(draft, asProven(run), { cause: 'pump', name: 'node-lost' });
  draft.do({
    do: 'alert',
    rule: 'node-lost',
    pump,
    severity: 'critical',
    sentence: 'The pump ran, and its device is not heard any more. It ends by its lease.',
    remedy: 'Look whether it has stopped. OFF is sent as soon as it is heard.',
  });
}

/** A protection has stopped it. */
export function onTrip(draft: Draft, { pump, name, retryAtMs, lockOut }: Of<'trip'>): void {
  const state = draft.findPump(pump);
  if (!state) return;
  if (lockOut) lockOutPump(draft, state, name);
  else if (retryAtMs !== undefined)
    draft.setPump({ ...state, blocks: { ...state.blocks, [name]: { retryAtMono: retryAtMs } } });
  const run = draft.activeAt(pump);
  if (!run || run.state === 'stopping') return;
  const counted = name === NO_EFFECT ? withoutThisStart(run) : run;
  if (lockOut || retryAtMs === undefined) return endRun(draft, counted, { reason: `protection:${name}`, by: ENGINE });
  pause(draft, run, name);
}

/**
 * A welded contact holds the place of its pump: the motor turns, whatever its device says of the contact. Once: told again after a
 * restart it does not take back what a person said since.
 */
function lockOutPump(draft: Draft, state: PumpState, name: string): void {
  const isNewlyWelded = name === WELDED && state.lockedOutBy !== WELDED && !state.slot;
  draft.setPump({ ...state, lockedOutBy: name, ...(isNewlyWelded ? { slot: {} } : {}) });
}

/** The device said that it was on, and nothing came of it. */
function withoutThisStart(run: Run): Run {
  const { onMono: _, ...rest } = run;
  return rest;
}

/** It must not run for now. */
export function onHold(draft: Draft, { pump, name, untilMs }: Of<'hold'>): void {
  const state = draft.findPump(pump);
  if (!state) return;
  const block = untilMs === undefined ? {} : { retryAtMono: untilMs };
  draft.setPump({ ...state, blocks: { ...state.blocks, [name]: block } });
  const run = draft.activeAt(pump);
  if (run && run.state !== 'stopping') pause(draft, run, name);
}

export function onReady(draft: Draft, { pump, name }: Of<'ready'>): void {
  const state = draft.findPump(pump);
  if (!state || !(name in state.blocks)) return;
  const { [name]: _, ...blocks } = state.blocks;
  draft.setPump({ ...state, blocks });
}

function pause(draft: Draft, run: Run, name: string): void {
  if (run.state === 'hold') {
    if (run.hold?.cause !== 'grid') changeHold(draft, explained(run), { cause: 'pump', name });
  } else holdRun(draft, run, { cause: 'pump', name });
}

/** Its device went off by itself, and its protection says why: that is no fault of its line or its switch. */
function explained(run: Run): Run {
  return run.hold?.name === 'went-off' ? { ...run, dropouts: run.dropouts - 1 } : run;
}

function onShownOn(draft: Draft, pump: string, run: Run | undefined, count: NodeCount | undefined): void {
  const isOurs = count === undefined || count.number === run?.number;
  if (run?.state === 'running' && isOurs) return;
  if (run?.state === 'starting') {
    if (isOurs) confirmOn(draft, run);
    return;
  }
  if (run?.state === 'hold' && run.hold?.cause === 'restart' && isOurs && mayRunOn(draft, run)) {
    confirmOn(draft, run);
    return;
  }
  switchOff(draft, pump, run);
}

/** A motor that no run wants: off, and the group waits until it surely is. */
function switchOff(draft: Draft, pump: string, run: Run | undefined): void {
  const state = draft.pump(pump);
  draft.do({ do: 'off', pump, why: 'no run wants it on' });
  if (state.slot) return;
  const { mono } = draft.now;
  const sureOffMono = mono + (state.pump.leaseS ?? 0) * 1000 + times.surelyOffMs;
  draft.setPump({ ...state, slot: state.pump.leaseS === undefined ? {} : { sureOffMono } });
  draft.do({
    do: 'alert',
    rule: 'on-by-itself',
    pump,
    severity: 'critical',
    sentence: run ? 'The pump is on although its run pauses.' : 'The pump is on although nobody runs it.',
    remedy: 'Look at its contactor and at its hand switch.',
  });
}

function onShownOff(draft: Draft, pump: string, run: Run | undefined): void {
  const state = draft.pump(pump);
  // What it says before the ON has reached it says nothing.
  if (run?.state === 'starting') return;
  if (run?.state === 'running') return onDropout(draft, run);
  if (isWelded(state)) return;
  if (state.slot) freeSlot(draft, state, true);
  else if (state.offMono === undefined) draft.setPump({ ...state, offMono: draft.now.mono });
}

/** It went off by itself: its lease ended, its float rose, somebody pressed its button. */
function onDropout(draft: Draft, run: Run): void {
  const dropouts = run.dropouts + 1;
  if (dropouts > MOST_DROPOUTS) {
    endRun(draft, run, { reason: 'node-lost', by: ENGINE, why: 'it goes off by itself again and again' });
  } else holdRun(draft, { ...run, dropouts }, { cause: 'pump', name: 'went-off' });
  freeSlot(draft, draft.pump(run.pump), true);
}

/** The node's own counter goes above the gateway's clock. */
function counted(draft: Draft, run: Run | undefined, on: boolean, count: NodeCount | undefined): Run | undefined {
  if (!run) return run;
  const { mono } = draft.now;
  const next = count?.number === run.number ? withCount(run, count.onSeconds, on, mono) : run;
  if (!on || next.state !== 'running') return next === run ? run : draft.setRun(next);
  if (count && count.number !== run.number) return run;
  return draft.setRun({ ...next, provenMs: pumpedMs(next, mono) }, { lasting: false });
}

function withCount(run: Run, onSeconds: number, on: boolean, mono: number): Run {
  const hasForgotten = onSeconds < run.countedS - COUNT_JITTER_S;
  const uncountedS = run.uncountedS + (hasForgotten ? run.countedS : 0);
  const countedS = hasForgotten ? onSeconds : Math.max(onSeconds, run.countedS);
  const next = { ...run, uncountedS, countedS };
  const leastMs = (uncountedS + countedS) * 1000;
  const known = pumpedMs(run, mono);
  if (run.state === 'running' && on) return leastMs > known ? { ...next, onMono: mono + run.pumpedMs - leastMs } : next;
  // It has stopped: its counter is all that it has pumped. What a run is charged is never more.
  const total = Math.max(leastMs, Math.min(known, leastMs + 999));
  const { onMono: _, ...stopped } = next;
  return { ...stopped, pumpedMs: total, provenMs: total };
}

function asProven(run: Run): Run {
  const { onMono: _, ...rest } = run;
  return { ...rest, pumpedMs: Math.min(run.provenMs, run.askedS * 1000) };
}

/** Inside its lease, and nothing forbids it. */
function mayRunOn(draft: Draft, { id, pump }: Run): boolean {
  const { facts } = draft;
  return draft.pump(pump).slot?.run === id && !facts.isLatched && facts.grid !== 'shedding';
}
