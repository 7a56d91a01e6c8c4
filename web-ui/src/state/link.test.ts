import { describe, expect, test } from 'vitest';
import { isCurrent, linkOf } from './link.ts';

describe('the link', () => {
  test.each([
    ['never heard', { open: false }, { kind: 'none' }, false],
    ['heard just now', { open: true, heardAtMs: 99_000 }, { kind: 'live', ageMs: 1_000 }, true],
    ['silent for 10 s', { open: true, heardAtMs: 90_000 }, { kind: 'live', ageMs: 10_000 }, true],
    ['silent for longer', { open: true, heardAtMs: 89_999 }, { kind: 'old', ageMs: 10_001 }, false],
    ['just broken', { open: false, heardAtMs: 99_000 }, { kind: 'none', ageMs: 1_000 }, true],
    ['broken long ago', { open: false, heardAtMs: 1_000 }, { kind: 'none', ageMs: 99_000 }, false],
  ])('%s', (_name, line, link, current) => {
    expect(linkOf(line, 100_000)).toEqual(link);
    expect(isCurrent(linkOf(line, 100_000))).toBe(current);
  });
});
