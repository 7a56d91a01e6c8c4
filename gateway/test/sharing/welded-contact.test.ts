import { expect, test } from 'vitest';
import type { PumpSetup } from '../../src/contract/index.ts';
import { sharingSite } from '../../src/testing/sharing-bench.ts';
import { MINUTE, openBench } from './stage.ts';

/** The second node is the panel that feeds the first pump. */
const fed = {
  pumps: 3,
  setUp: (device: string): Partial<PumpSetup> =>
    device === 'pump-1' ? { feeder: { device: 'pump-2', point: 'relay' } } : {},
};

test('a contact that welds in a run: seen seconds after OFF, critical, locked out, and its feeder opened', () => {
  const bench = openBench(fed);
  const id = bench.ask(1, 2 * MINUTE);
  bench.pass(MINUTE);
  bench.fault('pump-1:welded');
  bench.pass(MINUTE + 12);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 120 });
  expect(bench.turning).toEqual(['pump-1']);
  expect(bench.pump().lockedOutBy).toBe('welded');
  expect(bench.alerts).toContainEqual(
    expect.objectContaining({ rule: 'pump-welded', severity: 'critical', isOn: true }),
  );
  const panel = bench.field.registry
    .find(sharingSite, 'pump-2')
    ?.points.find(({ definition }) => definition.id === 'relay');
  expect(panel?.switch?.command).toMatchObject({ value: false, by: expect.stringContaining('welded') });
});

test('nobody pays for what a welded motor turns, and nobody starts beside it until it was switched off at the panel', () => {
  const bench = openBench(fed);
  bench.ask(1, 2 * MINUTE);
  const next = bench.ask(2, 2 * MINUTE, 'pump-3');
  bench.pass(MINUTE);
  bench.fault('pump-1:welded');
  bench.pass(10 * MINUTE);
  expect(bench.balance(1)).toEqual([-120, 0]);
  expect(bench.turning).toEqual(['pump-1']);
  expect(bench.run(next).state).toBe('waiting');
  expect(bench.pump('pump-3').reasons).toMatchObject([{ name: 'group-busy' }]);
  bench.fault('breaker-1:trip');
  bench.side.pumps.offAtPanel(bench.actor(), bench.idOf('pump-1'), 'the fuse is out');
  bench.fault('pump-1:repair');
  bench.pass(30);
  bench.fault('breaker-1:close');
  bench.pass(5 * MINUTE);
  expect(bench.run(next)).toMatchObject({ state: 'ended', reason: 'completed' });
  expect(bench.pump().lockedOutBy).toBe('welded');
});

test('its place is kept over a restart of the gateway, and is free once a person has reset it', () => {
  const bench = openBench(fed);
  bench.ask(1, 2 * MINUTE);
  const next = bench.ask(2, 2 * MINUTE, 'pump-3');
  bench.pass(MINUTE);
  bench.fault('pump-1:welded');
  bench.pass(2 * MINUTE);
  bench.die();
  bench.revive({ reboot: true });
  bench.pass(10 * MINUTE);
  expect(bench.run(next).state).toBe('waiting');
  bench.fault('pump-1:repair');
  bench.side.pumps.reset(bench.actor(), bench.idOf('pump-1'), 'a new contactor');
  bench.pass(5 * MINUTE);
  expect(bench.run(next)).toMatchObject({ state: 'ended', reason: 'completed' });
  expect(bench.pump().lockedOutBy).toBeUndefined();
});

test('who said that a welded pump is off at its panel need not say so again after a restart', () => {
  const bench = openBench({ setUp: () => ({}), pumps: 2 });
  bench.ask(1, 2 * MINUTE);
  bench.pass(MINUTE);
  bench.fault('pump-1:welded');
  bench.pass(2 * MINUTE);
  expect(bench.pump()).toMatchObject({ lockedOutBy: 'welded', holdsSlot: true });
  bench.fault('pump-1:repair');
  bench.side.pumps.offAtPanel(bench.actor(), bench.idOf('pump-1'), 'pulled the fuse');
  bench.pass(5);
  expect(bench.pump()).toMatchObject({ lockedOutBy: 'welded', holdsSlot: false });
  bench.die();
  bench.revive();
  bench.pass(2 * MINUTE);
  expect(bench.pump()).toMatchObject({ lockedOutBy: 'welded', holdsSlot: false });
});
