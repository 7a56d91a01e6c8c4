/** How two sides that were run in turns compare. */
export interface Compared {
  /** Median of the ratios of each pair: ours to theirs. */
  readonly ratio: number;
  readonly ours: number;
  readonly theirs: number;
}

const ROUNDS = 5;

/**
 * Measures two sides in turns, the one that went first going second the next time, so that whatever else the machine does hits
 * both alike. A first pair only warms the disk's cache and is thrown away.
 */
export async function comparePairs(
  ours: () => number | Promise<number>,
  theirs: () => number | Promise<number>,
  rounds = ROUNDS,
): Promise<Compared> {
  await ours();
  await theirs();
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push(await runPair(ours, theirs, round % 2 === 0));
  return {
    ratio: median(pairs.map((pair) => pair.ours / pair.theirs)),
    ours: median(pairs.map((pair) => pair.ours)),
    theirs: median(pairs.map((pair) => pair.theirs)),
  };
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value that this share of all values does not exceed, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

async function runPair(
  ours: () => number | Promise<number>,
  theirs: () => number | Promise<number>,
  oursFirst: boolean,
): Promise<{ ours: number; theirs: number }> {
  if (oursFirst) return { ours: await ours(), theirs: await theirs() };
  const second = await theirs();
  return { ours: await ours(), theirs: second };
}
