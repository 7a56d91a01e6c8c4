import { expect, test } from 'vitest';
import { guarded, MINUTE, openBench } from './stage.ts';

test('a node that acknowledges and does not switch: not confirmed in 15 s, everything back, and an alert', () => {
  const bench = openBench(guarded);
  bench.fault('pump-1:lying-ack');
  const id = bench.ask(1, 10 * MINUTE);
  bench.pass(16);
  expect(bench.run(id)).toMatchObject({ reason: 'not-confirmed', usedS: 0 });
  expect(bench.balance(1)).toEqual([0, 0]);
  expect(bench.alerts).toContainEqual(expect.objectContaining({ rule: 'pump-not-confirmed', isOn: true }));
  bench.pass(3 * MINUTE);
  expect(bench.run(id).state).toBe('ended');
});

test('a contactor that does not close: the node says on, no current comes, and it is stopped after 10 s for nothing', () => {
  const bench = openBench(guarded);
  bench.fault('pump-1:stuck-off');
  const id = bench.ask(1, 10 * MINUTE);
  bench.pass(22);
  expect(bench.turned()).toBe(0);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'protection:no-effect' });
  expect(bench.run(id).usedS).toBe(0);
  expect(bench.balance(1)).toEqual([0, 0]);
  expect(bench.alerts).toContainEqual(expect.objectContaining({ rule: 'pump-no-effect' }));
});

test('the next one tries it too, and once it is repaired it runs', () => {
  const bench = openBench(guarded);
  bench.fault('pump-1:stuck-off');
  bench.ask(1, 10 * MINUTE);
  bench.pass(MINUTE);
  bench.fault('pump-1:repair');
  const id = bench.ask(2, 2 * MINUTE);
  bench.pass(5 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 120 });
});
