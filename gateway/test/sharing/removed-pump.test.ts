import { expect, test } from 'vitest';
import { MINUTE, guarded, openBench } from './stage.ts';

test('a pump that is removed leaves no alert behind that nobody could clear', () => {
  const bench = openBench(guarded);
  bench.ask(1, 2 * MINUTE);
  bench.pass(MINUTE);
  bench.fault('pump-1:welded');
  bench.pass(2 * MINUTE);
  const open = () => bench.alerts.filter(({ isOn, subject }) => isOn && subject === bench.idOf('pump-1'));
  expect(open()).toContainEqual(expect.objectContaining({ rule: 'pump-welded' }));
  bench.fault('pump-1:repair');
  bench.side.pumps.offAtPanel(bench.actor(), bench.idOf('pump-1'), 'pulled the fuse');
  expect(bench.side.pumps.remove(bench.actor(), bench.idOf('pump-1')).ok).toBe(true);
  expect(open()).toEqual([]);
});
