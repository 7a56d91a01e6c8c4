import { expect, test } from 'vitest';
import { cutPowerInTurn } from '../../src/testing/sharing-power-cuts.ts';

const CASES = 60;
const A_TEST = 6;

test.each(Array.from({ length: CASES / A_TEST }, (_, index) => index * A_TEST + 1))(
  'power cuts in the middle of a turn: 30:00 pumped and 30 minutes charged, whenever they come (from seed %i)',
  (first) => {
    for (let seed = first; seed < first + A_TEST; seed++) expect(cutPowerInTurn(seed), `seed ${seed}`).toEqual([]);
  },
);
