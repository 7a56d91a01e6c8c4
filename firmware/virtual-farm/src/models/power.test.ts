import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { newAppliance, stepAppliance, type ApplianceSpec } from './appliance.ts';
import { newBreaker, sharesOf, stepBreaker } from './breaker.ts';
import { hourOfDay, householdWater, night, valueAt } from './day-pattern.ts';
import { calmGrid, gridAt, parseRota } from './grid.ts';
import { newMeter, readMeter, stepMeter } from './meter.ts';

const MIDNIGHT = Date.UTC(2026, 10, 21);
const HOUR = 3_600_000;
const wall = fc.integer({ min: MIDNIGHT, max: MIDNIGHT + 30 * 24 * HOUR });

describe('a grid', () => {
  test('stays within what it may wander, and is the same for the same seed in any order of asking', () => {
    fc.assert(
      fc.property(wall, fc.integer({ min: 0, max: 1_000 }), (at, seed) => {
        const grid = { ...calmGrid, sagsPerDay: 0, seed };
        const now = gridAt(grid, at);
        for (const volt of now.volts) expect(Math.abs(volt - 230)).toBeLessThanOrEqual(230 * 0.03 + 1e-9);
        expect(Math.abs(now.hz - 50)).toBeLessThan(0.2);
        gridAt(grid, at + HOUR);
        expect(gridAt(grid, at)).toEqual(now);
      }),
    );
  });

  test.each([
    [
      '06:00-12:00',
      [
        [5.9, false],
        [6, true],
        [11.9, true],
        [12, false],
      ],
    ],
    [
      '22:00-02:00',
      [
        [21.9, false],
        [23, true],
        [1, true],
        [2, false],
      ],
    ],
    [
      '3h on/3h off',
      [
        [0.1, true],
        [3.1, false],
        [6.1, true],
        [9.1, false],
      ],
    ],
  ] as const)('keeps the rota %s', (text, hours) => {
    const rota = parseRota(text);
    expect(rota).toBeDefined();
    const grid = { ...calmGrid, ...(rota ? { rota } : {}) };
    for (const [hour, isOn] of hours) expect([hour, gridAt(grid, MIDNIGHT + hour * HOUR).isOn]).toEqual([hour, isOn]);
  });

  test.each(['always', '06:00', '25:00-26:00', '0h on/3h off', ''])('"%s" is no rota', (text) => {
    expect(parseRota(text)).toBeUndefined();
  });

  test('goes out unforeseen as often as it is said to, and sags', () => {
    const minutes = Array.from({ length: 60 * 24 * 60 }, (_, minute) => MIDNIGHT + minute * 60_000);
    const rough = { ...calmGrid, outagesPerDay: 4, sagsPerDay: 50 };
    const states = minutes.map((at) => gridAt(rough, at));
    const outages = states.filter(({ isOn }, index) => !isOn && states[index - 1]?.isOn).length / 60;
    expect(outages).toBeGreaterThan(3);
    expect(outages).toBeLessThan(5);
    expect(states.some(({ isOn, volts }) => isOn && volts[0] < 190)).toBe(true);
  });

  test('loses a phase, browns out and goes out when it is made to', () => {
    expect(gridAt(calmGrid, MIDNIGHT, { missingPhase: 2 }).volts[1]).toBe(0);
    expect(gridAt(calmGrid, MIDNIGHT, { share: 0.7 }).volts[0]).toBeLessThan(170);
    expect(gridAt(calmGrid, MIDNIGHT, { isOut: true })).toEqual({
      isOn: false,
      volts: [0, 0, 0],
      hz: 0,
      isReversed: false,
    });
  });
});

describe('a pattern of the day', () => {
  test('goes in straight lines from hour to hour, over midnight too', () => {
    expect(valueAt(night, 3)).toBe(1);
    expect(valueAt(night, 17.5)).toBe(0.5);
    expect(valueAt([2, ...night.slice(1, 23), 0], 23.5)).toBe(1);
    expect(hourOfDay(MIDNIGHT + 6.5 * HOUR)).toBe(6.5);
  });

  test("shares out a household's day as a whole", () => {
    expect(householdWater.length).toBe(24);
    expect(householdWater.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });
});

describe('a meter', () => {
  test('counts the integral of the power and wraps where the real one does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 1, max: 23_000, noNaN: true }), fc.integer({ min: 1, max: HOUR }))),
        (steps) => {
          const from = 9_999_990;
          let meter = newMeter(from);
          let wattHours = from;
          for (const [watts, ms] of steps) {
            meter = stepMeter(meter, watts, ms);
            wattHours += (watts * ms) / HOUR;
          }
          expect(meter.countedWh).toBeCloseTo(wattHours, 3);
          const read = readMeter(meter, { volts: 230, amps: 1, watts: 200, hz: 50 }, seededRandom(1)).wattHours;
          expect(read).toBe(Math.floor(meter.countedWh) % 10_000_000);
        },
      ),
    );
  });

  test('rounds, is a little noisy, and sees nothing below what it starts at', () => {
    const random = seededRandom(7);
    const line = { volts: 229.97, amps: 4.8123, watts: 951.77, hz: 50.04 };
    const readings = Array.from({ length: 50 }, () => readMeter(newMeter(), line, random));
    for (const { volts, amps, watts, hz, powerFactor } of readings) {
      expect(Math.abs(volts - 230)).toBeLessThan(0.6);
      expect(Number((volts * 10).toFixed(6)) % 1).toBe(0);
      expect(Math.abs(amps - 4.812)).toBeLessThan(0.012);
      expect(Math.abs(watts - 951.8)).toBeLessThan(2.1);
      expect(hz).toBe(50);
      expect(powerFactor).toBeCloseTo(0.86, 1);
    }
    expect(new Set(readings.map(({ volts }) => volts)).size).toBeGreaterThan(3);
    const idle = readMeter(newMeter(), { volts: 230, amps: 0.01, watts: 0.2, hz: 50 }, random);
    expect([idle.amps, idle.watts, idle.powerFactor]).toEqual([0, 0, 0]);
  });
});

describe('a main breaker', () => {
  const spec = { ratedA: 32 };
  /** Seconds until it opens at this multiple, at most two hours. */
  const opensAfter = (times: number) => {
    let state = newBreaker();
    for (let second = 1; second <= 7_200; second++) {
      state = stepBreaker(spec, state, times * spec.ratedA, 1_000);
      if (!state.isClosed) return second;
    }
    return Infinity;
  };

  test('follows the curve of its standard', () => {
    expect(opensAfter(1.13)).toBe(Infinity);
    expect(opensAfter(1.45)).toBeLessThan(3_600);
    expect(opensAfter(2.55)).toBeLessThan(60);
    expect(opensAfter(2.55)).toBeGreaterThan(1);
    expect(opensAfter(10)).toBe(1);
  });

  test('opens the sooner the more flows, and stays open', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.35, max: 7, noNaN: true }), (times) => {
        expect(opensAfter(times + 0.2)).toBeLessThanOrEqual(opensAfter(times));
      }),
    );
    const open = stepBreaker(spec, newBreaker(), 400, 1);
    expect(stepBreaker(spec, open, 0, HOUR).isClosed).toBe(false);
  });

  test('knows whose part is how much', () => {
    expect([
      ...sharesOf(
        new Map([
          ['heater', 15],
          ['lamp', 5],
        ]),
      ).values(),
    ]).toEqual([0.75, 0.25]);
    expect([...sharesOf(new Map([['heater', 0]])).values()]).toEqual([0]);
  });
});

describe('an appliance', () => {
  const base = { name: 'thing', watts: 1_000, powerFactor: 1 };
  const heater: ApplianceSpec = {
    ...base,
    nature: 'heater',
    kind: 'thermostat',
    worksFrom: 55,
    worksUntil: 65,
    perMinute: 0.5,
    around: 25,
    lossPerMinute: 0.002,
  };
  const lineAt = (volts: number, hour = 12) => ({ volts, nominalV: 230, hour });

  test('that heats takes less of a weak grid, that turns takes more', () => {
    const amps = (nature: 'heater' | 'motor', volts: number) =>
      stepAppliance(
        { ...base, nature, kind: 'steady' },
        newAppliance({ ...base, nature, kind: 'steady' }),
        lineAt(volts),
        1_000,
      ).amps;
    expect(amps('heater', 230)).toBeCloseTo(1_000 / 230, 6);
    expect(amps('heater', 200)).toBeLessThan(amps('heater', 230));
    expect(amps('motor', 200)).toBeGreaterThan(amps('motor', 230));
  });

  test('with a thermostat keeps its temperature by working now and then', () => {
    let state = newAppliance(heater);
    let [worked, changes] = [0, 0];
    for (let minute = 0; minute < 24 * 60; minute++) {
      const step = stepAppliance(heater, state, lineAt(230), 60_000);
      if (step.state.isWorking !== state.isWorking) changes++;
      if (step.amps > 0) worked++;
      ({ state } = step);
      expect(state.temperatureC).toBeGreaterThan(54);
      expect(state.temperatureC).toBeLessThan(66);
    }
    expect(changes).toBeGreaterThan(4);
    expect(worked).toBeGreaterThan(60);
    expect(worked).toBeLessThan(12 * 60);
  });

  test('follows its hours, and takes nothing from a dead line', () => {
    const lamp: ApplianceSpec = { ...base, nature: 'heater', kind: 'pattern', pattern: night };
    const state = newAppliance(lamp);
    expect(stepAppliance(lamp, state, lineAt(230, 12), 1_000).amps).toBe(0);
    expect(stepAppliance(lamp, state, lineAt(230, 22), 1_000).watts).toBeCloseTo(1_000, 6);
    const dark = stepAppliance(lamp, state, lineAt(0, 22), 1_000);
    expect([dark.amps, dark.watts]).toEqual([0, 0]);
  });
});
