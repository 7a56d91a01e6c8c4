import { expect, test } from 'vitest';
import { mainText, minorOf } from './amounts.ts';

test.each([
  ['12.5', 2, 1_250],
  ['1,234.50', 2, 123_450],
  [' 7 ', 0, 7],
  ['0.001', 3, 1],
  ['12.345', 2, undefined],
  ['12.', 2, undefined],
  ['-3', 2, undefined],
  ['', 2, undefined],
  ['12 baht', 2, undefined],
] as const)('%j with %i digits is %s', (text, digits, minor) => expect(minorOf(text, digits)).toBe(minor));

test('is shown with every digit', () => expect([mainText(1_250, 2), mainText(7, 0)]).toEqual(['12.50', '7']));
