import { expect, test } from 'vitest';
import { LateReports } from './late-reports.ts';

test('nobody else is polled while reports to a request that was given up may come', () => {
  const late = new LateReports(350);
  late.expect(0x17, 1_000);
  expect(late.clearAt(0x1b)).toBe(1_350);
  expect(late.clearAt(0x17)).toBe(-Infinity);
});

test('an answer soon after a request that was given up may be to that one: those to the second are still awaited', () => {
  const late = new LateReports(350);
  late.expect(0x17, 1_000);
  late.answered(0x17, 1_276);
  expect(late.clearAt(0x1b)).toBe(1_626);
});

test('an answer long after a request that was given up is to the second, and nothing is still to come', () => {
  const late = new LateReports(350);
  late.expect(0x17, 1_000);
  late.answered(0x17, 1_400);
  expect(late.clearAt(0x1b)).toBe(1_350);
});
