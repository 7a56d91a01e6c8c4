import type {
  Command,
  CommandMessage,
  Evidence,
  FailReason,
  PointValue,
  Receipt,
  TrailStep,
} from '../../contract/index.ts';

/** Now, on both sides of the clock: durations count by `mono`, records carry `wall`. Milliseconds. */
export interface Moment {
  readonly mono: number;
  readonly wall: number;
}

/** A command as the engine keeps it. Immutable: each step makes the next one. */
export interface FieldCommand {
  readonly id: string;
  readonly site: string;
  readonly device: string;
  readonly point: string;
  readonly value: PointValue;
  readonly by: string;
  readonly accepted: Moment;
  /** Absent for an OFF, which never expires. */
  readonly expires?: Moment;
  readonly state: Command['state'];
  readonly reason?: FailReason;
  readonly evidence?: Evidence;
  readonly tries: number;
  readonly notStopping: boolean;
  /** It went to the broker at least once; after a restart of the gateway this is assumed. */
  readonly handed: boolean;
  /** Monotonic moment of the device's acknowledgement. */
  readonly deliveredMono?: number;
  readonly trail: readonly TrailStep[];
  /** Of an ON: for how long, and for which run. Not kept over a restart, after which no ON is begun. */
  readonly lease?: Lease;
}

/** How long a device may stay on without a renewal, in seconds, and the run it counts by. */
export interface Lease {
  readonly leaseS: number;
  readonly run: string;
}

/** How long people wait for an ON or a setting before it is too old to be wanted. */
export const EXPIRY_MS = 30_000;

const MAX_TRAIL = 40;

/** A command that was just accepted, with the first line of its trail. */
export function newCommand(
  request: Pick<FieldCommand, 'id' | 'site' | 'device' | 'point' | 'value' | 'by' | 'lease'>,
  now: Moment,
  expiryMs = EXPIRY_MS,
): FieldCommand {
  return {
    ...request,
    accepted: now,
    ...(request.value === false ? {} : { expires: { mono: now.mono + expiryMs, wall: now.wall + expiryMs } }),
    state: 'pending',
    tries: 0,
    notStopping: false,
    handed: false,
    trail: [{ at: now.wall, state: 'pending' }],
  };
}

export function isOpen(command: FieldCommand): boolean {
  return command.state !== 'confirmed' && command.state !== 'failed';
}

export function isOff(command: FieldCommand): boolean {
  return command.value === false;
}

export function isExpired(command: FieldCommand, now: Moment): boolean {
  return command.expires !== undefined && now.mono >= command.expires.mono;
}

export function confirm(command: FieldCommand, evidence: Evidence, now: Moment, note?: string): FieldCommand {
  const step: TrailStep = { at: now.wall, state: 'confirmed', evidence, ...(note ? { note } : {}) };
  return { ...withStep(command, step), state: 'confirmed', evidence, notStopping: false };
}

export function fail(command: FieldCommand, reason: FailReason, now: Moment, note?: string): FieldCommand {
  const step: TrailStep = { at: now.wall, state: 'failed', reason, ...(note ? { note } : {}) };
  return { ...withStep(command, step), state: 'failed', reason, notStopping: false };
}

/** One transmission, as the bridge tells it. After the acknowledgement it is only counted: the answer overtook it. */
export function noteSent(command: FieldCommand, receipt: Receipt, now: Moment): FieldCommand {
  if (command.state === 'delivered') return { ...command, tries: command.tries + 1 };
  const step: TrailStep = {
    at: now.wall,
    state: 'sent',
    try: command.tries + 1,
    ...(receipt.of ? { of: receipt.of } : {}),
  };
  return { ...withStep(command, step), state: 'sent', tries: command.tries + 1, handed: true };
}

export function noteDelivered(command: FieldCommand, now: Moment): FieldCommand {
  return { ...withStep(command, { at: now.wall, state: 'delivered' }), state: 'delivered', deliveredMono: now.mono };
}

/** A remark in the trail that changes no state. */
export function noteRemark(command: FieldCommand, note: string, now: Moment): FieldCommand {
  return withStep(command, { at: now.wall, state: command.state, note: note.slice(0, 200) });
}

/** Back to waiting for an acknowledgement: what the device said before does not hold any more. */
export function reopen(command: FieldCommand): FieldCommand {
  const { deliveredMono: _, ...rest } = command;
  return { ...rest, state: 'sent' };
}

/** The form in which a command crosses a border. */
export function toView(command: FieldCommand): Command {
  return {
    id: command.id,
    device: command.device,
    point: command.point,
    value: command.value,
    state: command.state,
    ...(command.reason ? { reason: command.reason } : {}),
    ...(command.evidence ? { evidence: command.evidence } : {}),
    owed: isOff(command) && isOpen(command),
    ...(command.notStopping ? { notStopping: true } : {}),
    by: command.by,
    acceptedAt: command.accepted.wall,
    ...(command.expires ? { expiresAt: command.expires.wall } : {}),
    tries: command.tries,
    trail: [...command.trail],
  };
}

/** The form in which it is handed over. `boot` names the clock that its deadline counts by. */
export function toMessage(
  { id, point, value, expires, lease }: FieldCommand,
  how: 'first' | 'again' | 'resume',
  boot: string,
  now: Moment,
): CommandMessage {
  return {
    id,
    point,
    value,
    ...(expires
      ? { ttlMs: Math.max(0, Math.floor(expires.mono - now.mono)), deadline: { boot, monoMs: expires.mono } }
      : {}),
    ...lease,
    ...(how === 'again' ? { again: true } : {}),
    ...(how === 'resume' ? { resume: true } : {}),
  };
}

/** An OFF may be owed for days: repeated steps replace each other once the trail is long. */
function withStep(command: FieldCommand, step: TrailStep): FieldCommand {
  const trail = [...command.trail, step];
  return {
    ...command,
    trail: trail.length > MAX_TRAIL ? [...trail.slice(0, MAX_TRAIL / 2), ...trail.slice(1 - MAX_TRAIL / 2)] : trail,
  };
}
