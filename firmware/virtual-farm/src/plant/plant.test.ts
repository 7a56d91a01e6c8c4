import { describe, expect, test } from 'vitest';
import { Hello, Readings, Receipt, Status, type TopicWord } from '@farmgate/gateway/contract';
import { findDeviceType } from '@farmgate/gateway/device-types';
import { FakeClock } from '@farmgate/gateway/testing';
import { demoOutlets } from '../demo-field.ts';
import { VirtualFarm } from '../farm.ts';
import { parseFault } from '../faults.ts';
import { parseRota } from '../models/grid.ts';
import { onePumpFarm } from './one-pump-farm.ts';
import { livelyOutlets } from './lively-field.ts';
import { nodeNamesOf, type PlantSpec } from './plant-spec.ts';

const calm: PlantSpec = { ...onePumpFarm, grid: { ...onePumpFarm.grid, sagsPerDay: 0 } };

/** A farm with a plant, all of whose nodes are on a line that keeps what they say. */
class Farm {
  readonly clock = new FakeClock();
  readonly farm: VirtualFarm;
  readonly said: { device: string; word: TopicWord; message: unknown }[] = [];
  #ids = 0;

  constructor({ plant = calm, outlets = demoOutlets([0xfe]), startsAfterMs = 0 } = {}) {
    this.clock.advance(startsAfterMs);
    this.farm = new VirtualFarm({ clock: this.clock, outlets, seed: 1, plant });
    this.farm.plant?.start();
    for (const voice of this.farm.plant?.voices ?? []) {
      const line = {
        say: (word: TopicWord, message: unknown) => void this.said.push({ device: voice.node.name, word, message }),
      };
      voice.onLink = (isUp) => {
        if (isUp) voice.connected(line);
      };
      voice.connected(line);
    }
  }

  /** Sends a command; answers its receipt. */
  command(device: string, point: string, value: unknown, more: object = { ttlMs: 30_000 }): unknown {
    const message = { id: `command-${++this.#ids}`, point, value, ...more };
    this.voice(device)?.hear(message);
    return this.last(device, 'receipts');
  }

  voice(device: string) {
    return this.farm.plant?.voices.find(({ node }) => node.name === device);
  }

  last(device: string, word: TopicWord): unknown {
    return this.said.findLast((said) => said.device === device && said.word === word)?.message;
  }

  /** The newest value of a point. */
  value(device: string, point: string): unknown {
    for (const { device: from, word, message } of this.said.toReversed()) {
      const parsed = from === device && word === 'readings' ? Readings.safeParse(message) : undefined;
      if (parsed?.data && point in parsed.data.values) return parsed.data.values[point];
    }
    return undefined;
  }

  fault(text: string): void {
    this.farm.inject(parseFault(text).fault);
  }

  /** Seconds pass; the pump's lease is renewed every 20 s. */
  pumpFor(seconds: number): void {
    for (let passed = 0; passed < seconds; passed += 20) {
      this.command('pump-1', 'relay', true);
      this.clock.advance(20_000);
    }
  }

  get tank() {
    return this.farm.plant?.state.tanks['tank-1'];
  }
}

const rated = 4_918;

describe('a plant', () => {
  test('pumps from the well into the tank while the pump is on, and says so', () => {
    const field = new Farm();
    const began = field.clock.monoMs();
    expect(field.command('pump-1', 'relay', true)).toMatchObject({ state: 'delivered' });
    expect(field.farm.truth.motorsTurning(field.clock.monoMs())).toEqual(['pump-1']);
    field.pumpFor(600);
    expect(field.value('pump-1', 'current')).toBeGreaterThan(0.95 * rated);
    expect(field.value('pump-1', 'current')).toBeLessThan(1.05 * rated);
    field.command('pump-1', 'relay', false, {});
    const now = field.clock.monoMs();
    expect(field.farm.truth.motorsTurning(now)).toEqual([]);
    expect(field.farm.truth.turnedSeconds('pump-1', began, now)).toBeCloseTo(600, 3);
    expect(field.farm.truth.pumped(began, now)).toBeCloseTo(840, 1);
    expect(field.tank?.inL).toBeCloseTo(840, 1);
    expect(field.value('pump-1', 'onSeconds')).toBe(600);
    expect(field.farm.truth.all('motor').map(({ turning, why }) => [turning, why])).toEqual([
      [true, 'command'],
      [false, 'command'],
    ]);
  });

  test('loses no water and no energy in a day of living', () => {
    const field = new Farm({ outlets: livelyOutlets([0xfe, 0x10, 0x13]) });
    const began = field.clock.monoMs();
    for (const id of [0xfe, 0x10, 0x13])
      for (const socket of ['a', 'b'] as const) field.fault(`${hex(id)}.${socket}:stuck-on`);
    field.pumpFor(1_800);
    field.clock.advance(86_400_000);
    field.farm.plant?.stop();
    const now = field.clock.monoMs();
    const state = field.farm.plant?.state;
    const { tank, meterWh } = { tank: field.tank, meterWh: state?.meterWh ?? 0 };
    const well = state?.wells['well-1'];
    if (!tank || !well) throw new Error('there is a tank and a well');
    expect(tank.inL).toBeCloseTo(field.farm.truth.pumped(began, now), 6);
    expect(tank.inL).toBeCloseTo(well.outL, 6);
    expect(tank.litres).toBeCloseTo(2_900 + tank.inL - tank.drawnL - tank.overflowL, 6);
    expect(tank.drawnL).toBeGreaterThan(3_500);
    expect(meterWh).toBeCloseTo(field.farm.truth.used(began, now), 0);
    expect(meterWh).toBeGreaterThan(3_000);
  });

  test('burns a motor whose contactor is welded and whose rotor is held, which its node cannot help', () => {
    const field = new Farm();
    field.fault('pump-1:welded');
    field.fault('pump-1:stalled');
    field.clock.advance(600_000);
    expect(field.farm.truth.all('burnt')).toMatchObject([{ device: 'pump-1' }]);
    expect(field.value('pump-1', 'current')).toBe(0);
  });

  test('lets an outlet feed a pump: the motor turns as its contact does', () => {
    const socket = { node: 0xfe, socket: 'a' } as const;
    const pump = calm.pumps['pump-1'];
    if (!pump) throw new Error('the demo has a pump');
    const plant = { ...calm, pumps: { 'pump-2': { ...pump, fedBy: socket } } };
    const field = new Farm({ plant });
    field.fault('fe.a:stuck-on');
    expect(field.farm.truth.motorsTurning(field.clock.monoMs())).toEqual(['pump-2']);
    field.clock.advance(10_000);
    field.fault('fe:repair');
    expect(field.farm.truth.turnedSeconds('pump-2', 0, field.clock.monoMs())).toBeCloseTo(10, 3);
  });
});

describe('an outage', () => {
  const rota = parseRota('00:00-07:00,10:00-24:00');
  const plant = { ...calm, grid: { ...calm.grid, ...(rota ? { rota } : {}) } };

  test('takes the power from everything, and gives it back: outlets boot and feed their loads meanwhile', () => {
    const field = new Farm({ plant });
    const from = field.clock.monoMs();
    field.command('pump-1', 'relay', true);
    field.fault('fe.a:stuck-on');
    field.clock.advance(2 * 3_600_000);
    expect(field.farm.outlets.get(0xfe)?.isLoadOn('a')).toBe(false);
    expect(field.farm.truth.used(from + 3_601_000, from + 7_200_000)).toBeCloseTo(0, 6);
    expect([field.value('breaker-1', 'grid'), field.value('breaker-1', 'voltage')]).toEqual([false, 0]);
    expect([field.voice('meter-1')?.isUp, field.voice('tank-1')?.isUp]).toEqual([false, true]);
    field.fault('fe:repair');
    field.clock.advance(2.5 * 3_600_000);
    const boots = field.farm.truth.all('contact').filter(({ socket }) => socket === 'b');
    expect(boots.map(({ closed, cause }) => `${closed} ${cause}`).slice(-2)).toEqual(['true power', 'false boot']);
    expect(field.farm.truth.onSeconds(0xfe, 'b', from, field.clock.monoMs())).toBeCloseTo(0.3, 3);
    expect(field.farm.truth.all('grid').map(({ isOn }) => isOn)).toEqual([true, false, true]);
    expect(field.value('pump-1', 'relay')).toBe(false);
    expect(field.voice('meter-1')?.isUp).toBe(true);
  });

  test('stops a pump that was on, which does not start again by itself', () => {
    const field = new Farm();
    field.command('pump-1', 'relay', true);
    field.fault('grid:outage');
    expect(field.farm.truth.all('motor').at(-1)).toMatchObject({ turning: false, why: 'power' });
    field.fault('grid:repair');
    field.clock.advance(60_000);
    expect(field.farm.truth.motorsTurning(field.clock.monoMs())).toEqual([]);
  });
});

describe('a fault of a device', () => {
  /** A pump that has been running well for half a minute, then this. */
  const after = (fault: string, seconds = 20) => {
    const field = new Farm();
    field.pumpFor(40);
    field.fault(fault);
    field.pumpFor(seconds);
    return field;
  };

  test.each([
    ['well-1:dry', 'dry-run'],
    ['pump-1:stalled', 'overload'],
    ['pump-1:overload=1.6', 'overload'],
    ['pump-1:phase-loss', 'overload'],
    ['grid:phase-loss=2', 'overload'],
    ['grid:brown-out=0.55', 'overload'],
  ])('%s: the node stops the pump for %s before it burns', (fault, why) => {
    const field = after(fault);
    expect(field.farm.truth.all('motor').at(-1)).toMatchObject({ turning: false });
    expect(field.value('pump-1', 'trip')).toBe(true);
    expect(field.value('pump-1', 'dryRun')).toBe(why === 'dry-run');
    expect(field.farm.truth.all('burnt')).toEqual([]);
    expect(field.command('pump-1', 'relay', true)).toMatchObject({
      state: 'failed',
      note: expect.stringContaining(why),
    });
  });

  test('a latch is released by hand, and the pump starts again', () => {
    const field = after('well-1:dry');
    field.fault('well-1:repair');
    field.clock.advance(600_000);
    expect(field.command('pump-1', 'reset', 1)).toMatchObject({ state: 'delivered' });
    expect(field.command('pump-1', 'relay', true)).toMatchObject({ state: 'delivered' });
    expect(field.value('pump-1', 'trip')).toBe(false);
  });

  test('blocked: it turns, takes less and moves nothing', () => {
    const field = new Farm();
    field.fault('pump-1:blocked');
    field.command('pump-1', 'relay', true);
    field.clock.advance(9_000);
    expect(field.tank?.inL).toBe(0);
    expect(field.value('pump-1', 'current')).toBeLessThan(0.7 * rated);
  });

  test('worn: it takes more', () => {
    const field = after('pump-1:worn=0.15');
    expect(field.value('pump-1', 'current')).toBeGreaterThan(1.08 * rated);
  });

  test('welded: OFF is acknowledged, reported, and the current flows on', () => {
    const field = after('pump-1:welded', 0);
    expect(field.command('pump-1', 'relay', false, {})).toMatchObject({ state: 'delivered' });
    field.clock.advance(10_000);
    expect(field.value('pump-1', 'relay')).toBe(false);
    expect(field.value('pump-1', 'current')).toBeGreaterThan(4_000);
  });

  test('stuck-off and lying-ack: ON is acknowledged and nothing turns', () => {
    for (const kind of ['stuck-off', 'lying-ack']) {
      const field = new Farm();
      field.fault(`pump-1:${kind}`);
      expect(field.command('pump-1', 'relay', true)).toMatchObject({ state: 'delivered' });
      field.clock.advance(5_000);
      expect(field.farm.truth.all('motor')).toEqual([]);
      expect(field.value('pump-1', 'relay')).toBe(kind === 'stuck-off');
    }
  });

  test('dead: it hears nothing, and its lease ends the run', () => {
    const field = new Farm();
    field.command('pump-1', 'relay', true);
    field.fault('pump-1:dead');
    expect(field.voice('pump-1')?.isUp).toBe(false);
    field.command('pump-1', 'relay', false, {});
    field.clock.advance(60_000);
    expect(field.farm.truth.motorsTurning(field.clock.monoMs())).toEqual(['pump-1']);
    field.clock.advance(31_000);
    expect(field.farm.truth.all('motor').at(-1)).toMatchObject({ turning: false, why: 'lease' });
    expect(field.farm.truth.turnedSeconds('pump-1', 0, field.clock.monoMs())).toBeLessThanOrEqual(91);
  });

  test('leak: the tank runs empty in a while', () => {
    const field = new Farm();
    field.fault('tank-1:leak=2');
    field.clock.advance(3_600_000);
    expect(field.tank?.leakedL).toBeGreaterThan(1_500);
    expect(field.value('tank-1', 'level')).toBeLessThan(30);
  });

  test('silent and frozen: a sensor says nothing, or the same for ever', () => {
    const field = new Farm();
    field.fault('tank-1:frozen');
    const before = field.value('tank-1', 'volume');
    field.clock.advance(3_600_000);
    expect(field.value('tank-1', 'volume')).toBe(before);
    field.fault('tank-1:silent');
    const said = field.said.filter(({ device }) => device === 'tank-1').length;
    field.clock.advance(3_600_000);
    expect(field.said.filter(({ device }) => device === 'tank-1').length).toBe(said);
    field.fault('tank-1:repair');
    field.clock.advance(5_000);
    expect(field.value('tank-1', 'volume')).toBeLessThan(Number(before));
  });

  test('trip and close: the breaker takes the power from all, and gives it back', () => {
    const field = new Farm();
    field.fault('breaker-1:trip');
    field.clock.advance(5_000);
    expect([field.value('breaker-1', 'closed'), field.value('breaker-1', 'grid')]).toEqual([false, true]);
    expect(field.voice('meter-1')?.isUp).toBe(false);
    field.fault('breaker-1:close');
    field.clock.advance(5_000);
    expect([field.value('breaker-1', 'closed'), field.voice('meter-1')?.isUp]).toEqual([true, true]);
  });

  test('too many loads: the breaker warns, then opens, and the truth knows', () => {
    const outlets = demoOutlets([0xfe]).map((spec) => ({ ...spec, thresholdMa: 60_000 }));
    const field = new Farm({ outlets });
    field.fault('fe.a:load=55000');
    field.fault('fe.a:stuck-on');
    field.clock.advance(6_000);
    expect(field.value('breaker-1', 'overload')).toBe(true);
    expect(field.farm.plant?.state.breaker.shares).toEqual({ 'fe.a': 1 });
    field.clock.advance(300_000);
    expect(field.farm.truth.all('breaker')).toMatchObject([{ closed: false, why: 'overload' }]);
    expect(field.farm.outlets.get(0xfe)?.isLoadOn('a')).toBe(false);
  });

  test('a full tank lifts the float: the pump stops and is refused', () => {
    const field = new Farm();
    for (let run = 0; run < 40; run++) field.pumpFor(60);
    expect(field.value('pump-1', 'float')).toBe(true);
    expect(field.farm.truth.all('overflow')).toEqual([]);
    expect(field.farm.truth.all('motor').at(-1)).toMatchObject({ turning: false, why: 'float' });
    expect(field.command('pump-1', 'relay', true)).toMatchObject({ note: expect.stringContaining('full') });
  });
});

describe('a node on the network', () => {
  test('speaks the contract: every message and every value is one its device type knows', () => {
    const field = new Farm();
    field.pumpFor(60);
    field.fault('well-1:dry');
    field.pumpFor(60);
    expect(new Set(field.said.map(({ device }) => device))).toEqual(new Set(nodeNamesOf(onePumpFarm)));
    for (const { device, word, message } of field.said) {
      const schema = { hello: Hello, status: Status, readings: Readings, receipts: Receipt }[String(word)];
      expect([device, word, schema?.safeParse(message).success]).toEqual([device, word, true]);
      const type = findDeviceType(field.voice(device)?.node.type ?? '');
      if (word !== 'readings' || !type) continue;
      for (const [point, value] of Object.entries(Readings.parse(message).values)) {
        const definition = type.points.find(({ id }) => id === point);
        const isWord = definition?.kind === 'flag' || definition?.kind === 'switch';
        expect([device, point, typeof value]).toEqual([device, point, isWord ? 'boolean' : 'number']);
        if (typeof value !== 'number') continue;
        expect(value).toBeGreaterThanOrEqual(definition?.min ?? -Infinity);
        expect(value).toBeLessThanOrEqual(definition?.max ?? Infinity);
      }
    }
  });

  test('is another session at each start, also of the same seed', () => {
    const session = (clockAhead: number) => {
      const field = new Farm({ startsAfterMs: clockAhead });
      const hello = Hello.safeParse(field.last('pump-1', 'hello'));
      return hello.data?.session;
    };
    expect(session(0)).toBe(session(0));
    expect(session(0)).not.toBe(session(5_000));
  });

  test('does a command once, however often it comes, and says the same of it', () => {
    const field = new Farm();
    const message = { id: 'command-one', point: 'relay', value: true, ttlMs: 30_000 };
    for (let time = 0; time < 3; time++) field.voice('pump-1')?.hear(message);
    expect(field.value('pump-1', 'starts')).toBe(1);
    field.voice('pump-1')?.hear({ id: 'command-off', point: 'relay', value: false });
    field.voice('pump-1')?.hear(message);
    expect(field.value('pump-1', 'relay')).toBe(false);
  });

  test('refuses what is too late, what it is to carry on and does not know, and what it does not have', () => {
    const field = new Farm();
    const late = { deadline: { boot: field.clock.boot, monoMs: field.clock.monoMs() - 1 } };
    expect(field.command('pump-1', 'relay', true, late)).toMatchObject({ reason: 'expired' });
    expect(field.command('pump-1', 'relay', true, {})).toMatchObject({ reason: 'expired' });
    expect(field.command('pump-1', 'relay', true, { ttlMs: 1_000, resume: true })).toMatchObject({
      reason: 'rejected',
    });
    expect(field.command('pump-1', 'speed', 3)).toMatchObject({ reason: 'rejected' });
    expect(field.command('tank-1', 'level', 3)).toMatchObject({ reason: 'rejected' });
    expect(field.command('breaker-1', 'threshold', 20_000)).toMatchObject({ state: 'delivered' });
    expect(field.farm.truth.all('motor')).toEqual([]);
  });

  test('takes a lease with an ON, or uses its own', () => {
    const field = new Farm();
    expect(field.command('pump-1', 'relay', true, { ttlMs: 1_000, leaseS: 30 })).toMatchObject({ state: 'delivered' });
    expect(field.value('pump-1', 'leaseLeft')).toBe(30);
    expect(field.command('pump-1', 'lease', 120)).toMatchObject({ state: 'delivered' });
    field.command('pump-1', 'relay', true);
    expect(field.value('pump-1', 'leaseLeft')).toBe(120);
  });
});

function hex(id: number): string {
  return id.toString(16);
}
