import { expect, test } from 'vitest';
import { guarded, MINUTE, openBench } from './stage.ts';

test('a pump that was held as the gateway went down may start once it is well, though nobody saw it become so', () => {
  const bench = openBench(guarded);
  const id = bench.ask(1, 10 * MINUTE);
  bench.pass(MINUTE);
  bench.fault('grid:brown-out=0.75');
  bench.pass(10);
  expect(bench.run(id)).toMatchObject({ state: 'hold', hold: { cause: 'pump', name: 'under-voltage' } });
  bench.die();
  bench.fault('grid:repair');
  bench.pass(3 * MINUTE);
  bench.revive();
  bench.pass(5 * MINUTE);
  expect(bench.run(id).state).toBe('running');
});

test('a pump that is not well yet as the gateway comes back is held on, and its motor does not turn', () => {
  const bench = openBench(guarded);
  const id = bench.ask(1, 10 * MINUTE);
  bench.pass(MINUTE);
  bench.fault('grid:brown-out=0.75');
  bench.pass(10);
  const before = bench.turned();
  bench.die();
  bench.pass(3 * MINUTE);
  bench.revive();
  bench.pass(5 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'hold' });
  expect(bench.turned()).toBe(before);
});
