import { CONTRACT_VERSION, type PointValue, type Receipt } from '../contract/index.ts';
import type { Dialect, PlugCommand, PlugState, Said, Sent, Step } from './plug.ts';

/** Bounds and default of a lease: section 2 of the rules. Unit: s. */
const LEASE_S = { min: 30, usual: 90, max: 600 } as const;

/** A plug of which nothing was heard yet. `session`: 4 to 20 letters and digits, made anew by each start of the gateway. */
export function newPlug(id: string, session: string, demo = false): PlugState {
  return { id, session, demo, online: undefined, connects: 0, isPrepared: false };
}

/** Nothing to say and nothing to do. */
export function still(state: PlugState): Step {
  return { state, says: [], sends: [] };
}

export function says(state: PlugState, ...said: Said[]): Step {
  return { state, says: said, sends: [] };
}

/** What follows from a state. */
export type Next = (state: PlugState) => Step;

/** One step after the other. */
export function andThen(first: Step, next: Next): Step {
  return join(first, next(first.state));
}

/**
 * It has a connection. A plug remembers no command, so each connection is a session of its own, and what it was told on the
 * one before is not waited for. A lease that is kept up stays so: where the plug ended it meanwhile it will report off.
 */
export function comeOnline(state: PlugState, type: string): Step {
  const next: PlugState = {
    ...state,
    online: true,
    connects: state.connects + 1,
    reported: undefined,
    isPrepared: false,
    pending: undefined,
  };
  return says(next, helloOf(next, type), { word: 'status', message: { online: true } });
}

export function goOffline(state: PlugState, reason: string): Step {
  const next: PlugState = { ...state, online: false, reported: undefined, pending: undefined };
  return says(next, { word: 'status', message: { online: false, reason } });
}

/**
 * A message of a plug whose going online was not heard, because the gateway started later, is its coming online; one that says
 * nothing is none.
 */
export function hear(state: PlugState, { type, ask }: Pick<Dialect, 'type' | 'ask'>, next: Next): Step {
  if (state.online !== undefined) return next(state);
  const first = comeOnline(state, type);
  const second = next(first.state);
  const isNothing = second.state === first.state && second.says.length === 0 && second.sends.length === 0;
  return isNothing ? still(state) : join({ ...first, sends: ask(first.state) }, second);
}

/** Its firmware is known, or has changed. */
export function learnFirmware(state: PlugState, type: string, firmware: string | undefined): Step {
  if (firmware === undefined || firmware === state.firmware) return still(state);
  const next = { ...state, firmware };
  return state.online === true ? says(next, helloOf(next, type)) : still(next);
}

/** What it says its relay is, and what it measures. Only its own report of OFF ends a lease that is kept up. */
export function report(state: PlugState, values: Readonly<Record<string, PointValue | undefined>>): Step {
  const known = Object.fromEntries(
    Object.entries(values).flatMap(([point, value]) => (value === undefined ? [] : [[point, value] as const])),
  );
  if (state.online !== true || Object.keys(known).length === 0) return still(state);
  const relay = known['relay'];
  const next = typeof relay === 'boolean' ? showRelay(state, relay) : state;
  return says(next, { word: 'readings', message: { values: known } });
}

/** The plug's own answer to the command that is awaited. */
export function deliver(state: PlugState): Step {
  const { pending } = state;
  if (!pending) return still(state);
  return says({ ...state, pending: undefined }, receipt({ id: pending.id, state: 'delivered', try: 1, of: 1 }));
}

/** The plug refuses the command that is awaited, or does it without what makes it safe. */
export function refusePending(state: PlugState, note: string): Step {
  const { pending } = state;
  if (!pending) return still(state);
  return says(
    { ...state, pending: undefined, ...(pending.on ? { keptLeaseS: undefined } : {}) },
    // An OFF that was refused is owed all the same.
    receipt({ id: pending.id, state: 'failed', reason: pending.on ? 'rejected' : 'no-ack', note: note.slice(0, 200) }),
  );
}

/** What cannot be done is refused in words. An OFF is always sent. Else `send` says how it is told. */
export function takeCommand(
  command: PlugCommand,
  state: PlugState,
  send: (on: boolean, leaseS: number) => readonly Sent[],
): Step {
  const { id, point, value, resume } = command;
  const refuse = (note: string) => says(state, receipt({ id, state: 'failed', reason: 'rejected', note }));
  if (point !== 'relay' || typeof value !== 'boolean') return refuse('A plug is told nothing but relay, true or false');
  if (resume === true && state.pending?.id === id) return still(state);
  if (resume === true) return refuse('It does not know this command');
  if (value && state.online !== true) return says(state, receipt({ id, state: 'failed', reason: 'offline' }));
  if (value && !state.isPrepared)
    return refuse('It has not said yet that it stays off when its power returns. Try again in a minute');
  const leaseS = boundedLease(command.leaseS);
  const next: PlugState = {
    ...state,
    pending: { id, on: value, leaseS, isLeaseTaken: false },
    keptLeaseS: value && command.leaseS === undefined ? leaseS : undefined,
  };
  return { state: next, says: [receipt({ id, state: 'sent', try: 1, of: 1 })], sends: send(value, leaseS) };
}

/** The lease to renew now; undefined where the plug is off, away, or under another's lease. Unit: s. */
export function leaseToRenew({ online, reported, keptLeaseS }: PlugState): number | undefined {
  return online === true && reported === true ? keptLeaseS : undefined;
}

function join(first: Step, second: Step): Step {
  return {
    state: second.state,
    says: [...first.says, ...second.says],
    sends: [...first.sends, ...second.sends],
  };
}

function boundedLease(leaseS: number | undefined): number {
  return Math.min(LEASE_S.max, Math.max(LEASE_S.min, Math.round(leaseS ?? LEASE_S.usual)));
}

/** Off, while an ON is on its way to it, is what it was before. */
function showRelay(state: PlugState, on: boolean): PlugState {
  const isEnd = !on && state.pending?.on !== true;
  return { ...state, reported: on, ...(isEnd ? { keptLeaseS: undefined } : {}) };
}

function receipt(message: Receipt): Said {
  return { word: 'receipts', message };
}

function helloOf({ session, connects, firmware, demo }: PlugState, type: string): Said {
  return {
    word: 'hello',
    message: {
      contract: CONTRACT_VERSION,
      type,
      session: `${session}-${connects}`,
      ...(firmware === undefined ? {} : { firmware }),
      ...(demo ? { demo } : {}),
    },
  };
}
