/** How a pump node keeps its motor safe alone. Defaults are those of the rules, sections 2 and 6. */
export interface PumpGuards {
  /** Current of the motor's plate. Unit: mA. */
  readonly ratedMa: number;
  readonly startsPerHour: number;
  readonly minRestMs: number;
  /** After a start currents are not judged for so long. */
  readonly graceMs: number;
  /** Below this share of the rated current for `dryMs` the pump runs dry. */
  readonly dryShare: number;
  readonly dryMs: number;
  readonly overShare: number;
  readonly overMs: number;
}

export const pumpGuards: Omit<PumpGuards, 'ratedMa'> = {
  startsPerHour: 6,
  minRestMs: 60_000,
  graceMs: 10_000,
  dryShare: 0.6,
  dryMs: 5_000,
  overShare: 1.25,
  overMs: 5_000,
};

/** Why a pump node opened its contactor. */
export type PumpStop = 'command' | 'lease' | 'float' | 'dry-run' | 'overload' | 'power';

/** A pump node's mind between two moments. Times are monotonic ms. */
export interface PumpControl {
  readonly isOn: boolean;
  /** Used where an ON brings none. Unit: s. */
  readonly leaseS: number;
  /** It opens by itself then. */
  readonly leaseUntil: number;
  /** The run it is on, as whoever asked calls it. */
  readonly run?: string | undefined;
  /** What this run had before the contactor closed last. Unit: ms. */
  readonly ranMs: number;
  readonly changedAt: number;
  /** Of the last hour. */
  readonly starts: readonly number[];
  /** Until somebody resets it, nothing starts. */
  readonly latch?: 'dry-run' | 'overload' | undefined;
  readonly isFloatUp: boolean;
  readonly stoppedBy?: PumpStop | undefined;
  readonly lowSince?: number | undefined;
  readonly highSince?: number | undefined;
}

/** What an ON may bring. */
export interface PumpStart {
  readonly leaseS?: number | undefined;
  readonly run?: string | undefined;
  /** Only the lease is meant: never a start. */
  readonly renew?: boolean | undefined;
}

/** The next state, or why nothing is done. */
export type PumpAnswer = { readonly control: PumpControl } | { readonly refused: string };

const HOUR_MS = 3_600_000;

export function newPumpControl(now: number, leaseS = 90): PumpControl {
  return { isOn: false, leaseS, leaseUntil: now, ranMs: 0, changedAt: -Infinity, starts: [], isFloatUp: false };
}

/** ON: a start where it is off, another run or a longer lease where it is on. A run that it had before is counted on. */
export function switchOn(control: PumpControl, guards: PumpGuards, now: number, start: PumpStart = {}): PumpAnswer {
  const leaseUntil = now + 1000 * (start.leaseS ?? control.leaseS);
  const isSameRun = start.run === undefined || start.run === control.run;
  if (start.renew && !control.isOn) return { refused: 'It is off; a renewal starts nothing' };
  if (start.renew && !isSameRun) return { refused: 'It is on for another run' };
  if (control.isOn && isSameRun) return { control: { ...control, leaseUntil } };
  if (control.isOn) return { control: { ...control, leaseUntil, run: start.run, ranMs: 0, changedAt: now } };
  const refused = reasonAgainst(control, guards, now);
  if (refused !== undefined) return { refused };
  const starts = [...recent(control.starts, now), now];
  const ranMs = start.run !== undefined && isSameRun ? control.ranMs : 0;
  return {
    control: { ...unjudged(control), isOn: true, leaseUntil, run: start.run, ranMs, changedAt: now, starts },
  };
}

/** OFF, by whatever cause. */
export function switchOff(control: PumpControl, now: number, why: PumpStop): PumpControl {
  if (!control.isOn) return control;
  const ranMs = onMs(control, now);
  return { ...unjudged(control), isOn: false, leaseUntil: now, ranMs, changedAt: now, stoppedBy: why };
}

/** What it does by itself when it looks at its lease, its float and its current. */
export function look(
  control: PumpControl,
  guards: PumpGuards,
  now: number,
  { mA, isFloatUp }: { mA: number; isFloatUp: boolean },
): PumpControl {
  const seen = { ...control, isFloatUp };
  if (!control.isOn) return seen;
  if (now >= control.leaseUntil) return switchOff(seen, now, 'lease');
  if (isFloatUp) return switchOff(seen, now, 'float');
  if (now - control.changedAt < guards.graceMs) return seen;
  const lowSince = mA < guards.dryShare * guards.ratedMa ? (control.lowSince ?? now) : undefined;
  const highSince = mA > guards.overShare * guards.ratedMa ? (control.highSince ?? now) : undefined;
  if (lowSince !== undefined && now - lowSince >= guards.dryMs)
    return { ...switchOff(seen, now, 'dry-run'), latch: 'dry-run' };
  if (highSince !== undefined && now - highSince >= guards.overMs)
    return { ...switchOff(seen, now, 'overload'), latch: 'overload' };
  return { ...seen, lowSince, highSince };
}

/** After its power came back: off, with the latch and the run's seconds that it keeps in flash, and a rest to wait for. */
export function powerUp(control: PumpControl, now: number): PumpControl {
  return { ...unjudged(control), isOn: false, leaseUntil: now, changedAt: now };
}

/** Somebody has looked at the pump. */
export function releaseLatch(control: PumpControl): PumpControl {
  return { ...control, latch: undefined };
}

/** How long the present run has been on, pauses not counted. Unit: ms. */
export function onMs({ isOn, ranMs, changedAt }: PumpControl, now: number): number {
  return isOn ? ranMs + now - changedAt : ranMs;
}

/** Starts of the last hour. */
export function startsIn(control: PumpControl, now: number): number {
  return recent(control.starts, now).length;
}

function reasonAgainst(control: PumpControl, guards: PumpGuards, now: number): string | undefined {
  const restMs = control.changedAt + guards.minRestMs - now;
  if (control.latch !== undefined) return `It stopped for ${control.latch}. Look at the pump, then set reset to 1`;
  if (control.isFloatUp) return 'The float says that the tank is full';
  if (restMs > 0) return `The motor rests another ${Math.ceil(restMs / 1000)} s`;
  return startsIn(control, now) >= guards.startsPerHour
    ? `It was started ${guards.startsPerHour} times within the hour`
    : undefined;
}

function recent(starts: readonly number[], now: number): number[] {
  return starts.filter((at) => at > now - HOUR_MS);
}

function unjudged(control: PumpControl): PumpControl {
  const { lowSince: _low, highSince: _high, ...rest } = control;
  return rest;
}
