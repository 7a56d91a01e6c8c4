import { expect, test } from 'vitest';
import { sharingSite } from '../../src/testing/sharing-bench.ts';
import { MINUTE, openBench } from './stage.ts';

test('motors start one after the other also where nobody could tell for a while that the power was away', () => {
  const bench = openBench({ pumps: 2, setUp: (device) => (device === 'pump-2' ? { group: 'hill' } : {}) });
  bench.pass(11 * MINUTE);
  for (const state of ['shedding', 'unknown'] as const) {
    bench.sharing.tell(sharingSite, { kind: 'grid', state });
    bench.pass(MINUTE);
  }
  bench.sharing.tell(sharingSite, { kind: 'grid', state: 'good' });
  const runs = [bench.ask(1, 5 * MINUTE), bench.ask(2, 5 * MINUTE, 'pump-2')];
  bench.pass(2 * MINUTE);
  const [first = 0, second = 0] = runs.map((id) => bench.run(id).startedAt ?? 0);
  expect(second - first).toBeGreaterThanOrEqual(29_000);
});
