import type { DeviceType, Evidence, LoadKind, Receipt, SwitchState } from '../../contract/index.ts';
import { isOpen, reopen, type FieldCommand, type Moment } from './command.ts';

/** How often an OFF goes out that is owed, see `owedEvery`. */
export const OWED_FAST_MS = 2_000;
const OWED_FAST_FOR_MS = 60_000;
const OWED_SLOW_MS = 10_000;

/** What a switch was last shown to be, and by what. */
export interface Reported {
  readonly state: SwitchState;
  readonly evidence?: Evidence;
  /** Wall time; absent while nothing was ever shown. */
  readonly at?: number;
}

/** All that the engine knows of one switch. Only events change it, and only a device's events change `reported`. */
export interface SwitchControl {
  readonly desired: boolean | null;
  readonly reported: Reported;
  /** What it was when it was last known. */
  readonly lastKnown?: { readonly state: SwitchState; readonly at: number };
  /** The command under way, or the last one. */
  readonly command?: FieldCommand;
  /** A current was seen since the switch was last confirmed off: then no current proves an OFF. */
  readonly drewCurrent: boolean;
  /** Its carrier (the bridge, or the device itself) is there. */
  readonly reachable: boolean;
  /** Monotonic moment of the last trip that a node without memory may undo by closing again. */
  readonly trippedMono?: number;
  /** Trips since the switch was last confirmed. */
  readonly trips: number;
  /** When an owed OFF goes out again. */
  readonly sendMono?: number;
  /** When an OFF was handed over last. */
  readonly sentOffMono?: number;
  /** When an OFF was confirmed, as long as nothing was asked since. */
  readonly settledMono?: number;
  /** A current was seen that no command explains, and the switch was not shown to be right since. */
  readonly unexplained: boolean;
  /** The series of OFFs that the gateway wanted for such a current: its beginning, and its last one. */
  readonly suspected?: { readonly since: number; readonly last: number };
}

/** How its device behaves, and what it feeds. */
export interface SwitchProfile {
  readonly judging?: DeviceType['judging'] | undefined;
  readonly load?: LoadKind | undefined;
}

export type SwitchEvent =
  | { readonly type: 'accepted'; readonly command: FieldCommand }
  | { readonly type: 'receipt'; readonly receipt: Receipt }
  | { readonly type: 'current'; readonly mA: number }
  | { readonly type: 'tripped' }
  | { readonly type: 'untripped' }
  /** A frame that was not ours told it to switch. */
  | { readonly type: 'meddled' }
  | { readonly type: 'reported'; readonly on: boolean }
  /** The device fell silent: what it said last does not hold any more. */
  | { readonly type: 'lost' }
  | { readonly type: 'carrier-lost' }
  /** `restarted`: it forgot every command it was handed. */
  | { readonly type: 'carrier-back'; readonly restarted: boolean }
  | { readonly type: 'latched' }
  | { readonly type: 'tick' };

/** `first` begins it, `again` repeats an owed OFF, `resume` asks a carrier to carry on with what it knows. */
export type SwitchEffect =
  | { readonly do: 'publish'; readonly command: FieldCommand; readonly how: 'first' | 'again' | 'resume' }
  | { readonly do: 'save'; readonly command: FieldCommand }
  /** A switch that ought to be off and may not be: the engine accepts an OFF of its own. */
  | { readonly do: 'want-off'; readonly why: string };

export interface SwitchStep {
  readonly control: SwitchControl;
  readonly effects: readonly SwitchEffect[];
}

/** A switch of which nothing was heard and nothing asked. */
export function newSwitch(): SwitchControl {
  return {
    desired: null,
    reported: { state: 'unknown' },
    drewCurrent: false,
    reachable: false,
    trips: 0,
    unexplained: false,
  };
}

/**
 * The switch after a restart of the gateway: asked is what the record says, reported is unknown until the device speaks, and
 * whatever was open may or may not have been handed over.
 */
export function restoredSwitch(
  last: FieldCommand | undefined,
  lastKnown: SwitchControl['lastKnown'],
  unexplained = false,
): SwitchControl {
  return {
    ...newSwitch(),
    desired: last === undefined ? null : last.value === true,
    unexplained,
    // Whatever drew that current may draw it still: then only its end proves an OFF.
    drewCurrent: unexplained,
    ...(lastKnown ? { lastKnown } : {}),
    ...(last ? { command: isOpen(last) ? { ...reopen(last), handed: true } : last } : {}),
  };
}

/** What a measured current shows where no command is in question. */
export function seeCurrent(control: SwitchControl, flows: boolean, now: Moment): SwitchControl {
  return flows ? seeOn(control, now) : seeNoCurrent(control, now);
}

/** A current flows: the contact is closed. */
export function seeOn(control: SwitchControl, now: Moment): SwitchControl {
  return { ...show(control, 'on', 'measurement', now), drewCurrent: true };
}

/** No current, and no command in question: a closed contact may feed a load that rests, an open one agrees. */
function seeNoCurrent(control: SwitchControl, now: Moment): SwitchControl {
  const { state } = control.reported;
  if (state === 'on') return show(control, 'on', 'acknowledgement-only', now);
  if (state === 'off')
    return { ...control, reported: { ...control.reported, at: now.wall }, lastKnown: { state, at: now.wall } };
  return control;
}

/** What it is now, and on what that rests. */
export function show(control: SwitchControl, state: SwitchState, evidence: Evidence, now: Moment): SwitchControl {
  return { ...control, reported: { state, evidence, at: now.wall }, lastKnown: { state, at: now.wall } };
}

/** Nobody knows what it is now. */
export function forget(control: SwitchControl): SwitchControl {
  return { ...control, reported: { state: 'unknown' } };
}

/** The command under way. */
export function openCommand(control: SwitchControl): FieldCommand | undefined {
  return control.command && isOpen(control.command) ? control.command : undefined;
}

/** When a node that tripped has closed its contact again by itself; undefined where it did not trip. */
export function reclosesAt(control: SwitchControl, profile: SwitchProfile): number | undefined {
  if (control.trippedMono === undefined || !profile.judging) return undefined;
  return control.trippedMono + profile.judging.recloseGuardMs;
}

/** A step with nothing to be done. */
export function same(control: SwitchControl): SwitchStep {
  return { control, effects: [] };
}

/** How often an OFF goes out that has been owed since `since`: every 2 s for a minute, then every 10 s. Monotonic, ms. */
export function owedEvery(since: number, mono: number): number {
  return mono - since < OWED_FAST_FOR_MS ? OWED_FAST_MS : OWED_SLOW_MS;
}

/** A step whose effects follow these. */
export function withEffects(step: SwitchStep, effects: readonly SwitchEffect[]): SwitchStep {
  return { control: step.control, effects: [...effects, ...step.effects] };
}
