import type { Clock, CommandMessage } from '@farmgate/gateway/contract';
import type { Change, Order } from '../link/orders.ts';

const THRESHOLD_LIMITS_MA = { least: 100, most: 65_279 } as const;

/** The order a command is, or why it cannot be one. Expiry becomes a moment of this machine's monotonic clock. */
export function orderFrom(message: CommandMessage, node: number, clock: Clock): Order | { readonly refused: string } {
  const change = changeFrom(message);
  if (typeof change === 'string') return { refused: change };
  const isOff = change.kind === 'relay' && !change.on;
  const expiresAt = isOff ? undefined : expiryOf(message, clock);
  if (!isOff && expiresAt === undefined) return { refused: 'A command to switch on or to set must have an expiry' };
  return {
    id: message.id,
    node,
    change,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(message.again ? { again: true } : {}),
    ...(message.resume ? { resume: true } : {}),
  };
}

/** On the machine and boot that wrote it the deadline itself holds; elsewhere the time it had left when it arrived. */
function expiryOf({ deadline, ttlMs }: CommandMessage, clock: Clock): number | undefined {
  if (deadline?.boot === clock.boot) return deadline.monoMs;
  return ttlMs === undefined ? undefined : clock.monoMs() + ttlMs;
}

function changeFrom({ point, value }: CommandMessage): Change | string {
  if (point === 'relay.a' || point === 'relay.b') {
    if (typeof value !== 'boolean') return `${point} takes true or false`;
    return { kind: 'relay', socket: point === 'relay.a' ? 'a' : 'b', on: value };
  }
  if (point !== 'threshold') return `A version 1 outlet has nothing to set called ${point}`;
  const { least, most } = THRESHOLD_LIMITS_MA;
  const isGood = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
  return isGood ? { kind: 'set-threshold', ma: value } : `threshold takes ${least} to ${most} mA`;
}
