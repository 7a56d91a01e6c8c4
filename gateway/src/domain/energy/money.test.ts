import { describe, expect, it } from 'vitest';
import { decimalOf, exactOf, fixedOf, roundHalfUp, safeNumber, textOf, times, toMinor } from './money.ts';

describe('exact money', () => {
  it.each([
    ['3.2484', 32484n, 10000n],
    ['0.05', 5n, 100n],
    ['-0.1532', -1532n, 10000n],
    ['7', 7n, 1n],
    ['-3', -3n, 1n],
  ])('takes %s as it is written', (text, num, den) => expect(exactOf(text)).toEqual({ num, den }));

  it.each([
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [49n, 100n, 0n],
    [-49n, 100n, 0n],
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [149n, 100n, 1n],
    [151n, 100n, 2n],
    [0n, 7n, 0n],
    [6n, 3n, 2n],
  ])('rounds %s/%s to %s', (num, den, whole) => expect(roundHalfUp({ num, den })).toBe(whole));

  it('multiplies without losing a digit', () =>
    expect(times(exactOf('3.2484'), exactOf('0.333333'))).toEqual({ num: 32484n * 333333n, den: 10n ** 10n }));

  it.each([
    ['1.005', 2, 101n],
    ['1.004999', 2, 100n],
    ['0.5', 0, 1n],
    ['1.2345', 3, 1235n],
    ['-1.005', 2, -101n],
  ])('makes whole minor units of %s with %s digits', (text, digits, minor) =>
    expect(toMinor(exactOf(text), digits)).toBe(minor),
  );

  it.each([
    [1_500_000n, 6, '1.5'],
    [1_000_000n, 6, '1'],
    [1n, 6, '0.000001'],
    [0n, 6, '0'],
    [100n, 0, '100'],
    [-250n, 2, '-2.5'],
  ])('writes %s of 10^-%s as %s', (whole, digits, text) => expect(decimalOf(whole, digits)).toBe(text));

  it.each([
    [150n, 2, '1.50'],
    [5n, 2, '0.05'],
    [-5n, 3, '-0.005'],
    [100n, 0, '100'],
    [-7n, 0, '-7'],
  ])('writes the amount %s with %s digits as %s', (whole, digits, text) => expect(fixedOf(whole, digits)).toBe(text));

  it('writes a third with six digits', () => expect(textOf({ num: 2n, den: 3n })).toBe('0.666667'));

  it('keeps no number that a float would change', () => {
    expect(safeNumber(2n ** 53n - 1n)).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => safeNumber(2n ** 53n)).toThrow(RangeError);
  });
});
