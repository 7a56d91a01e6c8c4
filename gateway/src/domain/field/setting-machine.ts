import type { PointValue, Receipt } from '../../contract/index.ts';
import {
  confirm,
  fail,
  isExpired,
  isOpen,
  noteDelivered,
  noteSent,
  type FieldCommand,
  type Moment,
} from './command.ts';

/** A value that a device keeps: what was asked last and the command that carries it. */
export interface SettingControl {
  readonly desired: PointValue | null;
  readonly command?: FieldCommand;
  readonly reachable: boolean;
}

export type SettingEvent =
  | { readonly type: 'accepted'; readonly command: FieldCommand }
  | { readonly type: 'receipt'; readonly receipt: Receipt }
  | { readonly type: 'carrier-lost' }
  | { readonly type: 'carrier-back'; readonly restarted: boolean }
  | { readonly type: 'tick' };

export type SettingEffect =
  | { readonly do: 'publish'; readonly command: FieldCommand; readonly how: 'first' | 'resume' }
  | { readonly do: 'save'; readonly command: FieldCommand };

export interface SettingStep {
  readonly control: SettingControl;
  readonly effects: readonly SettingEffect[];
}

const LATE_ANSWER_MS = 3_000;

/** After a restart of the gateway, whatever was open may or may not have been handed over. */
export function restoredSetting(last: FieldCommand | undefined): SettingControl {
  const command = last && isOpen(last) ? { ...last, handed: true } : last;
  return { desired: last?.value ?? null, reachable: false, ...(command ? { command } : {}) };
}

/** One event, one step. A version 1 node's acknowledgement of a setting is all it ever says of it. */
export function stepSetting(control: SettingControl, event: SettingEvent, now: Moment): SettingStep {
  const step = decide(control, event, now);
  const after = step.control.command;
  const saved = after && after !== control.command ? [{ do: 'save' as const, command: after }] : [];
  return { control: step.control, effects: [...saved, ...step.effects] };
}

/** When the next tick is due, on the monotonic side. */
export function nextSettingTick(control: SettingControl): number | undefined {
  const command = control.command;
  if (!command || !isOpen(command) || !command.expires) return undefined;
  return command.expires.mono + (command.handed ? LATE_ANSWER_MS : 0);
}

function decide(control: SettingControl, event: SettingEvent, now: Moment): SettingStep {
  const command = control.command && isOpen(control.command) ? control.command : undefined;
  switch (event.type) {
    case 'accepted':
      return onAccepted(control, command, event.command, now);
    case 'receipt':
      return command?.id === event.receipt.id ? onReceipt(control, command, event.receipt, now) : same(control);
    case 'carrier-lost':
      return same({ ...control, reachable: false });
    case 'carrier-back':
      return onCarrierBack({ ...control, reachable: true }, command, event.restarted, now);
    case 'tick':
      return command && now.mono >= (nextSettingTick(control) ?? Infinity)
        ? same({ ...control, command: fail(command, command.tries > 0 ? 'no-ack' : 'expired', now) })
        : same(control);
  }
}

function onAccepted(
  control: SettingControl,
  former: FieldCommand | undefined,
  command: FieldCommand,
  now: Moment,
): SettingStep {
  const superseded = former
    ? [{ do: 'save' as const, command: fail(former, 'superseded', now, `by ${command.id}`) }]
    : [];
  const next: SettingControl = { ...control, desired: command.value, command };
  const step = control.reachable ? publish(next, command, 'first') : same(next);
  return { control: step.control, effects: [...superseded, ...step.effects] };
}

function onReceipt(control: SettingControl, command: FieldCommand, receipt: Receipt, now: Moment): SettingStep {
  switch (receipt.state) {
    case 'sent':
      return same({ ...control, command: noteSent(command, receipt, now) });
    case 'delivered':
      return same({ ...control, command: confirm(noteDelivered(command, now), 'acknowledgement-only', now) });
    case 'failed':
      return same({ ...control, command: fail(command, receipt.reason ?? 'rejected', now, receipt.note) });
  }
}

function onCarrierBack(
  control: SettingControl,
  command: FieldCommand | undefined,
  restarted: boolean,
  now: Moment,
): SettingStep {
  if (!command) return same(control);
  if (isExpired(command, now)) return same({ ...control, command: fail(command, 'expired', now) });
  if (!command.handed) return publish(control, command, 'first');
  if (restarted)
    return same({ ...control, command: fail(command, 'no-ack', now, 'the radio bridge restarted meanwhile') });
  return publish(control, command, 'resume');
}

function publish(control: SettingControl, command: FieldCommand, how: 'first' | 'resume'): SettingStep {
  const handed = { ...command, handed: true };
  return { control: { ...control, command: handed }, effects: [{ do: 'publish', command: handed, how }] };
}

function same(control: SettingControl): SettingStep {
  return { control, effects: [] };
}
