import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SwitchView } from '@farmgate/gateway/contract';
import { ana, FieldBench } from '../../../../gateway/src/testing/field-bench.ts';
import { VirtualFarm } from '../farm.ts';
import { parseFault } from '../faults.ts';
import { demoNodeNames, demoPlant } from '../plant/demo-plant.ts';

let bench: FieldBench;
let farm: VirtualFarm;
let handedOver = 0;

beforeEach(() => {
  bench = new FieldBench();
  farm = new VirtualFarm({ clock: bench.clock, outlets: [], seed: 1, plant: demoPlant });
  farm.plant?.start();
  handedOver = 0;
  for (const voice of farm.plant?.voices ?? []) {
    const { name } = voice.node;
    voice.onLink = (isUp) => {
      if (isUp) voice.connected(line);
      else bench.field.loseCarrier(name, 'It is not on the network');
    };
    const line = {
      say: (word: Parameters<typeof bench.field.receive>[1], message: unknown) =>
        bench.field.receive(name, word, message, name),
    };
    voice.connected(line);
    bench.field.registry.adopt(ana, name, {});
  }
  pass(6);
});

afterEach(() => {
  farm.plant?.stop();
  bench.close();
});

/** Seconds pass; what the gateway publishes reaches the nodes. */
function pass(seconds: number): void {
  for (let ms = 0; ms < seconds * 1000; ms += 100) {
    bench.clock.advance(100);
    for (const { topic, message } of bench.published.slice(handedOver)) {
      handedOver++;
      const [, device, word] = topic.split('/');
      if (word === 'commands') farm.plant?.voices.find(({ node }) => node.name === device)?.hear(message);
    }
  }
}

function pump(): SwitchView | undefined {
  return bench.field.registry.find(ana.site, 'pump-1')?.points.find(({ definition }) => definition.id === 'relay')
    ?.switch;
}

function ask(value: boolean | number, point = 'relay'): void {
  bench.field.commander.accept(ana, { id: `command-${bench.clock.monoMs()}`, device: 'pump-1', point, value });
}

test('the gateway knows each node, and every value is within its range', () => {
  for (const name of demoNodeNames) {
    const device = bench.field.registry.find(ana.site, name);
    expect([name, device?.availability, device?.demo]).toEqual([name, 'online', true]);
    for (const { definition, reading } of device?.points ?? [])
      if (reading) expect([name, definition.id, reading.quality]).toEqual([name, definition.id, 'good']);
  }
});

test("the pump's switch is confirmed by its own report, and its lease ends what nobody renews", () => {
  ask(true);
  pass(2);
  expect(pump()).toMatchObject({ reported: 'on', evidence: 'report', command: { state: 'confirmed' } });
  pass(95);
  expect(pump()).toMatchObject({ reported: 'off', desired: true });
  expect(farm.truth.motorsTurning(bench.clock.monoMs())).toEqual([]);
});

test('a dry well shows as a trip, and a reset lets it start again', () => {
  farm.inject(parseFault('well-1:dry').fault);
  ask(true);
  pass(30);
  expect(pump()).toMatchObject({ reported: 'tripped' });
  farm.inject(parseFault('well-1:repair').fault);
  pass(300);
  ask(1, 'reset');
  pass(6);
  expect(pump()).toMatchObject({ reported: 'off' });
  ask(true);
  pass(2);
  expect(pump()).toMatchObject({ reported: 'on' });
});

test('OFF to a tripped pump is confirmed; a refusal of ON says why', () => {
  farm.inject(parseFault('well-1:dry').fault);
  ask(true);
  pass(30);
  ask(false);
  pass(6);
  expect(pump()).toMatchObject({ command: { state: 'confirmed', value: false } });
  ask(true);
  pass(2);
  expect(pump()?.command).toMatchObject({ state: 'failed', reason: 'rejected' });
  expect(pump()?.command?.trail.at(-1)?.note).toContain('dry-run');
});

test('in an outage the pump and the meter are gone, and the breaker says that the grid is', () => {
  farm.inject(parseFault('grid:outage').fault);
  pass(6);
  const online = demoNodeNames.filter((name) => bench.field.registry.find(ana.site, name)?.availability === 'online');
  expect(online).toEqual(demoNodeNames.filter((name) => /^(?:tank|breaker|phases)-/.test(name)));
  farm.inject(parseFault('grid:repair').fault);
  pass(6);
  expect(bench.field.registry.find(ana.site, 'pump-1')?.availability).toBe('online');
  expect(pump()?.reported).toBe('off');
});
