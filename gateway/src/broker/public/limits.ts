import type { ClientRates } from '../guard/index.ts';
import type { DoorLimits } from './door.ts';
import type { StreamLimits } from './guarded-stream.ts';

/** What a client is held to, and all of them together. */
export interface PublicLimits extends DoorLimits, StreamLimits {}

/** A bridge of 250 outlets says 500 messages when it comes, and some ten a second from then on. */
const rates: ClientRates = {
  messages: { perSecond: 50, burst: 200 },
  bytes: { perSecond: 32 * 1024, burst: 256 * 1024 },
};

/** Limits for a farm. */
export const PUBLIC_LIMITS: PublicLimits = {
  clients: 256,
  strangersAHost: 16,
  strangers: 256,
  rates,
  connectMs: 5_000,
  drainMs: 1_000,
};
