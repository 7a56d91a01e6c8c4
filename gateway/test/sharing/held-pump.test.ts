import { expect, test } from 'vitest';
import type { PlantSpec } from '@farmgate/virtual-farm';
import { guarded, MINUTE, openBench } from './stage.ts';

/** Each of the two pumps has a well of its own. */
const ownWells = (calm: PlantSpec): PlantSpec => ({
  ...calm,
  wells: { 'well-1': well(calm), 'well-2': well(calm) },
  pumps: Object.fromEntries(
    Object.entries(calm.pumps).map(([name, place]) => [name, { ...place, well: name.replace('pump', 'well') }]),
  ),
});

function well({ wells }: PlantSpec) {
  const [first] = Object.values(wells);
  if (!first) throw new Error('the farm has no well');
  return first;
}

test('a pump that is held for its own reason does not block the queue, and its run comes back first', () => {
  const bench = openBench({ ...guarded, pumps: 2, users: 5, plant: ownWells });
  const held = bench.ask(1, 30 * MINUTE);
  const others = [bench.ask(2, 12 * MINUTE, 'pump-2'), bench.ask(3, 12 * MINUTE, 'pump-2'), bench.ask(4, 3 * MINUTE)];
  bench.pass(5 * MINUTE);
  bench.fault('well-1:dry');
  bench.pass(3 * MINUTE);
  expect(bench.run(held)).toMatchObject({ state: 'hold', hold: { cause: 'pump', name: 'dry-run' } });
  bench.fault('well-1:repair');
  expect(bench.turning).toEqual(['pump-2']);
  bench.pass(90 * MINUTE);
  const [first, second, third] = others.map((id) => bench.run(id));
  expect(first).toMatchObject({ state: 'ended', reason: 'completed' });
  expect(second).toMatchObject({ state: 'ended', reason: 'completed' });
  expect(bench.run(held)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 30 * MINUTE });
  expect(third?.startedAt ?? 0).toBeGreaterThanOrEqual(bench.run(held).endedAt ?? Infinity);
});

test('a retry that never comes right ends after its plan, and who waits for the same pump is told why', () => {
  const bench = openBench(guarded);
  bench.fault('well-1:dry');
  const [first, second] = [bench.ask(1, 10 * MINUTE), bench.ask(2, 10 * MINUTE)];
  bench.pass(100 * MINUTE);
  expect(bench.run(first)).toMatchObject({ state: 'ended', reason: 'protection:dry-run' });
  expect(bench.run(second).state).toBe('waiting');
  expect(bench.pump().reasons[0]).toMatchObject({ kind: 'lock-out', name: 'dry-run' });
  expect(bench.balance(2)).toEqual([0, 10 * MINUTE]);
});
