import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { motorOf, newMotor, ratedCurrentA, stepMotor, windingC, type MotorInput, type MotorState } from './motor.ts';

const one = motorOf(1.5);
const three = motorOf(4, { phases: 3 });
const fed: MotorInput = { volts: [230], load: 1 };
const allPhases = [400, 400, 400];

/** Runs a motor for some seconds in steps; answers its last step. */
function run(spec = one, input = fed, seconds = 60, from = newMotor(), stepMs = 100) {
  let step = stepMotor(spec, from, input, stepMs);
  for (let ms = stepMs; ms < seconds * 1000; ms += stepMs) step = stepMotor(spec, step.state, input, stepMs);
  return step;
}

/** Seconds until it burns, at most an hour. */
function burnsAfter(spec = one, input = fed, from = newMotor()): number {
  let state: MotorState = from;
  for (let second = 1; second <= 3_600; second++) {
    ({ state } = stepMotor(spec, state, input, 1_000));
    if (state.isBurnt) return second;
  }
  return Infinity;
}

describe('a motor', () => {
  test.each([
    [motorOf(1.5), 10.1],
    [motorOf(0.75), 5.06],
    [motorOf(4, { phases: 3, efficiency: 0.86, powerFactor: 0.85 }), 7.9],
  ])('takes the current its plate says: %j', (spec, amps) => {
    expect(ratedCurrentA(spec)).toBeCloseTo(amps, 1);
    const volts = spec.phases === 3 ? allPhases : [230];
    expect(run(spec, { volts, load: 1 }, 5).currentsA[0]).toBeCloseTo(ratedCurrentA(spec), 2);
  });

  test('starts with some six times of it, which is gone within a second', () => {
    const rated = ratedCurrentA(one);
    expect(stepMotor(one, newMotor(), fed, 1).currentsA[0]).toBeGreaterThan(5.5 * rated);
    expect(run(one, fed, 0.2, newMotor(), 10).currentsA[0]).toBeLessThan(3 * rated);
    expect(run(one, fed, 1, newMotor(), 10).currentsA[0]).toBeLessThan(1.02 * rated);
  });

  test('takes about half of it when there is nothing to move', () => {
    const share = (run(one, { volts: [230], load: 0.1 }, 10).currentsA[0] ?? 0) / ratedCurrentA(one);
    expect(share).toBeGreaterThan(0.45);
    expect(share).toBeLessThan(0.55);
  });

  test('takes more the weaker the grid, and stalls where it is too weak', () => {
    const at = (volts: number) => run(one, { volts: [volts], load: 1 }, 5);
    expect(at(190).currentsA[0]).toBeGreaterThan(at(230).currentsA[0] ?? 0);
    expect(at(120).state.turnsMs).toBeUndefined();
    expect(at(120).currentsA[0]).toBeGreaterThan(2 * ratedCurrentA(one));
  });

  test('takes more the more it is worn, and wears while it turns', () => {
    const worn = { ...newMotor(), wear: 0.2 };
    expect(run(one, fed, 5, worn).currentsA[0]).toBeGreaterThan(1.1 * ratedCurrentA(one));
    expect(run(one, fed, 60).state.wear).toBeGreaterThan(0);
    expect(run(one, { volts: [0], load: 1 }, 60).state.wear).toBe(0);
  });

  test('lasts at its rated load, and not with a blocked rotor', () => {
    expect(burnsAfter()).toBe(Infinity);
    const hot = { ...newMotor(), heat: 1 };
    const blocked = burnsAfter(one, { ...fed, isBlocked: true }, hot);
    expect(blocked).toBeGreaterThan(10);
    expect(blocked).toBeLessThan(30);
  });

  test('burns when it is started again and again, as an outlet that closes every 5 s would', () => {
    let state = newMotor();
    for (let start = 0; start < 690 && !state.isBurnt; start++) {
      ({ state } = stepMotor(one, state, fed, 300));
      ({ state } = stepMotor(one, state, { volts: [0], load: 1 }, 4_900));
    }
    const few = Array.from({ length: 6 }).reduce<MotorState>(
      (before) => stepMotor(one, stepMotor(one, before, fed, 300).state, { volts: [0], load: 1 }, 600_000).state,
      newMotor(),
    );
    expect(few.isBurnt).toBe(false);
    expect(state.isBurnt).toBe(true);
  });

  test('takes no current when it is burnt', () => {
    const step = stepMotor(one, { ...newMotor(), isBurnt: true }, fed, 1_000);
    expect([step.currentsA[0], step.powerW, step.state.turnsMs]).toEqual([0, 0, undefined]);
  });

  test('with one phase of three gone goes on with more current in the others, and burns', () => {
    const lame = { volts: [400, 0, 400], load: 1 };
    const turning = run(three, { volts: allPhases, load: 1 }, 30).state;
    const step = run(three, lame, 5, turning);
    expect(step.state.turnsMs).toBeGreaterThan(30_000);
    expect(step.currentsA[1]).toBe(0);
    expect(step.currentsA[0]).toBeCloseTo(Math.sqrt(3) * ratedCurrentA(three), 1);
    expect(burnsAfter(three, lame, turning)).toBeLessThan(600);
    expect(run(three, lame, 1).state.turnsMs).toBeUndefined();
    expect(run(three, { volts: [400, 0, 0], load: 1 }, 1, turning).currentsA).toEqual([0, 0, 0]);
  });

  const input = fc.record({
    volts: fc.constantFrom([230], [200], [0], [250]),
    load: fc.double({ min: 0, max: 1.5, noNaN: true }),
    isBlocked: fc.boolean(),
  });
  const steps = fc.array(fc.tuple(input, fc.integer({ min: 1, max: 60_000 })), { maxLength: 30 });

  test('has used the energy that is the integral of its power, and warms only by current', () => {
    fc.assert(
      fc.property(steps, (story) => {
        let state = newMotor();
        let wattMs = 0;
        for (const [how, dtMs] of story) {
          const step = stepMotor(one, state, how, dtMs);
          wattMs += step.powerW * dtMs;
          if (step.powerW === 0) expect(step.state.heat).toBeLessThanOrEqual(state.heat);
          if (step.state.turnsMs !== undefined && state.turnsMs === undefined)
            expect(step.state.starts).toBe(state.starts + 1);
          expect(windingC(step.state)).toBeGreaterThanOrEqual(30);
          state = step.state;
        }
        expect(state.energyWh).toBeCloseTo(wattMs / 3_600_000, 6);
      }),
    );
  });

  test('comes to the same in one long step as in many short ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.double({ min: 0.2, max: 1.3, noNaN: true }), (parts, load) => {
        const how = { volts: [230], load };
        const long = stepMotor(one, newMotor(), how, 4_000);
        let short = stepMotor(one, newMotor(), how, 4_000 / parts);
        for (let part = 1; part < parts; part++) short = stepMotor(one, short.state, how, 4_000 / parts);
        expect(short.state.heat).toBeCloseTo(long.state.heat, 3);
        expect(short.state.energyWh).toBeCloseTo(long.state.energyWh, 5);
        expect(short.currentsA[0]).toBeCloseTo(long.currentsA[0] ?? 0, 5);
      }),
    );
  });
});
