import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOut } from './shares.ts';

const shares = (amount: number, ...energies: bigint[]) => [
  ...shareOut(
    amount,
    energies.map((milliWh, key) => ({ key, milliWh })),
  ).values(),
];

describe('an amount shared out by energy', () => {
  it.each([
    [100, [1, 1], [50, 50]],
    [100, [1, 1, 1], [34, 33, 33]],
    [101, [1, 1, 1], [34, 34, 33]],
    [100, [1, 2, 3], [17, 33, 50]],
    [10, [0, 5], [0, 10]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [100, [0, 0], [0, 0]],
    [0, [3, 4], [0, 0]],
    [1, [1, 2], [0, 1]],
    [5, [], []],
  ])('%s by %j is %j', (amount, energies, expected) =>
    expect(shares(amount, ...energies.map(BigInt))).toEqual(expected),
  );

  it('loses no minor unit, and gives nobody one too many', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 30 }),
        (amount, energies) => {
          const whole = energies.reduce((sum, each) => sum + each, 0n);
          const given = shares(amount, ...energies);
          expect(given.reduce((sum, each) => sum + each, 0)).toBe(whole === 0n ? 0 : amount);
          for (const [at, share] of given.entries()) {
            const off = BigInt(share) * whole - BigInt(amount) * (energies[at] ?? 0n);
            expect(whole === 0n || (off < whole && off > -whole)).toBe(true);
          }
        },
      ),
    );
  });
});
