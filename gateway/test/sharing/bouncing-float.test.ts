import { expect, test } from 'vitest';
import type { PlantSpec } from '@farmgate/virtual-farm';
import { guarded, HOUR, MINUTE, openBench } from './stage.ts';

const HOUR_MS = HOUR * 1000;

test('a float that asks for forty starts in an hour gets six, and the seventh when the hour is over', () => {
  const bench = openBench(guarded);
  const from = bench.clock.monoMs();
  for (let asked = 0; asked < 40; asked++) {
    const user = bench.actor(bench.users[1], 'user');
    const answer = bench.sharing.request(user, { pump: bench.idOf('pump-1'), seconds: 60 });
    bench.pass(20);
    if (answer.ok && answer.value && bench.run(answer.value.id).state === 'running')
      bench.sharing.end(user, answer.value.id);
    bench.pass(62);
  }
  const starts = bench.truth.all('motor').flatMap(({ turning, at }) => (turning ? [at] : []));
  for (const at of starts)
    expect(starts.filter((other) => other >= at && other < at + HOUR_MS).length).toBeLessThanOrEqual(6);
  expect(starts).toHaveLength(6);
  expect(bench.pump().reasons).toContainEqual(expect.objectContaining({ name: 'starts-per-hour' }));
  bench.pass((from + HOUR_MS - bench.clock.monoMs()) / 1000 + 5);
  expect(bench.turning).toEqual(['pump-1']);
});

/** Some 40 s of pumping from full, with cattle that empty it slowly. */
const nearlyFull = (calm: PlantSpec): PlantSpec => ({
  ...calm,
  tanks: Object.fromEntries(
    Object.entries(calm.tanks).map(([name, tank]) => [
      name,
      { ...tank, spec: { ...tank.spec, capacityL: 1_000 }, startL: 915 },
    ]),
  ),
});

test('the float rises in a run: it ends with the full tank, and what is left is there again', () => {
  const bench = openBench({ ...guarded, plant: nearlyFull });
  const id = bench.ask(1, 10 * MINUTE);
  const next = bench.ask(2, 5 * MINUTE);
  bench.pass(2 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'tank-full' });
  const { usedS = 0 } = bench.run(id);
  expect(Math.abs(usedS - bench.turned())).toBeLessThan(2);
  expect(bench.balance(1)).toEqual([-usedS, 0]);
  bench.pass(2 * MINUTE);
  expect(bench.run(next)).toMatchObject({ state: 'ended', reason: 'tank-full', usedS: 0 });
  expect(bench.balance(2)).toEqual([0, 0]);
});
