import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelPercent, newTank, stepTank, type TankSpec } from './tank.ts';
import { columnM, newWell, stepWell, type WellSpec } from './well.ts';

const well: WellSpec = { restM: 20, areaM2: 0.05, yieldLpsPerM: 0.1 };
const tank: TankSpec = { capacityL: 2_000, shape: 'standing' };
const litres = fc.double({ min: 0, max: 500, noNaN: true });
const ms = fc.integer({ min: 1, max: 600_000 });

describe('a well', () => {
  test('neither makes water nor loses any, and never gives more than there is', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(litres, ms)), (story) => {
        const start = newWell(well);
        let state = start;
        for (const [wantedL, dtMs] of story) {
          const step = stepWell(well, state, wantedL, dtMs);
          expect(step.takenL).toBeLessThanOrEqual(wantedL);
          expect(step.state.litres).toBeGreaterThanOrEqual(0);
          expect(step.state.litres).toBeLessThanOrEqual(start.litres + 1e-6);
          state = step.state;
        }
        expect(state.litres).toBeCloseTo(start.litres + state.inL - state.outL, 5);
      }),
    );
  });

  test('sinks until as much flows in as is taken out', () => {
    let state = newWell(well);
    for (let second = 0; second < 3 * 3_600; second++) ({ state } = stepWell(well, state, 1, 1_000));
    expect(columnM(well, state)).toBeCloseTo(10, 1);
  });

  test('comes back when it is left alone, by as much in one long step as in many short ones', () => {
    const empty = stepWell(well, newWell(well), 1_000, 1).state;
    let short = empty;
    for (let second = 0; second < 600; second++) short = stepWell(well, short, 0, 1_000).state;
    const long = stepWell(well, empty, 0, 600_000).state;
    expect(short.litres).toBeCloseTo(long.litres, 6);
    expect(columnM(well, long)).toBeGreaterThan(10);
  });
});

describe('a tank', () => {
  test('holds what came in less what was drawn, leaked and ran over', () => {
    const inputs = fc.record({ inL: litres, wantedL: litres, leakLps: fc.double({ min: 0, max: 2, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(fc.tuple(inputs, ms)), (story) => {
        let state = newTank(1_000);
        for (const [input, dtMs] of story) state = stepTank(tank, state, input, dtMs);
        expect(state.litres).toBeGreaterThanOrEqual(0);
        expect(state.litres).toBeLessThanOrEqual(tank.capacityL);
        const left = 1_000 + state.inL - state.drawnL - state.leakedL - state.overflowL;
        expect(state.litres).toBeCloseTo(left, 5);
      }),
    );
  });

  test('leaks slower the emptier it is', () => {
    const leak = (litresIn: number) =>
      stepTank(tank, newTank(litresIn), { inL: 0, wantedL: 0, leakLps: 1 }, 1_000).leakedL;
    expect(leak(2_000)).toBeCloseTo(1, 9);
    expect(leak(500)).toBeCloseTo(0.5, 9);
  });

  test('shows its height, of which a lying one has most in the middle', () => {
    const lying: TankSpec = { ...tank, shape: 'lying' };
    expect(levelPercent(tank, 500)).toBe(25);
    expect(levelPercent(lying, 1_000)).toBeCloseTo(50, 6);
    expect(levelPercent(lying, 500)).toBeGreaterThan(29);
    expect(levelPercent(lying, 0)).toBeCloseTo(0, 6);
    expect(levelPercent(lying, 2_000)).toBeCloseTo(100, 6);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1_990, noNaN: true }), (part) => {
        expect(levelPercent(lying, part + 10)).toBeGreaterThan(levelPercent(lying, part));
      }),
    );
  });
});
