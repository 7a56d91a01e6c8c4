import { expect, test } from 'vitest';
import { guarded, MINUTE, openBench } from './stage.ts';

test('a pump whose device was forgotten over a restart is watched again once the device is back', () => {
  const bench = openBench(guarded);
  expect(bench.field.registry.forget(bench.actor(), 'pump-1').ok).toBe(true);
  bench.die();
  bench.revive();
  bench.cut('pump-1', true);
  bench.cut('pump-1', false);
  bench.pass(5);
  expect(bench.field.registry.adopt(bench.actor(), 'pump-1', {})).toMatchObject({ ok: true });
  bench.cut('pump-1', true);
  bench.cut('pump-1', false);
  bench.pass(2 * MINUTE);
  const run = bench.ask(1, 10 * MINUTE);
  bench.pass(MINUTE);
  expect(bench.run(run).state).toBe('running');
  bench.fault('grid:brown-out=0.75');
  bench.pass(10);
  expect(bench.run(run)).toMatchObject({ state: 'hold', hold: { name: 'under-voltage' } });
});
