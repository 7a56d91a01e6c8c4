import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { motorOf, newMotor, ratedCurrentA } from './motor.ts';
import { stepPump, type PumpInput, type PumpSpec } from './pump.ts';
import { newTank, stepTank } from './tank.ts';
import { newWell, stepWell } from './well.ts';

const pump: PumpSpec = { motor: motorOf(1.5), litresPerS: 1.2 };
const full: PumpInput = { volts: [230], sourceL: 1e6, isShut: false, isBlocked: false, loadFactor: 1 };

/** What it takes and moves after five seconds, the last of which counts. */
function after5s(input: PumpInput) {
  let step = stepPump(pump, newMotor(), input, 1_000);
  for (let second = 1; second < 5; second++) step = stepPump(pump, step.state, input, 1_000);
  return { share: (step.currentsA[0] ?? 0) / ratedCurrentA(pump.motor), movedL: step.movedL };
}

describe('a pump', () => {
  test('moves its litres at its rated current', () => {
    expect(after5s(full).share).toBeCloseTo(1, 2);
    expect(after5s(full).movedL).toBeCloseTo(1.2, 9);
  });

  test('takes about half of the current in a dry well, and moves what there is', () => {
    const dry = after5s({ ...full, sourceL: 0 });
    expect(dry.share).toBeGreaterThan(0.45);
    expect(dry.share).toBeLessThan(0.55);
    expect(dry.movedL).toBe(0);
    expect(after5s({ ...full, sourceL: 0.3 }).movedL).toBeCloseTo(0.3, 9);
  });

  test('takes less against a shut outlet, more with sand in the water, most when it is held', () => {
    expect(after5s({ ...full, isShut: true })).toMatchObject({ movedL: 0 });
    expect(after5s({ ...full, isShut: true }).share).toBeLessThan(0.7);
    expect(after5s({ ...full, loadFactor: 1.6 }).share).toBeGreaterThan(1.4);
    expect(after5s({ ...full, isBlocked: true })).toMatchObject({ movedL: 0 });
    expect(after5s({ ...full, isBlocked: true }).share).toBeGreaterThan(5);
  });

  test('and well and tank together neither make water nor lose any', () => {
    const spec = { restM: 12, areaM2: 0.05, yieldLpsPerM: 0.05 };
    const tank = { capacityL: 1_500, shape: 'standing' } as const;
    const step = fc.record({
      isOn: fc.boolean(),
      seconds: fc.integer({ min: 1, max: 300 }),
      wantedL: fc.integer({ min: 0, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (story) => {
        const begin = newWell(spec);
        let [well, vessel, motor, moved] = [begin, newTank(700), newMotor(), 0];
        for (const { isOn, seconds, wantedL } of story) {
          const input = { ...full, sourceL: well.litres, volts: [isOn ? 230 : 0] };
          const pumped = stepPump(pump, motor, input, seconds * 1_000);
          motor = pumped.state;
          moved += pumped.movedL;
          well = stepWell(spec, well, pumped.movedL, seconds * 1_000).state;
          vessel = stepTank(tank, vessel, { inL: pumped.movedL, wantedL, leakLps: 0 }, seconds * 1_000);
        }
        expect(well.outL).toBeCloseTo(moved, 6);
        expect(well.litres + vessel.litres).toBeCloseTo(
          begin.litres + 700 + well.inL - vessel.drawnL - vessel.overflowL,
          5,
        );
      }),
    );
  });
});
