import { expect, test } from 'vitest';
import { sharingSite } from '../../src/testing/sharing-bench.ts';
import { MINUTE, openBench } from './stage.ts';

const PUMPS = 20;
const RUN_KVA = 3.4;
const START_KVA = 20.4;
const BUDGET_KVA = 50;
/** How long a start draws its inrush. */
const INRUSH_MS = 5_000;
const STAGGER_MS = 7_000;

/** Twenty pumps of twenty people on one transformer, all of which may run together. */
function openVillage(budgetKva?: number) {
  const bench = openBench({
    pumps: PUMPS,
    users: PUMPS + 1,
    staggerMs: STAGGER_MS,
    hasSense: true,
    setUp: (device) => ({
      group: 'fields',
      supply: { transformer: 'T1', runKva: RUN_KVA, startKva: START_KVA },
      name: device,
    }),
  });
  const { setup } = bench.sharing.stateOf(sharingSite);
  bench.sharing.saveGroup({ id: 'fields', site: sharingSite, name: 'Fields', maxRunning: PUMPS, restMs: 0 });
  if (budgetKva !== undefined)
    bench.sharing.configure(
      sharingSite,
      { ...setup, stagger: { ...setup.stagger, budgetKva: { T1: budgetKva } } },
      () => {},
    );
  // The gateway's own start is long ago.
  bench.pass(11 * MINUTE);
  return bench;
}

type Village = ReturnType<typeof openVillage>;

function motors(bench: Village, from: number) {
  return bench.truth.all('motor').filter(({ at }) => at >= from);
}

/** The most that the transformer felt at any start. Unit: kVA. */
function peakKva(bench: Village, from: number): number {
  const startedAt = new Map<string, number>();
  let peak = 0;
  for (const { at, device, turning } of motors(bench, from)) {
    if (turning) startedAt.set(device, at);
    else startedAt.delete(device);
    const loads = [...startedAt.values()].map((began) => (at < began + INRUSH_MS ? START_KVA : RUN_KVA));
    peak = Math.max(
      peak,
      loads.reduce((sum, kva) => sum + kva, 0),
    );
  }
  return peak;
}

test('twenty press start in one second: the inrush never passes what the transformer bears', () => {
  const bench = openVillage(BUDGET_KVA);
  const from = bench.clock.monoMs();
  const ids = bench.pumps.map((device, index) => bench.ask(index + 1, 10 * MINUTE, device));
  bench.pass(MINUTE);
  expect(bench.turning.length).toBeGreaterThanOrEqual(8);
  bench.pass(40 * MINUTE);
  expect(peakKva(bench, from)).toBeLessThanOrEqual(BUDGET_KVA);
  expect(ids.map((id) => bench.run(id).reason)).toEqual(ids.map(() => 'completed'));
});

test('the power comes back to twenty who ran: one motor after the other, half a minute and more apart', () => {
  const bench = openVillage();
  const ids = bench.pumps.map((device, index) => bench.ask(index + 1, 40 * MINUTE, device));
  bench.pass(5 * MINUTE);
  expect(bench.turning).toHaveLength(PUMPS);
  bench.setPower(false);
  bench.pass(10 * MINUTE);
  expect(bench.turning).toEqual([]);
  bench.setPower(true);
  const returned = bench.clock.monoMs();
  bench.pass(11 * MINUTE);
  const starts = motors(bench, returned).flatMap(({ at, turning }) => (turning ? [at] : []));
  // Apart within the ten minutes after the return, of which the first is for the grid to be believed.
  const gaps = starts
    .filter((at) => at < returned + 10 * MINUTE * 1000)
    .map((at, i) => (i > 0 ? at - (starts[i - 1] ?? 0) : Infinity));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30_000 + STAGGER_MS - 500);
  bench.pass(60 * MINUTE);
  for (const id of ids) expect(bench.run(id)).toMatchObject({ reason: 'completed', usedS: 40 * MINUTE });
});

test('the power comes back and the transformer is small: apart, and never more than it bears', () => {
  const bench = openVillage(BUDGET_KVA);
  const ids = bench.pumps.map((device, index) => bench.ask(index + 1, 5 * MINUTE, device));
  bench.pass(3 * MINUTE);
  bench.setPower(false);
  bench.pass(10 * MINUTE);
  const from = bench.clock.monoMs();
  bench.setPower(true);
  bench.pass(60 * MINUTE);
  expect(peakKva(bench, from)).toBeLessThanOrEqual(BUDGET_KVA);
  expect(ids.map((id) => bench.run(id).reason)).toEqual(ids.map(() => 'completed'));
});
