import { expect, it } from 'vitest';
import { badgeAt, freeBadge, isSameBadge, type Badge } from './badge.ts';

const PAIRS = 24 * 8;

it('numbers every pair once', () => {
  const pairs = Array.from({ length: PAIRS }, (_, n) => badgeAt(n));
  expect(new Set(pairs.map(({ symbol, colour }) => `${symbol} ${colour}`)).size).toBe(PAIRS);
});

it('gives nobody the pair of another while there are pairs left, and always the same one', () => {
  const taken: Badge[] = [];
  for (let people = 0; people < PAIRS; people += 1) {
    const badge = freeBadge(taken);
    expect(taken.some((other) => isSameBadge(other, badge))).toBe(false);
    expect(freeBadge(taken)).toEqual(badge);
    taken.push(badge);
  }
  expect(taken).toContainEqual(freeBadge(taken));
});

it('gives the first two dozen people symbols of their own', () => {
  const symbols = Array.from({ length: 24 }, (_, n) => badgeAt(n).symbol);
  expect(new Set(symbols).size).toBe(24);
});
