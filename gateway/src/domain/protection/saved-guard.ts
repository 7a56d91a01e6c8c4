import type { Moment } from '../field/command.ts';
import { unknownContactor } from './contactor.ts';
import { newGuard, type GuardState } from './guard.ts';
import type { Learned, Learning } from './learning.ts';
import type { Contactor } from './observation.ts';
import type { Trip } from './retry-plan.ts';
import { protectionNames, type ProtectionName } from './verdict.ts';

/** What of a guard outlives the process: what was learned, what is locked out or waits for a retry, and when the motor started. */
export interface SavedGuard {
  readonly version: 1;
  /** The boot and moment that its times count by. */
  readonly boot: string;
  readonly at: Moment;
  readonly contactor: Contactor;
  readonly trips: { readonly [Name in ProtectionName]?: Trip };
  readonly learned?: Learned;
  readonly isGuided: boolean;
}

export function saveGuard(state: GuardState, boot: string, at: Moment): SavedGuard {
  const { contactor, trips, learned, learning } = state;
  return { version: 1, boot, at, contactor, trips, ...(learned ? { learned } : {}), isGuided: learning.isGuided };
}

/**
 * A guard as it was, at this moment. What a device reports is unknown until it speaks, and what lasted begins to last anew. After a
 * reboot times are moved to this boot's clock; where the wall clock was put back meanwhile nothing is taken to have passed.
 */
export function restoreGuard(saved: SavedGuard, boot: string, now: Moment): GuardState {
  const shiftMs = saved.boot === boot ? 0 : now.mono - saved.at.mono - Math.max(0, now.wall - saved.at.wall);
  const learning: Learning = { isGuided: saved.isGuided, currents: [] };
  return {
    ...newGuard(now.mono),
    contactor: moveContactor(saved.contactor, shiftMs),
    trips: Object.fromEntries(
      protectionNames.flatMap((name) => {
        const trip = saved.trips[name];
        return trip ? [[name, moveTrip(trip, shiftMs)] as const] : [];
      }),
    ),
    ...(saved.learned ? { learned: saved.learned } : {}),
    learning,
  };
}

function moveContactor({ startNo, starts, onSince, offSince }: Contactor, shiftMs: number): Contactor {
  return {
    ...unknownContactor,
    startNo,
    starts: starts.map((at) => at + shiftMs),
    ...(onSince === undefined ? {} : { onSince: onSince + shiftMs }),
    ...(offSince === undefined ? {} : { offSince: offSince + shiftMs }),
  };
}

function moveTrip(trip: Trip, shiftMs: number): Trip {
  return trip.retryAtMs === undefined ? trip : { ...trip, retryAtMs: trip.retryAtMs + shiftMs };
}
