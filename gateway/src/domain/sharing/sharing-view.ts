import type { Badge, Places, PumpGroup, PumpReason, PumpSetup, PumpView, RunView } from '../../contract/index.ts';
import type { Moment } from '../field/command.ts';
import type { GuardedPump } from '../protection/pump-guards.ts';
import type { Reason, Ruling } from '../protection/ruling.ts';
import type { Place } from './estimate.ts';
import type { Group, PumpState } from './pump.ts';
import { pumpedMs, remainingMs, type Run } from './run.ts';
import type { SharingState } from './state.ts';
import { reasonsNotToStart } from './why-not.ts';
import { Draft } from './draft.ts';

/** What is known of a pump beside what the engine knows. */
export interface PumpAround {
  readonly setup: PumpSetup | undefined;
  readonly guarded: GuardedPump | undefined;
  readonly ruling: Ruling | undefined;
}

/** A pump as everybody of its site sees it. */
export function viewPump(state: SharingState, found: PumpState, around: PumpAround, now: Moment): PumpView {
  const { pump, is, isHeard, slot, lockedOutBy } = found;
  const run = new Draft(state, now).activeAt(pump.id);
  const sureOff = slot?.sureOffMono;
  const isWanted = run?.state === 'starting' || run?.state === 'running';
  return {
    id: pump.id,
    name: pump.name,
    group: pump.group,
    device: pump.device,
    point: pump.point,
    is,
    isHeard,
    holdsSlot: slot !== undefined,
    ...(sureOff === undefined || isWanted ? {} : { surelyOffAt: toWall(sureOff, now) }),
    ...(run ? { run: run.id } : {}),
    waiting: state.waiting.get(pump.id)?.length ?? 0,
    reasons: reasonsOf(state, pump.id, around.ruling, now),
    ...(lockedOutBy === undefined ? {} : { lockedOutBy }),
    ...(pump.outOfService === undefined ? {} : { outOfService: pump.outOfService }),
    isCritical: pump.isCritical ?? false,
    shortestRunS: pump.shortestRunS,
    longestRunS: pump.longestRunS,
    ...(pump.allowedHours ? { allowedHours: [...pump.allowedHours] } : {}),
    ...(around.setup?.motor.flowLpm === undefined ? {} : { flowLpm: around.setup.motor.flowLpm }),
    ...(around.setup?.tank ? { tank: around.setup.tank } : {}),
    ...(around.setup?.tankL === undefined ? {} : { tankL: around.setup.tankL }),
    shownBy: { ...around.guarded?.wiring },
  };
}

/** Somebody as others at the pump know them, which may change while a run waits; of who is gone the run keeps the name. */
export interface PersonLook {
  readonly name: string;
  readonly badge: Badge;
}

/** A run as everybody of its site sees it. */
export function viewRun(run: Run, person: PersonLook | undefined, now: Moment): RunView {
  const { id, number, pump, group, user, by, state, order, askedS, hold, swapWith, reason, usedS } = run;
  const { requestedAt, startedAt, endedAt } = run;
  const isOver = state === 'ended' || state === 'stopping';
  return {
    id,
    number,
    pump,
    group,
    user,
    name: person?.name ?? by,
    ...(person ? { badge: person.badge } : {}),
    state,
    order,
    askedS,
    remainingS: isOver ? 0 : remainingMs(run, now.mono) / 1000,
    pumpedS: pumpedMs(run, now.mono) / 1000,
    isCounting: state === 'running',
    at: Math.floor(now.wall),
    ...(hold
      ? { hold: { cause: hold.cause, since: toWall(hold.sinceMono, now), ...(hold.name ? { name: hold.name } : {}) } }
      : {}),
    ...(swapWith === undefined ? {} : { swapWith }),
    ...(reason === undefined ? {} : { reason }),
    ...(usedS === undefined ? {} : { usedS }),
    requestedAt: Math.floor(requestedAt),
    ...(startedAt === undefined ? {} : { startedAt: Math.floor(startedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: Math.floor(endedAt) }),
  };
}

export function viewGroup({ id, name, maxRunning, restMs }: Group): PumpGroup {
  return { id, name, maxRunning, restS: Math.round(restMs / 1000) };
}

/** A page shows no more; who stands behind asks for the whole queue. */
const MOST_PLACES = 50;

export function viewPlaces(group: string, places: readonly Place[], now: Moment): Places {
  return {
    group,
    places: places
      .slice(0, MOST_PLACES)
      .map(({ run, startsMono }) => [run.id, startsMono === undefined ? null : toWall(startsMono, now)]),
  };
}

/** The guard's reasons first: what they say is more than what the engine was told of them. */
function reasonsOf(state: SharingState, pump: string, ruling: Ruling | undefined, now: Moment): PumpReason[] {
  const guard = (ruling?.reasons ?? []).filter(({ name }) => !engineSays.has(name)).map((one) => viewReason(one, now));
  const named = new Set(guard.map(({ name }) => name));
  const rest = reasonsNotToStart(state, pump, now).filter(({ name }) => !named.has(name as Reason['name']));
  return [...guard, ...rest];
}

/** The engine says these of the same figures, and only where somebody would start. */
const engineSays: ReadonlySet<string> = new Set(['min-rest', 'starts-per-hour', 'node-lost']);

function viewReason(reason: Reason, now: Moment): PumpReason {
  const { name, kind, code, sentence, remedy, facts } = reason;
  const until = kind === 'stop' ? reason.retryAtMs : kind === 'hold' ? reason.untilMs : undefined;
  return {
    kind,
    name,
    code,
    sentence,
    remedy,
    ...(facts ? { facts: { ...facts } } : {}),
    ...(until === undefined ? {} : { until: toWall(until, now) }),
  };
}

function toWall(mono: number, { mono: nowMono, wall }: Moment): number {
  return Math.max(0, Math.floor(wall + mono - nowMono));
}
