/**
 * Losses that come in bursts, after Gilbert and Elliott: a receiver is now and then in a bad state, on average for `meanMs`, and
 * loses packets while it is.
 */
export interface Burst {
  /** Share of the time in the bad state, 0 to below 1. */
  readonly share: number;
  /** Mean length of one bad state. Unit: ms. */
  readonly meanMs: number;
  /** Share of packets lost in it, 0 to 1. */
  readonly loss: number;
}

/** Whether one receiver was in the bad state when it was last looked at, and when that was, in monotonic ms. */
export interface Fade {
  isBad: boolean;
  at: number;
}

/** Moves a receiver to `now` and tells whether it is in the bad state: the chain's exact step over any time, with one draw. */
export function isFaded(fade: Fade, { share, meanMs }: Burst, now: number, random: () => number): boolean {
  const memory = Math.exp((fade.at - now) / (meanMs * (1 - share)));
  fade.isBad = random() < share + ((fade.isBad ? 1 : 0) - share) * memory;
  fade.at = now;
  return fade.isBad;
}

/** Share of writes of this many bytes in which at least one bit flips, when each does at `rate`. */
export function hitShare(bytes: number, rate: number): number {
  return -Math.expm1(bytes * 8 * Math.log1p(-rate));
}

/** A copy of bytes that were hit: each bit flipped at `rate`, above 0 and below 1, given that at least one is. */
export function withBitErrors(bytes: Uint8Array, rate: number, random: () => number): Uint8Array {
  const damaged = bytes.slice();
  // The distance to the next error is geometric: one draw an error, not one a bit.
  const distance = (chance: number) => Math.floor(Math.log1p(-chance) / Math.log1p(-rate));
  for (let at = distance(random() * hitShare(bytes.length, rate)); at < bytes.length * 8; at += 1 + distance(random()))
    damaged[at >> 3] = (damaged[at >> 3] ?? 0) ^ (1 << (at & 7));
  return damaged;
}

/** A copy that lacks one byte, any of them. */
export function withoutOne(bytes: Uint8Array, random: () => number): Uint8Array {
  const lost = Math.floor(random() * bytes.length);
  return bytes.filter((_, at) => at !== lost);
}
