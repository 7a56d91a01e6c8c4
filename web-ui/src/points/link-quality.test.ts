import { expect, test } from 'vitest';
import { gradeOf, verdictOf } from './link-quality.ts';

test.each([
  [10, 'very-good'],
  [9, 'very-good'],
  [8.4, 'good'],
  [7, 'good'],
  [6.4, 'weak'],
  [4, 'weak'],
  [3.4, 'bad'],
  [0, 'bad'],
] as const)('a score of %d is %s', (score, grade) => {
  expect(gradeOf(score)).toBe(grade);
});

test.each([
  [0, 0, 'counting'],
  [4, 4, 'counting'],
  [5, 5, 'good'],
  [10, 10, 'good'],
  [9, 10, 'good'],
  [8, 10, 'step'],
  [1, 10, 'step'],
  [0, 10, 'none'],
  [0, 5, 'none'],
] as const)('%d of %d answered: %s', (answered, of, verdict) => {
  expect(verdictOf({ answered, of })).toBe(verdict);
});
