import { expect, test } from 'vitest';
import { crashUnderLoad } from '../../src/testing/sharing-crashes.ts';

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  'ten deaths at random instants lose and gain nobody a second (%i)',
  (seed) => {
    expect(crashUnderLoad(seed, 10)).toEqual([]);
  },
);
