import { CommandMessage, type Clock } from '@farmgate/gateway/contract';
import type { PumpStart } from './pump-control.ts';

/** A command of the contract, with what an ON for a pump may bring besides: a lease and the name of its run. */
export type TakenCommand = CommandMessage & PumpStart;

/** The command that a payload is; undefined for anything else. */
export function parseNodeCommand(payload: unknown): TakenCommand | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { leaseS, run, ...rest }: Record<string, unknown> = { ...payload };
  const message = CommandMessage.safeParse(rest);
  if (!message.success) return undefined;
  return {
    ...message.data,
    ...(typeof leaseS === 'number' && leaseS >= 0 && leaseS <= 600 ? { leaseS } : {}),
    ...(typeof run === 'string' ? { run } : {}),
  };
}

/** Whether it may still be done. OFF always may; anything else must say until when. */
export function isInTime({ value, deadline, ttlMs }: CommandMessage, clock: Clock): boolean {
  if (value === false) return true;
  if (deadline?.boot === clock.boot) return clock.monoMs() < deadline.monoMs;
  return ttlMs !== undefined && ttlMs > 0;
}
