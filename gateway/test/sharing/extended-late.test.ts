import { expect, test } from 'vitest';
import { guarded, MINUTE, openBench } from './stage.ts';

test('a run that is extended in its last seconds runs on without a pause', () => {
  const bench = openBench(guarded);
  const id = bench.ask(1, 310);
  bench.pass(307);
  expect(bench.sharing.extend(bench.actor(bench.users[1], 'user'), id, 5 * MINUTE).ok).toBe(true);
  bench.pass(30);
  expect(bench.run(id)).toMatchObject({ state: 'running', starts: 1, dropouts: 0 });
  bench.pass(5 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', starts: 1, usedS: 310 + 5 * MINUTE });
});

test('a short run that is extended before it is confirmed runs on without a pause', () => {
  const bench = openBench({ setUp: () => ({ limits: { shortestRunS: 10 } }) });
  const id = bench.ask(1, 10);
  expect(bench.run(id).state).toBe('starting');
  expect(bench.sharing.extend(bench.actor(bench.users[1], 'user'), id, 5 * MINUTE).ok).toBe(true);
  bench.pass(30);
  expect(bench.run(id)).toMatchObject({ state: 'running', starts: 1, dropouts: 0 });
});
