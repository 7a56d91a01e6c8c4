import { expect, test } from 'vitest';
import { guarded, MINUTE, openBench } from './stage.ts';

test('the voltage is low for 3 s: nothing', () => {
  const bench = openBench(guarded);
  const id = bench.ask(1, 3 * MINUTE);
  bench.pass(MINUTE);
  bench.fault('grid:brown-out=0.75');
  bench.pass(3);
  bench.fault('grid:repair');
  bench.pass(3 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', starts: 1, usedS: 180 });
});

test('the voltage is low for 6 s: held, and it goes on once it was good for a minute, with every second of it', () => {
  const bench = openBench(guarded);
  const id = bench.ask(1, 5 * MINUTE);
  bench.pass(2 * MINUTE);
  bench.fault('grid:brown-out=0.75');
  bench.pass(6.5);
  expect(bench.turning).toEqual([]);
  expect(bench.run(id)).toMatchObject({ state: 'hold', hold: { cause: 'pump', name: 'under-voltage' } });
  expect(bench.pump().reasons[0]).toMatchObject({ kind: 'hold', name: 'under-voltage' });
  bench.fault('grid:repair');
  bench.pass(58);
  expect(bench.turning).toEqual([]);
  bench.pass(12);
  expect(bench.turning).toEqual(['pump-1']);
  bench.pass(5 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', starts: 2, usedS: 300 });
  expect(Math.abs(bench.turned() - 300)).toBeLessThan(2);
});

test('low for 40 minutes: the run keeps its place, the others wait for the same line, and it goes first', () => {
  const bench = openBench(guarded);
  const [first, second] = [bench.ask(1, 5 * MINUTE), bench.ask(2, 5 * MINUTE)];
  bench.pass(MINUTE);
  bench.fault('grid:brown-out=0.75');
  bench.pass(40 * MINUTE);
  expect(bench.turning).toEqual([]);
  expect(bench.turned()).toBeLessThan(MINUTE + 8);
  expect(bench.run(second).state).toBe('waiting');
  bench.fault('grid:repair');
  bench.pass(12 * MINUTE);
  expect(bench.run(first)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 300 });
  expect(bench.run(second)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 300 });
  expect(bench.run(first).endedAt ?? 0).toBeLessThan(bench.run(second).startedAt ?? 0);
});
