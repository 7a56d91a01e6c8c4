import { expect, it } from 'vitest';
import { stretchesOf } from './stretches.ts';

it.each([
  [[], []],
  [[0], [{ from: 0, to: 5 }]],
  [[0, 5, 10], [{ from: 0, to: 15 }]],
  [
    [0, 10, 15],
    [
      { from: 0, to: 5 },
      { from: 10, to: 20 },
    ],
  ],
])('joins %j', (moments, spans) => expect(stretchesOf(moments, 5)).toEqual(spans));
