import { CommandMessage, type Clock } from '@farmgate/gateway/contract';

/** The command that a payload is; undefined for anything else. */
export function parseNodeCommand(payload: unknown): CommandMessage | undefined {
  return CommandMessage.safeParse(payload).data;
}

/** Whether it may still be done. OFF always may; anything else must say until when. */
export function isInTime({ value, deadline, ttlMs }: CommandMessage, clock: Clock): boolean {
  if (value === false) return true;
  if (deadline?.boot === clock.boot) return clock.monoMs() < deadline.monoMs;
  return ttlMs !== undefined && ttlMs > 0;
}
