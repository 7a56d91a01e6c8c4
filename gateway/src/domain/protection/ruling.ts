import type { PumpTrip } from './pump-trip.ts';
import { findBlindness, type GuardSetup, type GuardState } from './guard.ts';
import { protections } from './index.ts';
import { isInForce, type Trip } from './retry-plan.ts';
import type { ProtectionName, Severity, Verdict, Why } from './verdict.ts';

/** One reason why the pump does not run, or should be looked at. */
export type Reason = { readonly name: ProtectionName } & Why &
  (
    | { readonly kind: 'lock-out'; readonly severity: Severity }
    /** With `retryAtMs` the pump is tried again then; without, the run is over. Unit: monotonic ms. */
    | { readonly kind: 'stop'; readonly severity: Severity; readonly retryAtMs?: number }
    | { readonly kind: 'hold'; readonly untilMs?: number }
    | { readonly kind: 'alert'; readonly severity: Severity }
  );

/** What all protections of a pump come to. */
export interface Ruling {
  /** The most severe; of equals the one that stands first in the table. Absent where the pump may run and nothing is wrong. */
  readonly verdict?: Reason;
  /** All of them, most severe first. */
  readonly reasons: readonly Reason[];
  /** Whether the motor may be on now. */
  readonly mayRun: boolean;
  readonly notWatched: readonly { readonly name: ProtectionName; readonly sentence: string }[];
}

const order: readonly Reason['kind'][] = ['lock-out', 'stop', 'hold', 'alert'];

/** How it stands with a pump at this moment: the same state and moment always give the same answer. */
export function rule(setup: GuardSetup, state: GuardState, now: number): Ruling {
  const reasons = protections
    .flatMap(({ name }) => reasonsOf(name, state, now))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const verdict = reasons[0];
  return {
    ...(verdict ? { verdict } : {}),
    reasons,
    mayRun: reasons.every(({ kind }) => kind === 'alert'),
    notWatched: protections.flatMap((protection) => {
      const sentence = findBlindness(setup, state, protection);
      return sentence === undefined ? [] : [{ name: protection.name, sentence: `Not watched: ${sentence}` }];
    }),
  };
}

/** What the pump's engine is told of a ruling that ends a run: one plain event, and nothing where none is to be ended. */
export function toTrip(pump: string, { verdict }: Ruling): PumpTrip | undefined {
  if (verdict?.kind === 'lock-out') return { kind: 'trip', pump, name: verdict.name, lockOut: true };
  if (verdict?.kind !== 'stop') return undefined;
  const { name, retryAtMs } = verdict;
  return { kind: 'trip', pump, name, ...(retryAtMs === undefined ? {} : { retryAtMs }) };
}

function reasonsOf(name: ProtectionName, { trips, verdicts, contactor }: GuardState, now: number): Reason[] {
  const trip = trips[name];
  if (trip && isInForce(trip, contactor, now)) return [reasonOfTrip(name, trip)];
  return reasonOfVerdict(name, verdicts[name], now);
}

function reasonOfTrip(name: ProtectionName, { isLockedOut, retryAtMs, severity, why }: Trip): Reason {
  if (isLockedOut) return { name, kind: 'lock-out', severity: 'critical', ...why };
  return { name, kind: 'stop', severity, ...why, ...(retryAtMs === undefined ? {} : { retryAtMs }) };
}

/** A stop counts as its trip and as nothing else; a time that has passed holds nothing. */
function reasonOfVerdict(name: ProtectionName, verdict: Verdict | undefined, now: number): Reason[] {
  switch (verdict?.kind) {
    case 'alert':
      return [{ name, ...verdict }];
    case 'hold':
      return now < (verdict.untilMs ?? Infinity) ? [{ name, ...verdict }] : [];
    case 'stop':
    case 'none':
    case undefined:
      return [];
  }
}
