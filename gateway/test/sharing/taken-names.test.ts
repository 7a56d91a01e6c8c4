import { expect, test } from 'vitest';
import { guarded, MINUTE, openBench } from './stage.ts';

test('a run whose command would have a name that is taken ends, and the next has its turn', () => {
  const bench = openBench(guarded);
  const user = bench.actor(bench.users[1], 'user');
  const off = { id: 'my-own-run-1', device: 'pump-1', point: 'relay', value: false };
  expect(bench.field.commander.accept(user, off).ok).toBe(true);
  bench.pass(5);
  expect(bench.sharing.request(user, { id: 'my-own-run', pump: bench.idOf('pump-1'), seconds: 5 * MINUTE }).ok).toBe(
    true,
  );
  const next = bench.ask(2, 5 * MINUTE);
  bench.pass(4 * MINUTE);
  expect(bench.run('my-own-run')).toMatchObject({ state: 'ended', usedS: 0 });
  expect(bench.run(next).state).toBe('running');
});
