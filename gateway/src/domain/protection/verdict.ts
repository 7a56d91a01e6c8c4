/** The rows of the table of protections, by name, in the order in which ties are decided. */
export const protectionNames = [
  'welded',
  'phase-reversal',
  'phase-loss',
  'over-current',
  'overload',
  'dry-run',
  'no-effect',
  'max-run',
  'node-lost',
  'sensor-lost',
  'over-voltage',
  'under-voltage',
  'breaker-overload',
  'starts-per-hour',
  'min-rest',
  'unbalance',
] as const;
export type ProtectionName = (typeof protectionNames)[number];

/** Why a pump does not run, or what is wrong with it, for people: a code to translate by, the same in a sentence, and what to do. */
export interface Why {
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
  /** The figures of the sentence. Units are in the names. */
  readonly facts?: Readonly<Record<string, number>>;
}

export type Severity = 'warning' | 'critical';

/** How often a pump that was stopped is tried again by itself, and what comes when that has not helped. */
export interface RetryPlan {
  /** The rest before each retry; an empty list has none. Unit: ms. */
  readonly afterMs: readonly number[];
  /** `end`: the run is over and the next one may begin. */
  readonly lastly: 'lock-out' | 'end';
  /** So long a run without a trip makes the earlier ones forgotten. Unit: ms. */
  readonly forgetAfterMs?: number;
}

/** What one protection says at one moment. */
export type Verdict =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'alert'; readonly severity: Severity } & Why)
  /** The motor must not run for now, through no fault of its own; it may again at `untilMs`, or once this is not said any more. */
  | ({ readonly kind: 'hold'; readonly untilMs?: number } & Why)
  | ({ readonly kind: 'stop'; readonly severity: Severity; readonly plan: RetryPlan } & Why);

export const none: Verdict = { kind: 'none' };

export function alert(severity: Severity, why: Why): Verdict {
  return { kind: 'alert', severity, ...why };
}

export function hold(why: Why, untilMs?: number): Verdict {
  return { kind: 'hold', ...why, ...(untilMs === undefined ? {} : { untilMs }) };
}

/** Ends the run. `forgetAfterMs`: so long a later run has to be good before this says nothing of the pump any more. */
export function stop(severity: Severity, why: Why, forgetAfterMs = 0): Verdict {
  return { kind: 'stop', severity, plan: { afterMs: [], lastly: 'end', forgetAfterMs }, ...why };
}

/** Ends the run, and nobody starts the pump before a person has reset it. */
export function stopAndLockOut(why: Why): Verdict {
  return { kind: 'stop', severity: 'critical', plan: { afterMs: [], lastly: 'lock-out' }, ...why };
}

export function stopWithRetry(plan: RetryPlan, why: Why): Verdict {
  return { kind: 'stop', severity: 'warning', plan, ...why };
}
