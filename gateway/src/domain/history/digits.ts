/** Twelve digits: what a sum of tenths has beyond them is only the noise of adding in binary. */
export function withoutNoise(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(12));
}
