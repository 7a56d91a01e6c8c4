import type { Moment } from '../field/command.ts';
import { denied, granted, type Answer } from './answer.ts';
import { Draft, type Decision } from './draft.ts';
import type { SharingEvent } from './events.ts';
import { isWelded, newPump, type Group } from './pump.ts';
import { move, swap } from './queue.ts';
import { onHeard, onHold, onReady, onRefused, onReport, onTrip } from './reports.ts';
import { extend, isOver, notWaiting, takeRequest, unknownRun } from './request.ts';
import { endRun, ENGINE, freeSlot, start, type Ending } from './run-steps.ts';
import { remainingMs, type Run } from './run.ts';
import { onGrid, onLatch, onRestart, onSuspend } from './site-events.ts';
import { nextToStart } from './start-rule.ts';
import type { SharingState } from './state.ts';
import { nextDue, onTick } from './tick.ts';

/** What becomes of an event: the run it is about, where it is about one, or why it is refused. */
export interface Decided {
  readonly decision: Decision;
  readonly answer: Answer<Run | undefined>;
}

/** One event, one decision. Pure: the state is only read, time is an input. */
export function decide(state: SharingState, event: SharingEvent, now: Moment): Decided {
  const draft = new Draft(state, now);
  const answer = handle(draft, event);
  endWhatIsPumped(draft);
  return { decision: answer.ok ? draft.decision : new Draft(state, now).decision, answer };
}

/** A run that pauses and has pumped all it asked for, by the counter of its node, has nothing to come back for. */
function endWhatIsPumped(draft: Draft): void {
  for (const run of draft.activeRuns())
    if (run.hold && remainingMs(run, draft.now.mono) <= 0) endRun(draft, run, { reason: 'completed', by: ENGINE });
}

/** The next start that is due, one of any group; undefined where none is. To be asked again after each. */
export function decideStart(state: SharingState, now: Moment): Decision | undefined {
  const draft = new Draft(state, now);
  for (const group of draft.allGroups()) {
    const next = nextToStart(draft, group);
    if (!next || (next.readiness.at ?? Infinity) > now.mono) continue;
    start(draft, next.run);
    return draft.decision;
  }
  return undefined;
}

/** When to come back with a tick at the latest. Monotonic ms; Infinity where nothing is awaited. */
export function dueNext(state: SharingState, now: Moment): number {
  return nextDue(new Draft(state, now));
}

function handle(draft: Draft, event: SharingEvent): Answer<Run | undefined> {
  switch (event.kind) {
    case 'request':
      return takeRequest(draft, event.request);
    case 'extend':
      return withRun(draft, event.run, (run) => extend(draft, run, event));
    case 'stop':
      return withRun(draft, event.run, (run) => stop(draft, run, event));
    case 'move':
      return withRun(draft, event.run, (run) => move(draft, run, event));
    case 'remove':
      return withRun(draft, event.run, (run) => remove(draft, run, event));
    case 'swap':
      return withRun(draft, event.run, (run) => swap(draft, run, draft.findRun(event.with), event.by));
    default:
      happen(draft, event);
      return granted(undefined);
  }
}

function setGroup(draft: Draft, group: Group): void {
  const known = draft.allGroups().find((state) => state.group.id === group.id);
  draft.setGroup({ ...known, group });
}

type Asked = 'request' | 'extend' | 'stop' | 'move' | 'remove' | 'swap';

function happen(draft: Draft, event: Exclude<SharingEvent, { kind: Asked }>): void {
  switch (event.kind) {
    case 'suspend':
      return onSuspend(draft, event);
    case 'latch':
      return onLatch(draft, event);
    case 'grid':
      return onGrid(draft, event);
    case 'trip':
      return onTrip(draft, event);
    case 'hold':
      return onHold(draft, event);
    case 'ready':
      return onReady(draft, event);
    case 'reset':
      return reset(draft, event.pump);
    case 'tank-full':
      return endActive(draft, event.pump, { reason: 'tank-full', by: ENGINE });
    case 'switched-off':
      return endActive(draft, event.pump, { reason: 'stopped-by-admin', by: event.by, why: 'switched off by hand' });
    case 'report':
      return onReport(draft, event);
    case 'refused-on':
      return onRefused(draft, event);
    case 'heard':
      return onHeard(draft, event);
    case 'off-at-panel':
      return offAtPanel(draft, event.pump);
    case 'set-pump':
      return draft.setPump({ ...(draft.findPump(event.pump.id) ?? newPump(event.pump)), pump: event.pump });
    case 'set-group':
      return setGroup(draft, event.group);
    case 'tick':
      return onTick(draft);
    case 'restart':
      return onRestart(draft);
  }
}

function withRun(draft: Draft, id: string, then: (run: Run) => Answer<Run>): Answer<Run> {
  const run = draft.findRun(id);
  return run ? then(run) : denied(unknownRun);
}

function stop(draft: Draft, run: Run, event: Extract<SharingEvent, { kind: 'stop' }>): Answer<Run> {
  if (run.state === 'stopping') return denied(isOver);
  const { by, how, why } = event;
  const reason = run.state === 'waiting' && how === 'stopped-by-user' ? 'cancelled' : how;
  endRun(draft, run, { reason, by, why });
  return granted(draft.findRun(run.id) ?? run);
}

function remove(draft: Draft, run: Run, { by, why }: { readonly by: string; readonly why: string }): Answer<Run> {
  if (run.state !== 'waiting') return denied(notWaiting);
  endRun(draft, run, { reason: 'cancelled', by, why });
  return granted(draft.findRun(run.id) ?? run);
}

function reset(draft: Draft, pump: string): void {
  const state = draft.findPump(pump);
  if (!state) return;
  if (isWelded(state)) freeSlot(draft, state, false);
  const { lockedOutBy: _, ...rest } = draft.pump(pump);
  draft.setPump({ ...rest, blocks: {} });
}

function endActive(draft: Draft, pump: string, ending: Ending): void {
  const run = draft.activeAt(pump);
  if (run && run.state !== 'stopping') endRun(draft, run, ending);
}

/** A person's word in place of a proof. */
function offAtPanel(draft: Draft, pump: string): void {
  const state = draft.findPump(pump);
  const run = draft.activeAt(pump);
  if (state?.slot && run?.state !== 'starting' && run?.state !== 'running') freeSlot(draft, state, true);
}
