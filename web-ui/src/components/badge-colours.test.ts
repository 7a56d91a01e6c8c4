import { COLOURS } from '@farmgate/gateway/contract';
import { expect, test } from 'vitest';
import { badgeTones } from './badge-colours.ts';

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) =>
    part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test.each(COLOURS)('a symbol stands out on %s', (colour) => {
  const { ground, ink } = badgeTones[colour];
  const [a, b] = [luminance(ground), luminance(ink)];
  expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).toBeGreaterThanOrEqual(4.5);
});
