import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceView, PumpView } from '../../contract/index.ts';
import { findDeviceType } from '../../device-types/index.ts';
import { litresOf, plateLitres, riseOf, waterMetersOf } from './water.ts';

const MINUTE_MS = 60_000;
const shown = (...pairs: [minute: number, value: number][]) =>
  pairs.map(([minute, value]) => ({ at: minute * MINUTE_MS, value }));
const spans = (...pairs: [from: number, to: number][]) =>
  pairs.map(([from, to]) => ({ from: from * MINUTE_MS, to: to * MINUTE_MS }));
const find = (id: string): DeviceView | undefined => {
  const points = findDeviceType(id)?.points.map((definition) => ({ definition }));
  return points && ({ id, points } as unknown as DeviceView);
};
const pump = (more: Partial<PumpView>) => ({ shownBy: {}, ...more });
const tank = { device: 'tank-level', point: 'level' };
const flow = { device: 'flow-meter', point: 'flow' };

describe('what tells the water of a pump', () => {
  it('is the surest first', () =>
    expect(waterMetersOf(pump({ shownBy: { flow }, tank, tankL: 2_000 }), find)).toEqual([
      { by: 'counter', device: 'flow-meter', point: 'volume' },
      { by: 'flow', device: 'flow-meter', point: 'flow' },
      { by: 'tank', device: 'tank-level', point: 'volume', litres: 1 },
      { by: 'tank', device: 'tank-level', point: 'level', litres: 20 },
    ]));

  it('is no level without the size of its tank, and nothing of a device that is gone', () => {
    expect(waterMetersOf(pump({ tank }), find)).toMatchObject([{ point: 'volume' }]);
    expect(waterMetersOf(pump({ shownBy: { flow: { device: 'gone', point: 'flow' } } }), find)).toEqual([]);
  });
});

describe('the litres of a run', () => {
  const counter = { by: 'counter', ...flow } as const;

  it('are what a counter grew by while it had its pump', () =>
    expect(litresOf(counter, shown([0, 100], [10, 300], [20, 400]), spans([5, 10], [15, 20]))).toBe(150));

  it('are the integral of a flow', () =>
    expect(litresOf({ by: 'flow', ...flow }, shown([0, 20], [5, 20], [10, 40]), spans([0, 10]))).toBe(250));

  it('are what its tank rose by, from the reading before it to the one after', () => {
    const meter = { by: 'tank', ...tank, litres: 10 } as const;
    expect(litresOf(meter, shown([-15, 90], [-5, 20], [8, 30], [22, 40], [37, 90]), spans([0, 20]))).toBe(200);
    expect(litresOf(meter, shown([8, 30]), spans([0, 20]))).toBeUndefined();
  });

  it('are not known where nothing was read', () => expect(litresOf(counter, [], spans([0, 5]))).toBeUndefined());

  it('are by the plate what it gives in its time', () => expect(plateLitres(84, 10 * MINUTE_MS)).toBe(840));
});

describe('a rise', () => {
  it.each([
    ['a level that rises', [20, 30, 45], 25],
    ['drops while it fills', [20, 40, 30, 50], 20 + 20],
    ['noise', [50, 50.1, 50, 50.2, 50.1], 0],
    ['noise on a rise', [20, 30, 29.9, 40], 20],
    ['noise on a fall', [50, 45, 45.1, 40, 40.1, 30], 0],
    ['a fall and a rise', [50, 30, 35], 5],
    ['nothing', [], 0],
  ])('of %s', (_, values, rise) => expect(riseOf(values)).toBeCloseTo(rise));

  it('is never below zero, and never less than the way from first to last but for noise', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 30 }), (values) => {
        const rise = riseOf(values);
        const noise = Math.max(...values) * 0.005;
        expect(rise).toBeGreaterThanOrEqual(
          Math.max(0, (values.at(-1) ?? 0) - (values[0] ?? 0) - noise * values.length),
        );
      }),
    ));
});
