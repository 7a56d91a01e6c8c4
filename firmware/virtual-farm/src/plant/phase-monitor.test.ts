import { expect, test } from 'vitest';
import { Readings } from '@farmgate/gateway/contract';
import { FakeClock } from '@farmgate/gateway/testing';
import { VirtualFarm } from '../farm.ts';
import { parseFault } from '../faults.ts';
import type { Values } from '../nodes/field-node.ts';
import { onePumpFarm } from './one-pump-farm.ts';
import type { PlantSpec } from './plant-spec.ts';

const plant: PlantSpec = {
  ...onePumpFarm,
  grid: { ...onePumpFarm.grid, sagsPerDay: 0, wander: 0 },
  phaseMonitors: { 'phases-1': { pump: 'pump-1' } },
};

/** A pump with a monitor in front of it. */
class Farm {
  readonly clock = new FakeClock();
  readonly farm = new VirtualFarm({ clock: this.clock, outlets: [], seed: 1, plant });
  /** What the monitor said, with when. */
  readonly said: { at: number; values: Values }[] = [];

  constructor() {
    this.farm.plant?.start();
    this.voice('phases-1').connected({
      say: (word, message) => {
        const values = word === 'readings' ? Readings.parse(message).values : undefined;
        if (values) this.said.push({ at: this.clock.monoMs(), values });
      },
    });
  }

  voice(name: string) {
    const voice = this.farm.plant?.voices.find(({ node }) => node.name === name);
    if (!voice) throw new Error(`no ${name}`);
    return voice;
  }

  run(): void {
    this.voice('pump-1').hear({ id: 'command-1', point: 'relay', value: true, ttlMs: 30_000 });
    this.clock.advance(10_000);
  }

  fault(text: string): void {
    this.farm.inject(parseFault(text).fault);
  }

  get last(): Values | undefined {
    return this.said.at(-1)?.values;
  }
}

test('says three voltages and three currents, and that the phases are in order', () => {
  const field = new Farm();
  expect(field.last).toMatchObject({ 'voltage.l1': 230, 'current.l1': 0, 'phase.order': true });
  field.run();
  const { last = {} } = field;
  for (const phase of ['l1', 'l2', 'l3']) {
    expect(last[`voltage.${phase}`]).toBe(230);
    expect(last[`current.${phase}`]).toBeGreaterThan(4_000);
  }
});

test('a phase of the grid that goes is seen at once, and said every second as long as it is gone', () => {
  const field = new Farm();
  field.run();
  const from = field.clock.monoMs();
  field.fault('grid:phase-loss=2');
  expect(field.said.at(-1)).toMatchObject({ at: from, values: { 'voltage.l2': 0 } });
  field.clock.advance(4_000);
  expect(field.said.filter(({ at }) => at > from)).toHaveLength(4);
  expect(field.last).toMatchObject({ 'voltage.l1': 230, 'voltage.l2': 0, 'current.l2': 0 });
  field.fault('grid:repair');
  expect(field.last).toMatchObject({ 'voltage.l2': 230 });
});

test('a phase of the cable that goes is gone at this pump alone', () => {
  const field = new Farm();
  field.run();
  field.fault('pump-1:phase-loss');
  expect(field.last).toMatchObject({ 'voltage.l1': 0, 'voltage.l2': 230, 'current.l1': 0 });
  field.fault('pump-1:repair');
  expect(field.last).toMatchObject({ 'voltage.l1': 230 });
});

test('exchanged phases are said, and the motor turns backwards and moves no water', () => {
  const field = new Farm();
  field.fault('grid:phase-reversed');
  expect(field.last).toMatchObject({ 'phase.order': false, 'voltage.l1': 230 });
  const from = field.clock.monoMs();
  field.run();
  expect(field.farm.truth.motorsTurning(field.clock.monoMs())).toEqual(['pump-1']);
  expect(field.farm.truth.pumped(from, field.clock.monoMs())).toBe(0);
  expect(field.last?.['current.l1']).toBeGreaterThan(2_000);
  field.fault('grid:repair');
  expect(field.last).toMatchObject({ 'phase.order': true });
});

test('it only watches', () => {
  const field = new Farm();
  expect(field.voice('phases-1').node.obey({ point: 'phase.order', value: true })).toMatch(/only be read/);
});
