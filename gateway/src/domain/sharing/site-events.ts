import type { Draft } from './draft.ts';
import type { SharingEvent } from './events.ts';
import { isWelded, type PumpState } from './pump.ts';
import { changeHold, endRun, ENGINE, holdRun } from './run-steps.ts';
import { times } from './times.ts';

type Of<Kind extends SharingEvent['kind']> = Extract<SharingEvent, { kind: Kind }>;

/** Everything off: running runs end and are refunded, who waits keeps the place. */
export function onLatch(draft: Draft, { isLatched, by }: Of<'latch'>): void {
  if (isLatched === draft.facts.isLatched) return;
  draft.setFacts({ isLatched, ...(isLatched ? {} : { quietUntilMono: draft.now.mono + times.quietAfterReleaseMs }) });
  if (!isLatched) return;
  for (const run of draft.activeRuns()) if (run.state !== 'stopping') endRun(draft, run, { reason: 'stop-all', by });
}

/** The power of the site went, came, or is not known. */
export function onGrid(draft: Draft, { state }: Of<'grid'>): void {
  const { mono } = draft.now;
  if (state === draft.facts.grid) return;
  draft.setFacts({
    grid: state,
    gridSinceMono: mono,
    // Also where nobody knew for a while: the power may have been away for everybody around.
    ...(state === 'good' ? { returnedMono: mono } : {}),
  });
  if (state !== 'shedding') return;
  for (const run of draft.activeRuns()) {
    if (run.state === 'starting' || run.state === 'running') holdRun(draft, run, { cause: 'grid' });
    // Its node is silent because it has no power either.
    else if (run.hold?.name === 'node-lost') {
      changeHold(draft, run, { cause: 'grid' });
      draft.do({ do: 'clear', rule: 'node-lost', pump: run.pump });
    } else if (run.hold?.cause === 'restart') {
      changeHold(draft, run, { cause: 'grid' });
      if (draft.pump(run.pump).slot) draft.do({ do: 'off', pump: run.pump, why: 'grid' });
    }
  }
}

/** Suspended: their runs end, their money stays. */
export function onSuspend(draft: Draft, { user, by }: Of<'suspend'>): void {
  for (const { group } of draft.allGroups()) {
    const run = draft.runOf(group.id, user);
    if (run) endRun(draft, run, { reason: 'suspended', by });
  }
}

/**
 * After a start of the gateway: what ran pauses until its node says what it does. Nothing that was reported holds any more, and
 * a node may be on for the longest lease from now.
 */
export function onRestart(draft: Draft): void {
  const { mono } = draft.now;
  for (const state of draft.allPumps()) {
    const { slot, pump } = state;
    const sureOffMono = mono + times.startMs + (pump.leaseS ?? 0) * 1000 + times.surelyOffMs;
    const kept = slot && pump.leaseS !== undefined && !isWelded(state) ? { ...slot, sureOffMono } : slot;
    const blocks = judgedAnew(state.blocks, mono);
    draft.setPump({ ...state, isHeard: false, is: 'unknown', blocks, ...(kept ? { slot: kept } : {}) });
  }
  for (const run of draft.activeRuns()) {
    if (run.state !== 'starting' && run.state !== 'running') continue;
    const { onMono: _on, askedMono: _asked, renewedMono: _renewed, savedMono: _saved, ...rest } = run;
    const pumpedMs = run.state === 'running' ? run.provenMs : run.pumpedMs;
    draft.setRun({ ...rest, state: 'hold', pumpedMs, hold: { cause: 'restart', sinceMono: mono } });
    draft.note(run.id, 'hold', ENGINE, 'restart');
  }
  draft.setFacts({ returnedMono: mono, gridSinceMono: mono });
}

/** What held a pump until its guard said otherwise holds it as long as a new guard needs to see whether it still does. */
function judgedAnew(blocks: PumpState['blocks'], mono: number): PumpState['blocks'] {
  const until = mono + times.judgeMs;
  return Object.fromEntries(
    Object.entries(blocks).map(([name, { retryAtMono = until }]) => [name, { retryAtMono }] as const),
  );
}
