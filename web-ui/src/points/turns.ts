import type { PumpView, RunView, SharingView } from '@farmgate/gateway/contract';
import { leftS } from './run-time.ts';

/** A run in the order of its group. */
export interface Turn {
  readonly run: RunView;
  /** From 1 among those who wait; 0 of those that have begun. */
  readonly position: number;
  /** When it is likely to start; absent where nobody can say. */
  readonly startsAt?: number;
}

/** Who uses or awaits the pumps of a group: what runs, then what is in hold, then those who wait, in their order. */
export function turnsIn({ runs, places }: SharingView, group: string): Turn[] {
  const told = places.find((one) => one.group === group)?.places ?? [];
  const rank = new Map(told.map(([id], index) => [id, index]));
  const starts = new Map(told);
  const inOrder = runs
    .filter((run) => run.group === group)
    .toSorted((a, b) => stage(a) - stage(b) || placeOf(rank, a) - placeOf(rank, b) || a.order - b.order);
  let position = 0;
  return inOrder.map((run) => {
    const startsAt = starts.get(run.id) ?? undefined;
    const place = run.state === 'waiting' ? ++position : 0;
    return { run, position: place, ...(startsAt === undefined || isOn(run) ? {} : { startsAt }) };
  });
}

/** The turn of one's own run in each group, those that have begun first. */
export function ownTurns(sharing: SharingView, user: string): Turn[] {
  return sharing.groups
    .flatMap(({ id }) => turnsIn(sharing, id))
    .filter(({ run }) => run.user === user)
    .toSorted((a, b) => stage(a.run) - stage(b.run));
}

/** When a run that is asked for now is likely to start; undefined where nobody can say. */
export function likelyStart(sharing: SharingView, pump: PumpView, now: number): number | undefined {
  const turns = turnsIn(sharing, pump.group);
  const restS = sharing.groups.find(({ id }) => id === pump.group)?.restS ?? 0;
  let free = now;
  for (const { run, startsAt } of turns) {
    if (run.state === 'stopping') continue;
    const from = isOn(run) ? now : startsAt;
    if (from === undefined) return undefined;
    free = Math.max(free, from + (leftS(run, now) + restS) * 1000);
  }
  const known = pump.reasons.filter(({ kind }) => kind !== 'alert' && kind !== 'wait');
  if (known.some(({ until }) => until === undefined)) return undefined;
  return Math.max(free, ...pump.reasons.map(({ until = 0 }) => until));
}

/** It has its pump, on or about to be or not yet surely off. */
export function isOn({ state }: RunView): boolean {
  return state === 'running' || state === 'starting' || state === 'stopping';
}

function stage(run: RunView): number {
  if (isOn(run)) return 0;
  return run.state === 'hold' ? 1 : 2;
}

/** One that was not told of yet comes last. */
function placeOf(rank: ReadonlyMap<string, number>, { id }: RunView): number {
  return rank.get(id) ?? rank.size;
}
