/** How long the parts of a run take, in ms. */
export const times = {
  /** An ON that nobody confirmed by then is taken back; it is not transmitted later either. */
  startMs: 15_000,
  renewEveryMs: 20_000,
  /** A renewal that is late is left: the next one comes soon. */
  renewalExpiryMs: 5_000,
  saveEveryMs: 30_000,
  /** After the end of a lease a node has opened its contact. */
  surelyOffMs: 5_000,
  /** So long a run in hold keeps its turn; so long the queue waits for a pump that is not ready. */
  keepTurnMs: 120_000,
  /** A protection has seen by then whether a pump is well: voltage is watched for a minute. */
  judgeMs: 60_000,
  pumpHoldMs: 2 * 3_600_000,
  gridHoldMs: 24 * 3_600_000,
  quietAfterReleaseMs: 10_000,
  unknownQuietMs: 300_000,
} as const;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A lease may outlast what is left by so much. Unit: s. */
const LEASE_MARGIN_S = 2;

/** What a start or a renewal lets the node run alone, whole seconds. `leaseS`: the longest. */
export function leaseFor(leaseS: number, remainingMs: number): number {
  return Math.min(leaseS, Math.floor(remainingMs / 1000) + LEASE_MARGIN_S);
}
