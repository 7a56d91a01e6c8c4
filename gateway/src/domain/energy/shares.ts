/** A part of a whole: somebody's or something's energy. */
export interface Part<Key> {
  readonly key: Key;
  /** From 0. Unit: mWh. */
  readonly milliWh: bigint;
}

/**
 * An amount in minor units shared out by energy, no minor unit lost: each has its part rounded down (towards zero), and what is left goes one
 * by one to those who lost most by that, the first before the later where it is the same. With no energy at all nobody has a share.
 */
export function shareOut<Key>(amount: number, parts: readonly Part<Key>[]): Map<Key, number> {
  const whole = parts.reduce((sum, { milliWh }) => sum + milliWh, 0n);
  if (whole === 0n) return new Map(parts.map(({ key }) => [key, 0]));
  const sign = amount < 0 ? -1n : 1n;
  const size = BigInt(Math.abs(amount));
  const floors = parts.map(({ key, milliWh }, at) => {
    const product = size * milliWh;
    return { key, at, floor: product / whole, rest: product % whole };
  });
  const left = Number(size - floors.reduce((sum, { floor }) => sum + floor, 0n));
  const next = floors.toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1)).slice(0, left);
  const luckier = new Set(next.map(({ at }) => at));
  return new Map(floors.map(({ key, at, floor }) => [key, Number(sign * (floor + (luckier.has(at) ? 1n : 0n)))]));
}
