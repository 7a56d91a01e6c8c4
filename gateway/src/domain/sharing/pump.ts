import type { StaggerLoad } from '../grid/stagger.ts';
import { ALL_PUMPS } from './names.ts';

/** A window of the site's day in which a pump may be asked for; it may go over midnight. Unit: minutes since midnight. */
export interface DayWindow {
  readonly from: number;
  readonly to: number;
}

/** A shared pump as people set it up. Durations end in their unit. */
export interface Pump {
  readonly id: string;
  readonly site: string;
  readonly name: string;
  readonly group: string;
  /** What switches it. */
  readonly device: string;
  readonly point: string;
  /** Longest time its device stays on without a renewal; absent for a device that keeps no lease. Unit: s. */
  readonly leaseS?: number;
  readonly minRestMs: number;
  readonly startsPerHour: number;
  readonly startsPerDay: number;
  /** At one go, extensions included. Unit: s. */
  readonly longestRunS: number;
  readonly shortestRunS: number;
  /** Always, where there is none. */
  readonly allowedHours?: readonly DayWindow[];
  /** Why nobody may use it now; absent where it may be used. */
  readonly outOfService?: string;
  /** Whoever starts it says once more that it is meant. */
  readonly isCritical?: boolean;
  readonly load?: StaggerLoad;
}

/** Pumps of which at most so many may run together. */
export interface Group {
  readonly id: string;
  readonly site: string;
  readonly name: string;
  readonly maxRunning: number;
  readonly restMs: number;
}

/** A pump that may be on. It keeps its place in the group until it is surely off. */
export interface Slot {
  readonly run?: string;
  /** From then on it is off whatever was lost on the way; absent where only a proof can tell. Unit: monotonic ms. */
  readonly sureOffMono?: number;
}

/** All that the engine knows of a pump. Moments are monotonic ms. */
export interface PumpState {
  readonly pump: Pump;
  /** Its device is there. */
  readonly isHeard: boolean;
  readonly is: 'on' | 'off' | 'unknown';
  readonly offMono?: number;
  /** Of the last day, oldest first. */
  readonly startsMono: readonly number[];
  /** Protections that hold it, by name; with a moment, until then. */
  readonly blocks: Readonly<Record<string, { readonly retryAtMono?: number }>>;
  /** The protection after which only a person lets it run again. */
  readonly lockedOutBy?: string;
  readonly slot?: Slot;
}

export interface GroupState {
  readonly group: Group;
  /** When one of its pumps was last found to be off. */
  readonly freedMono?: number;
}

export const pumpDefaults = {
  leaseS: 90,
  minRestMs: 60_000,
  startsPerHour: 6,
  startsPerDay: 100,
  longestRunS: 4 * 3_600,
  shortestRunS: 60,
} as const;

/** Protections that say more than that a pump must not run: its contact does not open; it was on and moved nothing. */
export const WELDED = 'welded';
export const NO_EFFECT = 'no-effect';

/** Its motor turns though it is off by its device's word: only a person ends that. */
export function isWelded({ lockedOutBy, slot }: PumpState): boolean {
  return lockedOutBy === WELDED && slot !== undefined && slot.run === undefined;
}

export const GROUP_REST_MS = 10_000;

export function newPump(pump: Pump): PumpState {
  return { pump, isHeard: false, is: 'unknown', startsMono: [], blocks: {} };
}

/** The group that a pump names, where nobody has set it up. */
export function groupCalled({ site, group: id }: Pick<Pump, 'site' | 'group'>): Group {
  return { id, site, name: id === ALL_PUMPS ? 'All pumps' : id, maxRunning: 1, restMs: GROUP_REST_MS };
}
