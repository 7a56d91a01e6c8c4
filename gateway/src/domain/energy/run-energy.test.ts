import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Shown } from './readings-within.ts';
import { measure, type RunMeter } from './run-energy.ts';

const counter: RunMeter = { kind: 'counter', point: 'energy', wrapsAt: 10_000 };
const power: RunMeter = { kind: 'power', point: 'power' };
const MINUTE_MS = 60_000;
const shown = (...pairs: [minute: number, value: number][]): Shown[] =>
  pairs.map(([minute, value]) => ({ at: minute * MINUTE_MS, value }));
const span = (from: number, to: number) => ({ from: from * MINUTE_MS, to: to * MINUTE_MS });
const sum = ({ quarters }: ReturnType<typeof measure>) => quarters.reduce((all, { milliWh }) => all + milliWh, 0);

describe('the energy of a span', () => {
  it('is the growth of a counter, even between two readings', () => {
    const readings = shown([0, 100], [2, 100], [4, 140], [20, 300]);
    expect(measure(counter, readings, [span(3, 12)])).toEqual({
      quarters: [{ at: 0, milliWh: 20_000 + 80_000 }],
      missingMs: 0,
    });
  });

  it('is cut at quarters of an hour', () => {
    expect(measure(counter, shown([0, 0], [60, 60]), [span(10, 40)]).quarters).toEqual([
      { at: 0, milliWh: 5_000 },
      { at: 15 * MINUTE_MS, milliWh: 15_000 },
      { at: 30 * MINUTE_MS, milliWh: 10_000 },
    ]);
  });

  it('of a counter that began anew or was set back is what it has counted since', () => {
    expect(sum(measure(counter, shown([0, 9_990], [10, 10]), [span(0, 10)]))).toBe(20_000);
    expect(sum(measure(counter, shown([0, 5_000], [10, 10]), [span(0, 10)]))).toBe(10_000);
  });

  it('of a power is its integral', () =>
    expect(sum(measure(power, shown([0, 0], [1, 600], [5, 600]), [span(0, 5)]))).toBe(5_000 + 40_000));

  it('of a power is not known over a silence, and of a counter it is', () => {
    const readings = shown([0, 600], [5, 600], [15, 600], [16, 600]);
    expect(measure(power, readings, [span(0, 16)])).toEqual({
      quarters: [
        { at: 0, milliWh: 50_000 },
        { at: 15 * MINUTE_MS, milliWh: 10_000 },
      ],
      missingMs: 10 * MINUTE_MS,
    });
    expect(measure(counter, shown([0, 1], [16, 17]), [span(0, 16)]).missingMs).toBe(0);
  });

  it('has nothing of what lies between two spans', () =>
    expect(measure(counter, shown([0, 0], [60, 60]), [span(0, 10), span(50, 60)])).toEqual({
      quarters: [
        { at: 0, milliWh: 10_000 },
        { at: 45 * MINUTE_MS, milliWh: 10_000 },
      ],
      missingMs: 0,
    }));

  it.each([
    ['no reading', []],
    ['one reading', shown([5, 3])],
    ['readings of another time', shown([20, 3], [30, 4])],
  ])('is not known with %s', (_, readings) =>
    expect(measure(counter, readings, [span(0, 10)])).toEqual({ quarters: [], missingMs: 10 * MINUTE_MS }),
  );

  const story = fc
    .record({
      gaps: fc.array(fc.integer({ min: 1, max: 500_000 }), { minLength: 2, maxLength: 40 }),
      values: fc.array(fc.nat(4_000), { minLength: 41, maxLength: 41 }),
      cuts: fc.uniqueArray(fc.nat(4_000_000), { minLength: 2, maxLength: 8 }),
      kind: fc.constantFrom(counter, power, { kind: 'current', point: 'current' } as const),
    })
    .map(({ gaps, values, cuts, kind }) => {
      let at = 0;
      let value = 0;
      const readings = gaps.map((gap, place): Shown => {
        at += gap;
        value = kind.kind === 'counter' ? value + (values[place] ?? 0) / 40 : (values[place] ?? 0);
        return { at, value };
      });
      return { readings, kind, cuts: cuts.toSorted((a, b) => a - b) };
    });

  it('is the sum of its parts, however it is cut', () =>
    fc.assert(
      fc.property(story, ({ readings, kind, cuts }) => {
        const [from = 0, to = 0] = [cuts[0], cuts.at(-1)];
        const parts = cuts.slice(1).map((end, at) => ({ from: cuts[at] ?? 0, to: end }));
        const whole = measure(kind, readings, [{ from, to }]);
        // As spans of one run they add up exactly; as runs of their own each is rounded once.
        const one = measure(kind, readings, parts);
        expect(Math.abs(sum(one) - sum(whole))).toBeLessThanOrEqual(1);
        expect(one.missingMs).toBe(whole.missingMs);
        const apart = parts.reduce((all, part) => all + sum(measure(kind, readings, [part])), 0);
        expect(Math.abs(apart - sum(whole))).toBeLessThanOrEqual(parts.length);
      }),
      { numRuns: 300 },
    ));

  it('of all of a counter is what it grew by', () =>
    fc.assert(
      fc.property(story, ({ readings }) => {
        const rising = readings.map(({ at }, place) => ({ at, value: place * 7 }));
        const [first, last] = [rising[0], rising.at(-1)];
        const all = measure({ kind: 'counter', point: 'energy' }, rising, [
          { from: first?.at ?? 0, to: last?.at ?? 0 },
        ]);
        expect(sum(all)).toBe((rising.length - 1) * 7_000);
      }),
    ));
});
