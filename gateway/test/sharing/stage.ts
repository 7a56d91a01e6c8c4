import { afterEach } from 'vitest';
import { SharingBench, type SharingBenchSpec } from '../../src/testing/sharing-bench.ts';

let open: SharingBench[] = [];

// Whatever a story is about: its motors did nothing that the rules forbid, and its ledger adds up.
afterEach(() => {
  const benches = open;
  open = [];
  const wrongs = benches.flatMap((bench) => bench.wrongs);
  for (const bench of benches) bench.close();
  if (wrongs.length > 0) throw new Error(wrongs.join('; '));
});

/** A farm for one story; closed, and held against the rules, at its end. */
export function openBench(spec?: SharingBenchSpec): SharingBench {
  const bench = new SharingBench(spec);
  open.push(bench);
  return bench;
}

/** As every pump is set up where nothing is said of it. */
export const guarded = { setUp: () => ({}) } satisfies SharingBenchSpec;

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
