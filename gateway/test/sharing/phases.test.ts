import { expect, test } from 'vitest';
import type { PlantSpec } from '@farmgate/virtual-farm';
import type { PumpSetup } from '../../src/contract/index.ts';
import type { SharingBenchSpec } from '../../src/testing/sharing-bench.ts';
import { MINUTE, openBench } from './stage.ts';

const channels = [
  ['voltageL1', 'voltage.l1'],
  ['voltageL2', 'voltage.l2'],
  ['voltageL3', 'voltage.l3'],
  ['currentL1', 'current.l1'],
  ['currentL2', 'current.l2'],
  ['currentL3', 'current.l3'],
  ['phaseOrder', 'phase.order'],
] as const;

/** The first pump has a monitor in front of it. */
const monitored: SharingBenchSpec = {
  pumps: 2,
  plant: (calm: PlantSpec) => ({ ...calm, phaseMonitors: { 'phases-1': { pump: 'pump-1' } } }),
  setUp: (device): Partial<PumpSetup> =>
    device === 'pump-1'
      ? { wiring: Object.fromEntries(channels.map(([channel, point]) => [channel, { device: 'phases-1', point }])) }
      : {},
};

test.each(['grid:phase-loss=2', 'pump-1:phase-loss'])(
  'a phase that goes in a run (%s): stopped within 5 s, locked out, and paid as far as it turned',
  (fault) => {
    const bench = openBench(monitored);
    const id = bench.ask(1, 10 * MINUTE);
    bench.pass(2 * MINUTE);
    bench.fault(fault);
    bench.pass(6);
    expect(bench.turning).toEqual([]);
    expect(bench.turned()).toBeLessThan(2 * MINUTE + 6);
    expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'protection:phase-loss' });
    expect(bench.pump().lockedOutBy).toBe('phase-loss');
    expect(bench.pump().reasons[0]).toMatchObject({ kind: 'lock-out', name: 'phase-loss' });
    expect(bench.balance(1)).toEqual([-(bench.run(id).usedS ?? 0), 0]);
    expect(bench.alerts).toContainEqual(expect.objectContaining({ rule: 'pump-phase-loss', severity: 'critical' }));
  },
);

test('a phase that is back after 3 s stops nothing', () => {
  const bench = openBench(monitored);
  const id = bench.ask(1, 5 * MINUTE);
  bench.pass(MINUTE);
  bench.fault('grid:phase-loss=3');
  bench.pass(3);
  bench.fault('grid:repair');
  bench.pass(5 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', starts: 1 });
  expect(bench.alerts.map(({ rule }) => rule)).not.toContain('pump-phase-loss');
});

test('exchanged phases: it is never started, and the next in the queue runs on another pump', () => {
  const bench = openBench(monitored);
  bench.fault('grid:phase-reversed');
  bench.pass(2);
  const answer = bench.sharing.request(bench.actor(bench.users[1], 'user'), {
    pump: bench.idOf('pump-1'),
    seconds: 600,
  });
  const other = bench.ask(2, 2 * MINUTE, 'pump-2');
  bench.pass(4 * MINUTE);
  expect(bench.turned('pump-1')).toBe(0);
  expect(bench.pump()).toMatchObject({ lockedOutBy: 'phase-reversal' });
  expect(bench.run(other)).toMatchObject({ state: 'ended', reason: 'completed' });
  expect(answer.ok ? bench.run(answer.value?.id ?? '').state : answer.why.code).toMatch(/waiting|pump/);
});

test('once an electrician was there and an admin has reset it, it runs', () => {
  const bench = openBench(monitored);
  bench.fault('grid:phase-reversed');
  bench.pass(2);
  bench.fault('grid:repair');
  bench.pass(10);
  expect(bench.pump().lockedOutBy).toBe('phase-reversal');
  bench.side.pumps.reset(bench.actor(), bench.idOf('pump-1'), 'exchanged at the panel');
  const id = bench.ask(1, 2 * MINUTE);
  bench.pass(3 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed' });
});
