import { expect, test } from 'vitest';
import { guarded, MINUTE, openBench } from './stage.ts';

test('a device is not forgotten while its motor turns, or may turn', () => {
  const bench = openBench(guarded);
  const forget = () => bench.field.registry.forget(bench.actor(), 'pump-1');
  const run = bench.ask(1, 10 * MINUTE);
  bench.pass(MINUTE);
  expect(forget()).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
  bench.cut('pump-1', true);
  bench.sharing.end(bench.actor(bench.users[1], 'user'), run);
  expect(forget()).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
  bench.cut('pump-1', false);
  bench.pass(5);
  expect(forget()).toMatchObject({ ok: true });
});
