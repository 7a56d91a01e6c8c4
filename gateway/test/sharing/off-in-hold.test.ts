import { expect, test } from 'vitest';
import { guarded, MINUTE, openBench } from './stage.ts';

test('a pump that somebody switches off while its run pauses does not start again by itself', () => {
  const bench = openBench(guarded);
  const run = bench.ask(1, 10 * MINUTE);
  bench.pass(MINUTE);
  bench.fault('grid:brown-out=0.75');
  bench.pass(10);
  expect(bench.run(run)).toMatchObject({ state: 'hold', hold: { name: 'under-voltage' } });
  const off = { device: 'pump-1', point: 'relay', value: false };
  expect(bench.field.commander.accept(bench.actor(bench.users[2], 'user'), off).ok).toBe(true);
  bench.pass(5);
  expect(bench.run(run)).toMatchObject({ state: 'ended', reason: 'stopped-by-admin' });
  bench.fault('grid:repair');
  bench.pass(5 * MINUTE);
  expect(bench.turning).toEqual([]);
});
