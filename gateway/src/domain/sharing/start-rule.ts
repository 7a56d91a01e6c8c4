import { earliestStart } from '../grid/stagger.ts';
import type { Draft } from './draft.ts';
import type { GroupState, PumpState } from './pump.ts';
import type { Run } from './run.ts';
import { DAY_MS, HOUR_MS, times } from './times.ts';

/** When something may start, and what keeps it from starting before; without `at` something has to happen first. Monotonic ms. */
export interface Readiness {
  readonly at?: number;
  readonly code?: StartBlock;
  /** The protection behind it. */
  readonly name?: string;
}

type Timed = Readiness & { readonly at: number };

export type StartBlock =
  | 'latched'
  | 'quiet'
  | 'grid.shedding'
  | 'grid.unknown'
  | 'out-of-service'
  | 'locked-out'
  | 'away'
  | 'protection'
  | 'min-rest'
  | 'starts-per-hour'
  | 'starts-per-day'
  | 'group-rest'
  | 'group-busy'
  | 'stagger'
  | 'transformer';

/** When the pump itself may start: its device, its protections, its rest and its starts. */
export function pumpReadiness(state: PumpState, now: number): Readiness {
  const { pump, isHeard, blocks, lockedOutBy, offMono, startsMono } = state;
  if (lockedOutBy !== undefined) return { code: 'locked-out', name: lockedOutBy };
  if (pump.outOfService !== undefined) return { code: 'out-of-service' };
  for (const [name, { retryAtMono }] of Object.entries(blocks))
    if (retryAtMono === undefined) return { code: 'protection', name };
  if (!isHeard) return { code: 'away' };
  const waits: Timed[] = [
    { at: offMono === undefined ? now : offMono + pump.minRestMs, code: 'min-rest' },
    { at: allowedBy(startsMono, pump.startsPerHour, HOUR_MS), code: 'starts-per-hour' },
    { at: allowedBy(startsMono, pump.startsPerDay, DAY_MS), code: 'starts-per-day' },
    ...Object.entries(blocks).map(([name, { retryAtMono = now }]) => ({
      at: retryAtMono,
      code: 'protection' as const,
      name,
    })),
  ];
  return latest(now, waits);
}

/** What holds for every pump of the site. */
export function siteReadiness({ facts, setup, now: { mono } }: Draft): Readiness {
  if (facts.isLatched) return { code: 'latched' };
  if (facts.grid === 'shedding') return { code: 'grid.shedding' };
  if (facts.grid === 'unknown' && setup.startsInUnknown === 'never') return { code: 'grid.unknown' };
  return latest(mono, [
    { at: facts.quietUntilMono, code: 'quiet' },
    { at: facts.grid === 'unknown' ? facts.gridSinceMono + times.unknownQuietMs : mono, code: 'grid.unknown' },
  ]);
}

/** When a run whose turn it is may start. */
export function startReadiness(draft: Draft, group: GroupState, state: PumpState): Readiness {
  const { mono } = draft.now;
  const parts = [siteReadiness(draft), pumpReadiness(state, mono)];
  const stuck = parts.find(({ at }) => at === undefined);
  if (stuck) return stuck;
  const rest = { at: (group.freedMono ?? -Infinity) + group.group.restMs, code: 'group-rest' } as const;
  const ready = latest(mono, [...parts, rest]);
  return apart(draft, state, ready);
}

/** A run whose turn may have come. */
export interface Candidate {
  readonly run: Run;
  readonly state: PumpState;
  readonly readiness: Readiness;
}

/**
 * The run of a group that starts next: those in hold first, then in the order of asking. One whose pump is not ready within two
 * minutes keeps its place and lets the others pass. Undefined where none waits or nothing is free.
 */
export function nextToStart(draft: Draft, group: GroupState): Candidate | undefined {
  const pumps = draft.pumpsOf(group.group.id);
  const holds = draft.activeRuns().filter((run) => run.group === group.group.id && run.state === 'hold');
  const turns = new Set(pumps.filter(({ slot }) => slot).map(({ pump }) => pump.id));
  for (const run of holds) if (keepsTurn(draft, run)) turns.add(run.pump);
  for (const run of inOrder(draft, pumps, holds)) {
    const state = draft.pump(run.pump);
    const others = turns.size - (turns.has(run.pump) ? 1 : 0);
    if (state.slot || others >= group.group.maxRunning) continue;
    const own = pumpReadiness(state, draft.now.mono);
    if (own.at === undefined || own.at > draft.now.mono + times.keepTurnMs) continue;
    return { run, state, readiness: startReadiness(draft, group, state) };
  }
  return undefined;
}

/** Until when a run in hold keeps its turn. A grid hold's begins to count when there is power again. Monotonic ms. */
export function turnEndsAt({ facts }: Draft, { hold }: Run): number {
  if (!hold) return -Infinity;
  const since = hold.cause === 'grid' ? Math.max(hold.sinceMono, facts.returnedMono) : hold.sinceMono;
  return since + times.keepTurnMs;
}

function keepsTurn(draft: Draft, run: Run): boolean {
  return draft.now.mono < turnEndsAt(draft, run);
}

/** Those in hold, then the first that waits at each pump. */
function inOrder(draft: Draft, pumps: readonly PumpState[], holds: readonly Run[]): Run[] {
  const first = pumps.map(({ pump }) => draft.firstWaiting(pump.id)).filter((run) => run !== undefined);
  const byOrder = (a: Run, b: Run) => a.order - b.order;
  return [...holds.toSorted(byOrder), ...first.toSorted(byOrder)];
}

/** Within ten minutes of the grid's return motors start one after the other, and never more than the transformer bears. */
function apart(draft: Draft, state: PumpState, ready: Timed): Readiness {
  const { facts, setup } = draft;
  const load = state.pump.load ?? { runKva: 0, startKva: 0 };
  const running = draft
    .allPumps()
    .filter(({ slot }) => slot)
    .map(({ pump, startsMono }) => ({
      runKva: 0,
      startKva: 0,
      ...pump.load,
      startedAt: startsMono.at(-1) ?? -Infinity,
    }));
  const { at, code } = earliestStart(
    setup.stagger,
    load,
    {
      returnedAt: facts.returnedMono,
      isUncertain: facts.grid === 'unknown',
      ...(facts.lastStartMono === undefined ? {} : { lastStartAt: facts.lastStartMono }),
      running,
    },
    ready.at,
  );
  if (at === undefined) return { code: 'transformer' };
  return at > ready.at ? { at, code: code ?? 'stagger' } : ready;
}

/** The start that makes room for one more within this window. */
function allowedBy(starts: readonly number[], most: number, windowMs: number): number {
  const counted = starts.at(-most);
  return counted === undefined ? -Infinity : counted + windowMs;
}

function latest(now: number, waits: readonly Readiness[]): Timed {
  let last: Timed = { at: now };
  for (const { at = now, ...why } of waits) if (at > last.at) last = { at, ...why };
  return last;
}
