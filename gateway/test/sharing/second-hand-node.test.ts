import { expect, test } from 'vitest';
import { otherSite } from '../../src/testing/sharing-bench.ts';
import { guarded, openBench } from './stage.ts';

test('a node that was a pump of another farm before is one of this farm now', () => {
  const bench = openBench({ ...guarded, pumps: 2 });
  const { registry, commander } = bench.field;
  const theirs = { ...bench.actor(), site: otherSite };
  expect(bench.side.pumps.remove(bench.actor(), bench.idOf('pump-2')).ok).toBe(true);
  expect(registry.forget(bench.actor(), 'pump-2').ok).toBe(true);
  bench.cut('pump-2', true);
  bench.cut('pump-2', false);
  bench.pass(5);
  expect(registry.adopt(theirs, 'pump-2', {})).toMatchObject({ ok: true });
  const setup = { name: 'Theirs', device: 'pump-2', point: 'relay', motor: { phases: 3 as const } };
  expect(bench.side.pumps.add(theirs, setup).ok).toBe(true);
  bench.cut('pump-2', true);
  bench.cut('pump-2', false);
  bench.pass(70);
  expect(bench.side.pumps.list(otherSite)).toMatchObject([{ name: 'Theirs', isHeard: true, is: 'off' }]);
  const on = { device: 'pump-2', point: 'relay', value: true };
  expect(commander.accept(theirs, on)).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
});
