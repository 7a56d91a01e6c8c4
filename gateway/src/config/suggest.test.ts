import { expect, it } from 'vitest';
import { suggest } from './suggest.ts';

it.each([
  ['http.prot', ['http.port', 'http.host'], 'http.port'],
  ['lgo', ['log', 'http'], 'log'],
  ['something.else', ['http.port', 'log.level'], undefined],
  ['x', [], undefined],
])('for %s of %j suggests %s', (given, known, nearest) => {
  expect(suggest(given, known)).toBe(nearest);
});
