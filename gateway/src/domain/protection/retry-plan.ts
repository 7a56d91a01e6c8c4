import type { Contactor } from './observation.ts';
import type { Severity, Verdict, Why } from './verdict.ts';

type Stop = Extract<Verdict, { readonly kind: 'stop' }>;

/** How it stands with one protection that has stopped the pump. Plain data; times are monotonic ms. */
export interface Trip {
  /** Of the trips that were not forgotten since. */
  readonly count: number;
  /** The start that it ended: one start trips once, however long what tripped it goes on. */
  readonly startNo: number;
  /** When the pump is tried again; absent where it is not. */
  readonly retryAtMs?: number;
  readonly isLockedOut: boolean;
  readonly forgetAfterMs?: number;
  readonly severity: Severity;
  readonly why: Why;
}

/** Counts a trip and says what comes of it: the next retry of its plan, or what the plan ends with. */
export function countTrip(before: Trip | undefined, verdict: Stop, startNo: number, now: number): Trip {
  if (before && (before.isLockedOut || before.startNo === startNo)) return before;
  const { plan, severity, code, sentence, remedy, facts } = verdict;
  const count = (before?.count ?? 0) + 1;
  const afterMs = plan.afterMs[count - 1];
  return {
    count,
    startNo,
    ...(afterMs === undefined ? {} : { retryAtMs: now + afterMs }),
    isLockedOut: afterMs === undefined && plan.lastly === 'lock-out',
    ...(plan.forgetAfterMs === undefined ? {} : { forgetAfterMs: plan.forgetAfterMs }),
    severity,
    why: { code, sentence, remedy, ...(facts ? { facts } : {}) },
  };
}

/** Whether it keeps the pump from running: locked out, waiting for its retry, or not yet off since. */
export function isInForce(trip: Trip, { state, startNo, offSince, onSince }: Contactor, now: number): boolean {
  // Once it was seen to be off, not to know how it stands is no reason to take it for on.
  const wasOff = offSince !== undefined && onSince === undefined;
  const isOffSince = state === 'off' || wasOff || startNo !== trip.startNo;
  return trip.isLockedOut || now < (trip.retryAtMs ?? -Infinity) || !isOffSince;
}

/** Whether a later run was good for so long that the trip says nothing of the pump any more. */
export function isForgotten(
  { isLockedOut, startNo, forgetAfterMs = 0 }: Trip,
  contactor: Contactor,
  now: number,
): boolean {
  const { state, onSince } = contactor;
  if (isLockedOut || state !== 'on' || onSince === undefined || contactor.startNo === startNo) return false;
  return now - onSince >= forgetAfterMs;
}
