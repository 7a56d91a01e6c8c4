import { expect, test } from 'vitest';
import { aRun } from '../testing/pump-builders.ts';
import { endsAt, leftS, pumpedS } from './run-time.ts';

const NOW = Date.UTC(2026, 0, 1, 6);
const counting = aRun({ state: 'running', isCounting: true, at: NOW, remainingS: 100, pumpedS: 20 });

test.each([
  ['moves on while the gateway counts', counting, 30_000, 70, 50],
  ['is never less than nothing', counting, 500_000, 0, 120],
  ['does not grow where the clocks disagree', counting, -5_000, 100, 20],
  ['stands still in hold', { ...counting, state: 'hold' as const, isCounting: false }, 30_000, 100, 20],
])('what is left %s', (_name, run, laterMs, left, pumped) => {
  expect([leftS(run, NOW + laterMs), pumpedS(run, NOW + laterMs)]).toEqual([left, pumped]);
});

test('an end is named only while the seconds count', () => {
  expect(endsAt(counting, NOW + 30_000)).toBe(NOW + 100_000);
  expect(endsAt({ ...counting, isCounting: false }, NOW)).toBeUndefined();
});
