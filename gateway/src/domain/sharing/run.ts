import { localMinute } from './local-day.ts';
import type { DayWindow } from './pump.ts';

export type RunState = 'waiting' | 'starting' | 'running' | 'hold' | 'stopping' | 'ended';

export type EndReason =
  | 'completed'
  | 'stopped-by-user'
  | 'stopped-by-admin'
  | 'force-stop'
  | `protection:${string}`
  | 'tank-full'
  | 'not-confirmed'
  | 'node-lost'
  | 'suspended'
  | 'cancelled'
  | 'grid-timeout'
  | 'schedule-conflict'
  | 'stop-all';

/** Why a run pauses. `grid`: the site has no power; `pump`: its own pump must not run now; `restart`: of the gateway. */
export interface Hold {
  readonly cause: 'grid' | 'pump' | 'restart';
  /** Of a `pump` hold: the protection, or what its device did. */
  readonly name?: string;
  readonly sinceMono: number;
}

/** What a node that counts says of the run it is on, or was on last. */
export interface NodeCount {
  readonly number: number;
  /** Over all its starts. */
  readonly onSeconds: number;
}

/** One use of a pump by one user. Moments that end in `Mono` are monotonic, in `At` of the wall; both ms. */
export interface Run {
  readonly id: string;
  /** Its name on the wire: the node counts by it. */
  readonly number: number;
  readonly pump: string;
  readonly group: string;
  readonly user: string;
  /** Who asked for it, for people. */
  readonly by: string;
  /** Its place among those who wait: the smaller is the earlier. */
  readonly order: number;
  readonly state: RunState;
  readonly askedS: number;
  /** Of its user's wallet; 0 where nothing is paid for. */
  readonly reservedS: number;
  /** Pumped before `onMono`, or all of it where that is absent. Unit: ms. */
  readonly pumpedMs: number;
  /** Since when the present start is counted; only while running. */
  readonly onMono?: number;
  /** Pumped when its device last showed that it was on. */
  readonly provenMs: number;
  /** What its node's counter does not hold, because the node forgot it. Unit: s. */
  readonly uncountedS: number;
  readonly countedS: number;
  readonly starts: number;
  /** Since when the present start is awaited. */
  readonly askedMono?: number;
  readonly renewedMono?: number;
  readonly savedMono?: number;
  /** Only, and always, while in hold. */
  readonly hold?: Hold;
  /** Its device switched off by itself, so often. */
  readonly dropouts: number;
  /** The run that this one would change places with. */
  readonly swapWith?: string;
  readonly reason?: EndReason;
  /** What it was charged. Unit: s. */
  readonly usedS?: number;
  readonly requestedAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
}

/** How long it has pumped. Unit: ms. */
export function pumpedMs({ pumpedMs: before, onMono }: Run, now: number): number {
  return onMono === undefined ? before : before + Math.max(0, now - onMono);
}

/** What it may still pump. Unit: ms. */
export function remainingMs(run: Run, now: number): number {
  return Math.max(0, run.askedS * 1000 - pumpedMs(run, now));
}

/** It has or had something of its pump. */
export function isActive({ state }: Run): boolean {
  return state === 'starting' || state === 'running' || state === 'hold' || state === 'stopping';
}

/** The id of the command of its present start. */
export function commandOf({ id, starts }: Run): string {
  return `${id}-${starts}`;
}

export function isWithin(windows: readonly DayWindow[] | undefined, wall: number, timeZone: string): boolean {
  if (!windows) return true;
  const minute = localMinute(wall, timeZone);
  return windows.some(({ from, to }) => (from <= to ? minute >= from && minute < to : minute >= from || minute < to));
}
