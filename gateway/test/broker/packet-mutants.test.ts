import { expect, it } from 'vitest';
import { tryMutant } from './packet-mutants.ts';

const MUTANTS = 10_000;
const FIRST_SEED = 20_261_121;

it(`reads ${MUTANTS} packets with a byte wrong as the library does, or refuses them`, { timeout: 60_000 }, () => {
  const counts = { passed: 0, refused: 0, short: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + MUTANTS; seed += 1) tryMutant(seed, counts);
  // Each way out is taken often enough to mean something.
  expect(counts.passed).toBeGreaterThan(MUTANTS / 10);
  expect(counts.refused).toBeGreaterThan(MUTANTS / 10);
  expect(counts.short).toBeGreaterThan(MUTANTS / 100);
});
