import type { Evidence, Receipt } from '../../contract/index.ts';
import {
  confirm,
  fail,
  isExpired,
  isOff,
  noteDelivered,
  noteRemark,
  noteSent,
  reopen,
  type FieldCommand,
  type Moment,
} from './command.ts';
import {
  forget,
  newSwitch,
  openCommand,
  OWED_FAST_MS,
  owedEvery,
  reclosesAt,
  restoredSwitch,
  same,
  seeCurrent,
  seeOn,
  show,
  withEffects,
  type Reported,
  type SwitchControl,
  type SwitchEffect,
  type SwitchEvent,
  type SwitchProfile,
  type SwitchStep,
} from './switch-control.ts';
import { insistsAt, isSettledOff, onSettledCurrent, suspect, UNEXPLAINED } from './switch-suspicion.ts';

export { newSwitch, restoredSwitch };
export type { Reported, SwitchControl, SwitchEffect, SwitchEvent, SwitchProfile, SwitchStep };

/** The carrier's own burst of tries, and its silence, get this long before an OFF is handed over again. */
const FIRST_BURST_MS = 4_000;
/** After its expiry an ON that went out may still be answered; then nothing more is awaited. */
const LATE_ANSWER_MS = 3_000;
/** After the moment of judgement the read-back may take this long. */
const READ_BACK_MS = 10_000;
/** So many trips while OFF is wanted, and a person must act at the panel. */
const TRIPS_UNTIL_LOUD = 3;

/** One event, one step: the next state and what to do about it. Pure; time is an input. */
export function stepSwitch(
  control: SwitchControl,
  event: SwitchEvent,
  profile: SwitchProfile,
  now: Moment,
): SwitchStep {
  const step = decide(control, event, profile, now);
  const before = control.command;
  const after = step.control.command;
  const saved = after && after !== before ? [{ do: 'save' as const, command: after }] : [];
  return { control: step.control, effects: [...saved, ...step.effects] };
}

/** When the next tick is due, on the monotonic side; undefined when nothing is waited for. */
export function nextTick(control: SwitchControl, profile: SwitchProfile): number | undefined {
  const command = openCommand(control);
  const due = command ? commandTicks(control, command, profile) : [reclosesAt(control, profile), insistsAt(control)];
  const times = due.filter((at) => at !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function commandTicks(
  control: SwitchControl,
  command: FieldCommand,
  profile: SwitchProfile,
): readonly (number | undefined)[] {
  return [
    isOff(command) ? control.sendMono : undefined,
    command.expires && command.state !== 'delivered'
      ? command.expires.mono + (command.handed ? LATE_ANSWER_MS : 0)
      : undefined,
    command.state === 'delivered' ? giveUpAt(command, profile) : undefined,
  ];
}

function decide(control: SwitchControl, event: SwitchEvent, profile: SwitchProfile, now: Moment): SwitchStep {
  switch (event.type) {
    case 'accepted':
      return onAccepted(control, event.command, now);
    case 'receipt':
      return onReceipt(control, event.receipt, profile, now);
    case 'current':
      return onCurrent(control, event.mA, profile, now);
    case 'tripped':
      return onTripped(control, profile, now);
    case 'untripped':
      return onUntripped(control);
    case 'meddled':
      return onMeddled(control, profile, now);
    case 'reported':
      return onReported(control, event.on, now);
    case 'lost':
      return same(forget(control));
    case 'carrier-lost':
      return same({ ...forget(control), reachable: false });
    case 'carrier-back':
      return onCarrierBack(control, event.restarted, now);
    case 'latched':
      return onLatched(control, now);
    case 'tick':
      return onTick(control, profile, now);
  }
}

function onAccepted(control: SwitchControl, command: FieldCommand, now: Moment): SwitchStep {
  const former = openCommand(control);
  const effects: SwitchEffect[] = former
    ? [{ do: 'save', command: fail(former, 'superseded', now, `by ${command.id}`) }]
    : [];
  const { sendMono: _, settledMono: __, ...rest } = control;
  const next: SwitchControl = { ...rest, desired: command.value === true, trips: 0, command };
  return withEffects(control.reachable ? publish(next, 'first', now) : same(next), effects);
}

function onReceipt(control: SwitchControl, receipt: Receipt, profile: SwitchProfile, now: Moment): SwitchStep {
  const command = openCommand(control);
  if (!command || command.id !== receipt.id) return same(control);
  switch (receipt.state) {
    case 'sent':
      return same({ ...control, command: noteSent(command, receipt, now) });
    case 'delivered':
      return onDelivered(control, command, profile, now);
    case 'failed':
      return onRefused(control, command, receipt, now);
  }
}

function onDelivered(control: SwitchControl, command: FieldCommand, profile: SwitchProfile, now: Moment): SwitchStep {
  if (command.state === 'delivered') return same(control);
  const delivered = noteDelivered(command, now);
  // OFF that a trip may undo goes out once more when the node has closed again, whatever it acknowledged now.
  const sendMono = isOff(command) ? reclosesAt(control, profile) : undefined;
  const { sendMono: _, ...rest } = control;
  return same({ ...rest, command: delivered, ...(sendMono === undefined ? {} : { sendMono }) });
}

/** The carrier gave up. An ON ends there and nobody knows what the switch is; an OFF stays owed. */
function onRefused(control: SwitchControl, command: FieldCommand, receipt: Receipt, now: Moment): SwitchStep {
  const reason = receipt.reason ?? 'rejected';
  if (isOff(command) && reason !== 'superseded' && reason !== 'rejected')
    return same({
      ...forget(control),
      command: noteRemark(reopen(command), receipt.note ?? `not answered (${reason})`, now),
      sendMono: now.mono + owedEvery(command.accepted.mono, now.mono),
    });
  const wasOnAir = command.tries > 0 && reason !== 'rejected';
  return same({ ...(wasOnAir ? forget(control) : control), command: fail(command, reason, now, receipt.note) });
}

/** A measured current tells what the contact does. It judges an open command only after the device acknowledged it. */
function onCurrent(control: SwitchControl, mA: number, profile: SwitchProfile, now: Moment): SwitchStep {
  const judging = profile.judging;
  if (!judging) return same(control);
  const flows = mA > judging.onAboveMa;
  const command = openCommand(control);
  if (!command) return onIdleCurrent(control, flows, now);
  if (command.deliveredMono === undefined) return same(seeCurrent(control, flows, now));
  const isTime = now.mono >= command.deliveredMono + judging.judgeAfterMs;
  return isOff(command)
    ? judgeOff(control, command, { flows, isTime, mA }, profile, now)
    : judgeOn(control, command, { flows, isTime, mA }, profile, now);
}

/**
 * Nothing is under way. The first word of a switch that was unknown: where off was asked, OFF is sent once more, because a
 * node without a report of its contact may have closed it since.
 */
function onIdleCurrent(control: SwitchControl, flows: boolean, now: Moment): SwitchStep {
  if (flows && isSettledOff(control)) return onSettledCurrent(control, now);
  const wasUnknown = control.reported.state === 'unknown';
  const effects: SwitchEffect[] =
    wasUnknown && control.desired === false ? [{ do: 'want-off', why: 'it was out of sight' }] : [];
  return { control: seeCurrent(control, flows, now), effects };
}

interface Look {
  readonly flows: boolean;
  readonly isTime: boolean;
  readonly mA: number;
}

function judgeOn(
  control: SwitchControl,
  command: FieldCommand,
  look: Look,
  profile: SwitchProfile,
  now: Moment,
): SwitchStep {
  if (look.flows)
    return same({
      ...seeOn(control, now),
      unexplained: false,
      command: confirm(command, 'measurement', now, amperes(look.mA)),
    });
  if (!look.isTime) return same(control);
  if (profile.load === 'pump')
    return {
      control: { ...forget(control), command: fail(command, 'not-confirmed', now, 'the motor takes no current') },
      effects: [{ do: 'want-off', why: 'the pump took no current' }],
    };
  return same({
    ...show(control, 'on', 'acknowledgement-only', now),
    unexplained: false,
    command: confirm(command, 'acknowledgement-only', now, 'no current'),
  });
}

function judgeOff(
  control: SwitchControl,
  command: FieldCommand,
  look: Look,
  profile: SwitchProfile,
  now: Moment,
): SwitchStep {
  if (look.flows) return look.isTime ? stillOn(control, command, look, now) : same(seeOn(control, now));
  if (reclosesAt(control, profile) !== undefined) return same(control);
  if (!control.drewCurrent && !look.isTime) return same(control);
  return same(settledOff(control, command, control.drewCurrent ? 'measurement' : 'acknowledgement-only', now));
}

function settledOff(control: SwitchControl, command: FieldCommand, evidence: Evidence, now: Moment): SwitchControl {
  const { sendMono: _, ...rest } = show(control, 'off', evidence, now);
  return {
    ...rest,
    drewCurrent: false,
    trips: 0,
    settledMono: now.mono,
    unexplained: control.unexplained && evidence !== 'measurement',
    command: confirm(command, evidence, now),
  };
}

/** Acknowledged, and the current still flows: OFF goes on being sent and a person is told to act at the panel. */
function stillOn(control: SwitchControl, command: FieldCommand, look: Look, now: Moment): SwitchStep {
  const note = `still ${amperes(look.mA)} after it said yes`;
  const reopened = { ...noteRemark(reopen(command), note, now), notStopping: true };
  return same({
    ...seeOn(control, now),
    command: reopened,
    sendMono: now.mono + owedEvery(command.accepted.mono, now.mono),
  });
}

/** 0xFFFF: the node opened its contact and will close it again by itself, also when OFF was sent meanwhile. */
function onTripped(control: SwitchControl, profile: SwitchProfile, now: Moment): SwitchStep {
  const isNew = control.reported.state !== 'tripped';
  const seen: SwitchControl = {
    ...show(control, 'tripped', 'report', now),
    trippedMono: now.mono,
    trips: control.trips + (isNew ? 1 : 0),
  };
  const command = openCommand(seen);
  if (!command) return same(seen);
  if (!isOff(command))
    return command.state === 'delivered'
      ? same({ ...seen, command: fail(command, 'rejected', now, 'tripped: too much current') })
      : same(seen);
  const notStopping = command.notStopping || seen.trips >= TRIPS_UNTIL_LOUD;
  const waiting = notStopping === command.notStopping ? command : { ...command, notStopping };
  const sendMono = now.mono + (profile.judging?.recloseGuardMs ?? OWED_FAST_MS);
  return same({ ...seen, command: waiting, sendMono });
}

/** No longer tripped, and no current seen yet: closed again or not, nobody knows. */
function onUntripped(control: SwitchControl): SwitchStep {
  return same(control.reported.state === 'tripped' ? forget(control) : control);
}

/**
 * A frame that was not ours told it to switch, so what it said before does not hold. Where off is wanted OFF goes out at once;
 * an OFF that is under way goes out once more, acknowledged or not, for that frame may have come after it.
 */
function onMeddled(control: SwitchControl, profile: SwitchProfile, now: Moment): SwitchStep {
  const why = 'a frame that was not ours told it to switch';
  const next = forget(control);
  const command = openCommand(next);
  if (!command) return { control: next, effects: next.desired === false ? [{ do: 'want-off', why }] : [] };
  if (!isOff(command)) return same(next);
  const reopened = command.handed ? reopen(command) : command;
  const owed: SwitchControl = { ...pastTrip(next, profile, now), command: noteRemark(reopened, why, now) };
  const due = (control.sentOffMono ?? -Infinity) + OWED_FAST_MS;
  return control.reachable && now.mono >= due
    ? publish(owed, 'again', now)
    : same({ ...owed, sendMono: Math.min(control.sendMono ?? Infinity, Math.max(due, now.mono)) });
}

/** A device that reports its contact itself is believed about it. */
function onReported(control: SwitchControl, on: boolean, now: Moment): SwitchStep {
  const shown = show(control, on ? 'on' : 'off', 'report', now);
  const command = openCommand(shown);
  if (!command || command.value !== on) return same(shown);
  const { sendMono: _, ...rest } = shown;
  return same({ ...rest, unexplained: false, command: confirm(command, 'report', now) });
}

function onCarrierBack(control: SwitchControl, restarted: boolean, now: Moment): SwitchStep {
  const next: SwitchControl = { ...(restarted ? forget(control) : control), reachable: true };
  const command = openCommand(next);
  if (!command) return same(next);
  if (isOff(command)) return publish({ ...next, command: reopen(command) }, command.handed ? 'again' : 'first', now);
  if (isExpired(command, now)) return expire(next, command, now);
  if (!command.handed) return publish(next, 'first', now);
  if (restarted)
    return same({ ...next, command: fail(command, 'no-ack', now, 'the radio bridge restarted meanwhile') });
  return publish(next, 'resume', now);
}

/** While everything is stopped nothing is switched on, also not what was already under way. */
function onLatched(control: SwitchControl, now: Moment): SwitchStep {
  const command = openCommand(control);
  if (!command || isOff(command)) return same(control);
  return same({ ...(command.handed ? forget(control) : control), command: fail(command, 'latched', now) });
}

function onTick(control: SwitchControl, profile: SwitchProfile, now: Moment): SwitchStep {
  const command = openCommand(control);
  if (!command) return onQuietTick(control, profile, now);
  if (isOff(command)) return onOwedTick(control, command, profile, now);
  if (command.state === 'delivered')
    return now.mono >= giveUpAt(command, profile)
      ? same({ ...forget(control), command: fail(command, 'not-confirmed', now, 'nothing was heard of it since') })
      : same(control);
  if (!command.expires || now.mono < command.expires.mono + (command.handed ? LATE_ANSWER_MS : 0)) return same(control);
  return expire(control, command, now);
}

/** Off is what was asked, and a trip let the node close again by itself, or a current flows that nobody asked for. */
function onQuietTick(control: SwitchControl, profile: SwitchProfile, now: Moment): SwitchStep {
  const next = pastTrip(control, profile, now);
  if (next !== control)
    return {
      control: next,
      effects: control.desired === false ? [{ do: 'want-off', why: 'it closes again by itself after a trip' }] : [],
    };
  return now.mono >= (insistsAt(control) ?? Infinity) ? suspect(control, UNEXPLAINED, now) : same(control);
}

function onOwedTick(control: SwitchControl, command: FieldCommand, profile: SwitchProfile, now: Moment): SwitchStep {
  const unread = command.state === 'delivered' && now.mono >= giveUpAt(command, profile);
  const due = control.sendMono !== undefined && now.mono >= control.sendMono;
  if (!unread && !due) return same(control);
  const next: SwitchControl = { ...pastTrip(control, profile, now), command: reopen(command) };
  return control.reachable
    ? publish(next, 'again', now)
    : same({ ...next, sendMono: now.mono + owedEvery(command.accepted.mono, now.mono) });
}

/** Never transmitted: `expired`. Transmitted and not answered: `no-ack`, and the switch may be either. */
function expire(control: SwitchControl, command: FieldCommand, now: Moment): SwitchStep {
  if (!command.handed)
    return same({ ...control, command: fail(command, 'expired', now, 'it could not be sent in time') });
  return same({ ...forget(control), command: fail(command, command.tries > 0 ? 'no-ack' : 'expired', now) });
}

function publish(control: SwitchControl, how: 'first' | 'again' | 'resume', now: Moment): SwitchStep {
  const command = control.command;
  if (!command) return same(control);
  const handed: FieldCommand = { ...command, handed: true };
  const wait = how === 'first' ? FIRST_BURST_MS : owedEvery(command.accepted.mono, now.mono);
  return {
    control: {
      ...control,
      command: handed,
      ...(isOff(command) ? { sendMono: now.mono + wait, sentOffMono: now.mono } : {}),
    },
    effects: [{ do: 'publish', command: handed, how }],
  };
}

/** Once a node has had the time to close again by itself, its trip is no more to be waited for. */
function pastTrip(control: SwitchControl, profile: SwitchProfile, now: Moment): SwitchControl {
  const at = reclosesAt(control, profile);
  if (control.trippedMono === undefined || now.mono < (at ?? 0)) return control;
  const { trippedMono: _, ...rest } = control;
  return rest;
}

function giveUpAt(command: FieldCommand, profile: SwitchProfile): number {
  return (command.deliveredMono ?? 0) + (profile.judging?.judgeAfterMs ?? 0) + READ_BACK_MS;
}

function amperes(mA: number): string {
  return `${(mA / 1000).toFixed(mA < 10_000 ? 2 : 1)} A`;
}
