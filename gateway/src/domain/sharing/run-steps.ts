import type { Draft } from './draft.ts';
import type { PumpState, Slot } from './pump.ts';
import { commandOf, pumpedMs, remainingMs, type EndReason, type Hold, type Run } from './run.ts';
import { DAY_MS, leaseFor, times } from './times.ts';

export const ENGINE = 'gateway';

/** Sends ON. Its seconds count once it is confirmed. */
export function start(draft: Draft, run: Run): void {
  const { mono } = draft.now;
  const state = draft.pump(run.pump);
  const { hold: _hold, savedMono: _saved, ...rest } = run;
  const next: Run = { ...rest, state: 'starting', starts: run.starts + 1, askedMono: mono, renewedMono: mono };
  const leaseS = leaseOf(state, next, mono);
  draft.setRun(next);
  draft.setPump({
    ...state,
    slot: slotFor(state, next, mono, times.startMs),
    startsMono: [...state.startsMono.filter((at) => at > mono - DAY_MS), mono],
  });
  draft.setFacts({ lastStartMono: mono });
  draft.do({
    do: 'on',
    pump: run.pump,
    command: commandOf(next),
    number: run.number,
    ...(leaseS === undefined ? {} : { leaseS }),
  });
  draft.note(run.id, run.hold ? 'resumed' : 'starting', ENGINE, run.hold?.cause);
}

/** Its device has shown that it is on. */
export function confirmOn(draft: Draft, run: Run): Run {
  const { mono, wall } = draft.now;
  const { askedMono: _asked, hold: _hold, ...rest } = run;
  draft.note(run.id, 'running', ENGINE, run.hold ? `it ran on over a ${run.hold.cause}` : undefined);
  draft.do({ do: 'clear', rule: 'not-confirmed', pump: run.pump });
  return draft.setRun({
    ...rest,
    state: 'running',
    onMono: mono,
    savedMono: mono,
    renewedMono: run.renewedMono ?? 0,
    provenMs: run.pumpedMs,
    startedAt: run.startedAt ?? wall,
  });
}

/** Lets the node run on. Not written: after a restart the slot is kept for the longest lease there is. */
export function renew(draft: Draft, run: Run): void {
  const { mono } = draft.now;
  const state = draft.pump(run.pump);
  const leaseS = leaseOf(state, run, mono);
  if (leaseS === undefined) return;
  draft.setRun({ ...run, renewedMono: mono }, { lasting: false });
  draft.setPump({ ...state, slot: slotFor(state, run, mono, times.renewalExpiryMs) }, { lasting: false });
  draft.do({ do: 'renew', pump: run.pump, number: run.number, leaseS });
}

/** Pauses it: OFF, with what is left kept. */
export function holdRun(draft: Draft, run: Run, hold: Omit<Hold, 'sinceMono'>): void {
  const { mono } = draft.now;
  const { onMono: _on, askedMono: _asked, renewedMono: _renewed, savedMono: _saved, ...rest } = run;
  draft.setRun({ ...rest, state: 'hold', pumpedMs: pumpedMs(run, mono), hold: { ...hold, sinceMono: mono } });
  if (draft.pump(run.pump).slot) draft.do({ do: 'off', pump: run.pump, why: hold.name ?? hold.cause });
  draft.note(run.id, 'hold', ENGINE, hold.name ?? hold.cause);
}

/** Another cause for a run that is in hold already. It keeps the time since. */
export function changeHold(draft: Draft, run: Run, hold: Omit<Hold, 'sinceMono'>): void {
  if (!run.hold || (run.hold.cause === hold.cause && run.hold.name === hold.name)) return;
  draft.setRun({ ...run, hold: { ...hold, sinceMono: draft.now.mono } });
  draft.note(run.id, 'hold', ENGINE, hold.name ?? hold.cause);
}

/** Why and by whom a run ends. */
export interface Ending {
  readonly reason: EndReason;
  readonly by: string;
  readonly why?: string | undefined;
}

/**
 * The money's end, whatever the pump does yet. Where it may be on, the run is `stopping` until its slot is free; else it has ended.
 */
export function endRun(draft: Draft, run: Run, ending: Ending): void {
  const { mono, wall } = draft.now;
  const { reason, by, why } = ending;
  const { onMono: _on, askedMono: _asked, hold: _hold, swapWith: _swap, ...rest } = run;
  const pumped = pumpedMs(run, mono);
  const usedS = Math.min(run.askedS, Math.floor(pumped / 1000));
  const isPumpFree = draft.pump(run.pump).slot?.run !== run.id;
  draft.setRun({
    ...rest,
    state: isPumpFree ? 'ended' : 'stopping',
    pumpedMs: pumped,
    usedS,
    reason,
    endedAt: wall,
  });
  if (run.reservedS > 0)
    draft.do({ do: 'settle', run: run.id, user: run.user, reservedS: run.reservedS, usedS, why: reason });
  if (usedS > 0) draft.do({ do: 'pumped', user: run.user, seconds: usedS });
  if (!isPumpFree) draft.do({ do: 'off', pump: run.pump, why: reason });
  draft.note(run.id, isPumpFree ? 'ended' : 'stopping', by, why ?? reason);
}

/** The pump is off, by proof or because its lease has run out: its group may go on. */
export function freeSlot(draft: Draft, state: PumpState, isProven: boolean): void {
  const { mono } = draft.now;
  const { slot: _, offMono: __, ...rest } = state;
  // Its motor rests from when it is seen to be off.
  draft.setPump(isProven ? { ...rest, is: 'off', offMono: mono } : { ...rest, is: 'unknown' });
  draft.setGroup({ ...draft.group(state.pump.group), freedMono: mono });
  for (const run of draft.activeRuns().filter(({ pump }) => pump === state.pump.id)) {
    if (run.state === 'stopping') finish(draft, run, isProven);
    // Nobody knows when it went off: what its node says later is taken then.
    else if (run.state === 'hold' && !isProven)
      draft.setRun({ ...run, pumpedMs: Math.min(run.pumpedMs, run.provenMs) });
  }
}

/** What was charged is held against what is known to have been pumped. */
function finish(draft: Draft, run: Run, isProven: boolean): void {
  const known = isProven ? run.pumpedMs : Math.min(run.pumpedMs, run.provenMs);
  const usedS = run.usedS ?? 0;
  const tooMuchS = usedS - Math.min(usedS, Math.floor(known / 1000));
  draft.setRun({ ...run, state: 'ended', pumpedMs: known, usedS: usedS - tooMuchS });
  if (tooMuchS > 0) draft.do({ do: 'pumped', user: run.user, seconds: -tooMuchS });
  if (tooMuchS > 0 && run.reservedS > 0) draft.do({ do: 'refund', run: run.id, user: run.user, seconds: tooMuchS });
  draft.note(run.id, 'ended', ENGINE, run.reason);
}

/** The slot with the moment from which it is free whatever was lost. A shorter lease does not take a longer one back. */
function slotFor(state: PumpState, run: Run, mono: number, expiryMs: number): Slot {
  const leaseS = leaseOf(state, run, mono);
  if (leaseS === undefined) return { run: run.id };
  const sureOffMono = mono + expiryMs + leaseS * 1000 + times.surelyOffMs;
  return { run: run.id, sureOffMono: Math.max(sureOffMono, state.slot?.sureOffMono ?? -Infinity) };
}

function leaseOf({ pump }: PumpState, run: Run, mono: number): number | undefined {
  return pump.leaseS === undefined ? undefined : leaseFor(pump.leaseS, remainingMs(run, mono));
}
