import { expect, it } from 'vitest';
import { winAnsiOf } from './win-ansi.ts';

it.each([
  ['Az 09~', '417a2030397e'],
  ['é', 'e9'],
  ['e\u0301', 'e9'],
  ['€…Ÿ', '80859f'],
  ['\u00a0ÿ', 'a0ff'],
  ['', ''],
])('%j is the bytes %s', (text, hex) => expect(winAnsiOf(text)?.toString('hex')).toBe(hex));

it.each(['ไทย', 'বাংলা', 'اردو', 'हिन्दी', 'ł', 'a\nb', '\u0081', '\u007f', '😀'])('%j has none', (text) =>
  expect(winAnsiOf(text)).toBeUndefined(),
);
