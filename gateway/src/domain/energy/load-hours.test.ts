import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onTimeOf } from './load-hours.ts';

const MINUTE_MS = 60_000;
const of = (from: number, to: number, ...told: [minute: number, value: number][]) => {
  const shown = told.map(([minute, value]) => ({ at: minute * MINUTE_MS, value }));
  const { onMs, starts, knownMs } = onTimeOf(shown, (value) => value > 0, {
    from: from * MINUTE_MS,
    to: to * MINUTE_MS,
  });
  return [onMs / MINUTE_MS, starts, knownMs / MINUTE_MS];
};

describe('a load', () => {
  it.each([
    ['is on until it is told off', of(0, 20, [0, 0], [4, 1], [8, 1], [10, 0], [14, 0]), [6, 1, 14]],
    ['that was on before the span does not start in it', of(5, 20, [3, 1], [8, 1], [9, 0]), [4, 0, 4]],
    ['that was off before the span starts in it', of(5, 20, [3, 0], [5, 1], [9, 0]), [4, 1, 4]],
    ['is on to the end of the span', of(0, 5, [0, 0], [3, 1], [8, 1]), [2, 1, 5]],
    ['is not known over a silence', of(0, 60, [0, 1], [5, 1], [30, 1], [33, 0]), [8, 0, 8]],
    ['that was off before a silence and is on after it has started', of(0, 60, [0, 0], [30, 1], [33, 0]), [3, 1, 3]],
    ['starts in the span in which it is told', of(0, 10, [9, 0], [10, 1], [12, 0]), [0, 0, 1]],
    ['is not known by one reading', of(0, 10, [5, 1]), [0, 0, 0]],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));

  it('is the sum of its parts, however they are cut', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 700_000 }), fc.boolean()), { maxLength: 40 }),
        fc.uniqueArray(fc.nat(9_000_000), { minLength: 2, maxLength: 7 }),
        (steps, cuts) => {
          let at = 0;
          const shown = steps.map(([gap, on]) => ({ at: (at += gap), value: on ? 1 : 0 }));
          const isOn = (value: number) => value === 1;
          const sorted = cuts.toSorted((a, b) => a - b);
          const [from = 0, to = 0] = [sorted[0], sorted.at(-1)];
          const whole = onTimeOf(shown, isOn, { from, to });
          const parts = sorted
            .slice(1)
            .map((end, place) => onTimeOf(shown, isOn, { from: sorted[place] ?? 0, to: end }));
          const sum = (of: (part: typeof whole) => number) => parts.reduce((all, part) => all + of(part), 0);
          expect([sum(({ onMs }) => onMs), sum(({ starts }) => starts), sum(({ knownMs }) => knownMs)]).toEqual([
            whole.onMs,
            whole.starts,
            whole.knownMs,
          ]);
          expect(whole.onMs).toBeLessThanOrEqual(whole.knownMs);
        },
      ),
    ));
});
