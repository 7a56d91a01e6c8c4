import { expect, test } from 'vitest';
import { sharingSite } from '../../src/testing/sharing-bench.ts';
import { guarded, MINUTE, openBench } from './stage.ts';

/** Of a run's life so far. Unit: s since it was asked for. */
function startsOf(bench: ReturnType<typeof openBench>, from: number): number[] {
  return bench.truth
    .all('motor')
    .filter(({ turning, at }) => turning && at >= from)
    .map(({ at }) => Math.round((at - from) / 1000));
}

test('a well that falls dry: stopped 5 s after the grace, tried again after 15, 30 and 30 minutes, then locked out', () => {
  const bench = openBench(guarded);
  bench.fault('well-1:dry');
  const from = bench.clock.monoMs();
  const id = bench.ask(1, 30 * MINUTE);
  bench.pass(20);
  expect(bench.turned()).toBeGreaterThanOrEqual(14);
  expect(bench.turned()).toBeLessThanOrEqual(16.5);
  expect(bench.run(id)).toMatchObject({ state: 'hold', hold: { cause: 'pump', name: 'dry-run' } });
  bench.pass(80 * MINUTE);
  const [first, second, third, fourth, ...more] = startsOf(bench, from);
  const ranS = 16;
  expect(first).toBe(0);
  expect(second).toBeCloseTo(15 * MINUTE + ranS, -1);
  expect(third).toBeCloseTo(45 * MINUTE + 2 * ranS, -1);
  expect(fourth).toBeCloseTo(75 * MINUTE + 3 * ranS, -1);
  expect(more).toEqual([]);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'protection:dry-run' });
  expect(bench.pump()).toMatchObject({ lockedOutBy: 'dry-run', reasons: [{ kind: 'lock-out', name: 'dry-run' }] });
  expect(bench.pump().reasons).toHaveLength(1);
});

test('whoever it was pays for the seconds that the motor turned, and the rest is there again', () => {
  const bench = openBench(guarded);
  const id = bench.ask(1, 30 * MINUTE);
  bench.pass(10 * MINUTE);
  bench.fault('well-1:dry');
  bench.pass(100 * MINUTE);
  const { usedS = 0 } = bench.run(id);
  expect(bench.balance(1)).toEqual([-usedS, 0]);
  expect(usedS).toBeLessThanOrEqual(bench.turned());
  expect(usedS).toBeGreaterThan(bench.turned() - 5);
});

test('the page of the pump says that there is no water and when it is tried again, once', () => {
  const bench = openBench(guarded);
  bench.fault('well-1:dry');
  bench.ask(1, 30 * MINUTE);
  bench.pass(30);
  const { reasons } = bench.pump();
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).toMatchObject({ kind: 'stop', name: 'dry-run', sentence: expect.stringMatching(/^No water/) });
  const inMinutes = ((reasons[0]?.until ?? 0) - bench.clock.wallMs()) / 60_000;
  expect(inMinutes).toBeGreaterThan(14);
  expect(inMinutes).toBeLessThanOrEqual(15);
});

test('water that comes back by the second retry: the run is pumped to its end, and nobody had to do anything', () => {
  const bench = openBench(guarded);
  const id = bench.ask(1, 40 * MINUTE);
  bench.pass(5 * MINUTE);
  bench.fault('well-1:dry');
  bench.pass(20 * MINUTE);
  bench.fault('well-1:repair');
  bench.pass(80 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 40 * MINUTE });
  expect(bench.pump().reasons).toEqual([]);
  expect(bench.sharing.trail(sharingSite, id).map(({ what }) => what)).toContain('resumed');
});

test('water that is back for half an hour ends the alert, while the pump still runs', () => {
  const bench = openBench(guarded);
  const id = bench.ask(1, 40 * MINUTE);
  const isTold = () => bench.alerts.findLast(({ rule }) => rule === 'pump-dry-run')?.isOn;
  bench.pass(5 * MINUTE);
  bench.fault('well-1:dry');
  bench.pass(20 * MINUTE);
  bench.fault('well-1:repair');
  bench.pass(54 * MINUTE);
  expect([bench.run(id).state, isTold()]).toEqual(['running', true]);
  bench.pass(3 * MINUTE);
  expect([bench.run(id).state, isTold()]).toEqual(['running', false]);
});

test('after the lock-out nobody starts it before a person has looked at it', () => {
  const bench = openBench(guarded);
  bench.fault('well-1:dry');
  bench.ask(1, 30 * MINUTE);
  bench.pass(90 * MINUTE);
  bench.fault('well-1:repair');
  bench.pass(5 * MINUTE);
  const waits = bench.sharing.request(bench.actor(bench.users[2], 'user'), {
    pump: bench.idOf('pump-1'),
    seconds: 600,
  });
  bench.pass(5 * MINUTE);
  expect(bench.turning).toEqual([]);
  bench.side.pumps.reset(bench.actor(), bench.idOf('pump-1'), 'there is water again');
  if (!waits.ok) bench.ask(2, 600);
  bench.pass(2 * MINUTE);
  expect(bench.turning).toEqual(['pump-1']);
});
