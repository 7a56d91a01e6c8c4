import type { Cancel, Clock } from './contract/clock.ts';

/** How often a program that the gateway keeps running says that it lives. Unit: ms. */
export const BEAT_MS = 1_000;

/** A sign of life over the channel to whoever started us. */
export interface Beat {
  /** Counts up from 1. */
  readonly beat: number;
  /** How much later than it should it was said: what else there was to do held it up. Unit: ms. */
  readonly delayMs: number;
}

/** Says so once a second until it is taken back. Where nobody started us there is nobody to tell. */
export function startHeart(clock: Clock, send = sendToParent()): Cancel {
  if (!send) return () => {};
  let cancel: Cancel = () => {};
  const next = (beat: number, dueMs: number) => {
    cancel = clock.after(dueMs - clock.monoMs(), () => {
      const now = clock.monoMs();
      send({ beat, delayMs: Math.max(0, Math.round(now - dueMs)) });
      next(beat + 1, (now - dueMs < BEAT_MS ? dueMs : now) + BEAT_MS);
    });
  };
  next(1, clock.monoMs());
  return () => cancel();
}

/** What somebody said over the channel, if it is a beat. */
export function findBeat(message: unknown): Beat | undefined {
  if (typeof message !== 'object' || message === null || !('beat' in message) || !('delayMs' in message))
    return undefined;
  const { beat, delayMs } = message;
  return typeof beat === 'number' && typeof delayMs === 'number' ? { beat, delayMs } : undefined;
}

/** A channel that ends just now is no fault: its end is told by itself. */
function sendToParent(): ((beat: Beat) => void) | undefined {
  if (!process.send) return undefined;
  return (beat) => {
    if (process.connected) process.send?.(beat, undefined, {}, () => {});
  };
}
