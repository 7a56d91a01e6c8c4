import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineCutter } from './line-cutter.ts';

function cut(pieces: readonly string[], longest = 8): { lines: string[]; tooLong: number } {
  const lines: string[] = [];
  let tooLong = 0;
  const cutter = new LineCutter(
    longest,
    (line) => lines.push(line),
    () => tooLong++,
  );
  for (const piece of pieces) cutter.push(Buffer.from(piece));
  return { lines, tooLong };
}

test('lines come whole, however they arrive', () => {
  const shortLine = fc.stringMatching(/^[a-zé]{0,4}$/);
  fc.assert(
    fc.property(fc.array(shortLine), fc.nat({ max: 5 }), (lines, every) => {
      const all = lines.map((line) => `${line}\n`).join('');
      const pieces = all.match(new RegExp(`[^]{1,${every + 1}}`, 'g')) ?? [];
      expect(cut(pieces)).toEqual({ lines, tooLong: 0 });
    }),
  );
});

test.each([
  ['with its end', ['123456789\n'], 1],
  ['before its end', ['12345678', '9'], 1],
  ['at the limit', ['12345678\n'], 0],
])('a line over the limit is told %s', (_what, pieces, tooLong) => {
  expect(cut(pieces).tooLong).toBe(tooLong);
});
