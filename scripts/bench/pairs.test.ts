import { describe, expect, it } from 'vitest';
import { comparePairs, median, percentile } from './pairs.ts';

describe('percentile', () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 2, 3], 0.5, 2],
    [[1, 2, 3, 4, 5], 0.99, 5],
    [Array.from({ length: 100 }, (_, at) => at + 1), 0.99, 99],
    [[7], 0, 7],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });
});

describe('comparePairs', () => {
  it('takes turns, changes who goes first and throws the first pair away', async () => {
    const order: string[] = [];
    const side = (name: string, value: number) => () => {
      order.push(name);
      return value;
    };
    const compared = await comparePairs(side('a', 3), side('b', 6), 2);
    expect(order).toEqual(['a', 'b', 'a', 'b', 'b', 'a']);
    expect(compared).toEqual({ ratio: 0.5, ours: 3, theirs: 6 });
  });

  it('is not moved by one bad round', async () => {
    const ours = [1, 1, 1, 9, 1, 1];
    const compared = await comparePairs(
      () => ours.shift() ?? 1,
      () => 2,
    );
    expect(compared.ratio).toBe(0.5);
    expect(median([1, 1, 9])).toBe(1);
  });
});
