import { expect, test } from 'vitest';
import { afterKey, panned, zoomed } from './chart-window.ts';

const span = { from: 1_000_000, to: 2_000_000 };
const latest = 2_400_000;

test.each([
  ['ArrowLeft', { from: 800_000, to: 1_800_000 }],
  ['ArrowRight', { from: 1_200_000, to: 2_200_000 }],
  ['+', { from: 1_250_000, to: 1_750_000 }],
  ['=', { from: 1_250_000, to: 1_750_000 }],
  ['-', { from: 400_000, to: 2_400_000 }],
  ['Home', { from: 50_000, to: 1_050_000 }],
  ['End', { from: 1_400_000, to: 2_400_000 }],
  ['0', 'reset'],
  ['x', undefined],
])('%s shows another window, or none', (key, expected) => {
  expect(afterKey(key, span, { first: 50_000, latest })).toEqual(expected);
});

test('nothing is later than now', () => {
  expect(panned(span, 0.9, latest)).toEqual({ from: 1_400_000, to: 2_400_000 });
});

test('nothing is before time began', () => {
  expect(panned(span, -3, latest).from).toBe(0);
});

test('what is under the finger stays there, down to ten seconds', () => {
  expect(zoomed(span, 0.5, 0, latest)).toEqual({ from: 1_000_000, to: 1_500_000 });
  expect(zoomed(span, 0.5, 1, latest)).toEqual({ from: 1_500_000, to: 2_000_000 });
  const least = zoomed(span, 1e-9, 0.5, latest);
  expect(least.to - least.from).toBe(10_000);
});
