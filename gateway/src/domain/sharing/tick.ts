import type { Draft } from './draft.ts';
import { giveUp } from './reports.ts';
import type { PumpState } from './pump.ts';
import { endRun, ENGINE, freeSlot, renew } from './run-steps.ts';
import { remainingMs, type Run } from './run.ts';
import { nextToStart, pumpReadiness, turnEndsAt } from './start-rule.ts';
import { times } from './times.ts';

/** Whatever is due at this moment. Starts are decided one by one, after it. */
export function onTick(draft: Draft): void {
  const { mono } = draft.now;
  for (const state of draft.allPumps())
    if (mono >= (state.slot?.sureOffMono ?? Infinity) && !isWanted(draft, state.slot?.run))
      freeSlot(draft, state, false);
  for (const run of draft.activeRuns()) if (mono >= dueAt(draft, run)) onDue(draft, run);
}

/** When something has to be decided without anybody asking. Monotonic ms. */
export function nextDue(draft: Draft): number {
  const runs = draft.activeRuns();
  return Math.min(
    ...runs.map((run) => dueAt(draft, run)),
    ...runs.map((run) => laterThan(draft, turnEndsAt(draft, run))),
    ...draft.allPumps().map((state) => pumpDueAt(draft, state)),
    ...draft.allGroups().map((group) => nextToStart(draft, group)?.readiness.at ?? Infinity),
  );
}

/** When its slot is free by time, or when who waits for it may have a turn again. */
function pumpDueAt(draft: Draft, state: PumpState): number {
  if (state.slot) return isWanted(draft, state.slot.run) ? Infinity : (state.slot.sureOffMono ?? Infinity);
  const isWaitedFor = draft.firstWaiting(state.pump.id) ?? draft.activeAt(state.pump.id);
  const readyAt = isWaitedFor ? (pumpReadiness(state, draft.now.mono).at ?? Infinity) : Infinity;
  return Math.min(laterThan(draft, readyAt - times.keepTurnMs), laterThan(draft, readyAt));
}

function laterThan({ now }: Draft, at: number): number {
  return at > now.mono ? at : Infinity;
}

/** A run that has its pump on: its slot is not to be freed by time. */
function isWanted(draft: Draft, id: string | undefined): boolean {
  const state = id === undefined ? undefined : draft.findRun(id)?.state;
  return state === 'starting' || state === 'running';
}

function dueAt(draft: Draft, run: Run): number {
  const { mono } = draft.now;
  switch (run.state) {
    case 'starting':
      return (run.askedMono ?? -Infinity) + times.startMs;
    case 'running':
      return Math.min(
        mono + remainingMs(run, mono),
        (run.savedMono ?? -Infinity) + times.saveEveryMs,
        draft.pump(run.pump).pump.leaseS === undefined ? Infinity : (run.renewedMono ?? -Infinity) + times.renewEveryMs,
      );
    case 'hold':
      return holdEndsAt(draft, run);
    default:
      return Infinity;
  }
}

function onDue(draft: Draft, run: Run): void {
  const { mono } = draft.now;
  switch (run.state) {
    case 'starting':
      return giveUp(draft, run, 'nothing was heard of it in 15 s');
    case 'running':
      return remainingMs(run, mono) <= 0 ? endRun(draft, run, { reason: 'completed', by: ENGINE }) : keepOn(draft, run);
    case 'hold':
      return endHold(draft, run);
    default:
  }
}

function keepOn(draft: Draft, run: Run): void {
  const { mono } = draft.now;
  if (mono >= (run.renewedMono ?? -Infinity) + times.renewEveryMs) renew(draft, run);
  const renewed = draft.findRun(run.id) ?? run;
  if (mono >= (run.savedMono ?? -Infinity) + times.saveEveryMs) draft.setRun({ ...renewed, savedMono: mono });
}

/** What is lost is given up with its turn, once it is surely off; what only waits is given up after hours. */
function holdEndsAt(draft: Draft, { pump, hold }: Run): number {
  if (!hold) return Infinity;
  if (hold.cause === 'grid') return hold.sinceMono + times.gridHoldMs;
  const state = draft.pump(pump);
  if (hold.name === 'node-lost' && !state.isHeard)
    return Math.max(hold.sinceMono + times.keepTurnMs, state.slot?.sureOffMono ?? -Infinity);
  return hold.sinceMono + times.pumpHoldMs;
}

function endHold(draft: Draft, run: Run): void {
  const { cause, name } = run.hold ?? {};
  if (cause === 'grid') return endRun(draft, run, { reason: 'grid-timeout', by: ENGINE });
  if (cause === 'restart' || name === 'node-lost' || name === 'went-off')
    return endRun(draft, run, { reason: 'node-lost', by: ENGINE });
  return endRun(draft, run, { reason: `protection:${name ?? 'unknown'}`, by: ENGINE });
}
