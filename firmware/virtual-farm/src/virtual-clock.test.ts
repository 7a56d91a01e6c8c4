import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from './virtual-clock.ts';

describe('a clock that is moved by hand', () => {
  test('fires whatever was not taken back, in the order of times and of making, at its own time', () => {
    const timers = fc.array(fc.record({ ms: fc.integer({ min: -5, max: 50 }), isTakenBack: fc.boolean() }));
    fc.assert(
      fc.property(timers, (wanted) => {
        const clock = new VirtualClock();
        const fired: { index: number; at: number }[] = [];
        const began = clock.monoMs();
        const cancels = wanted.map(({ ms }, index) =>
          clock.after(ms, () => fired.push({ index, at: clock.monoMs() - began })),
        );
        for (const [index, { isTakenBack }] of wanted.entries()) if (isTakenBack) cancels[index]?.();
        clock.advance(100);
        const expected = wanted
          .map(({ ms, isTakenBack }, index) => ({ index, at: Math.max(0, ms), isTakenBack }))
          .filter(({ isTakenBack }) => !isTakenBack)
          .sort((a, b) => a.at - b.at || a.index - b.index)
          .map(({ index, at }) => ({ index, at }));
        expect(fired).toEqual(expected);
      }),
    );
  });

  test('fires what a timer sets on the way, and not what lies beyond', () => {
    const clock = new VirtualClock();
    const fired: string[] = [];
    clock.after(10, () => {
      fired.push('first');
      clock.after(10, () => fired.push('second'));
      clock.after(1_000, () => fired.push('beyond'));
    });
    clock.advance(100);
    expect(fired).toEqual(['first', 'second']);
    expect(clock.nextTimerAt).toBe(clock.monoMs() - 100 + 10 + 1_000);
  });

  test('forgets timers that were taken back, however many there were', () => {
    const clock = new VirtualClock();
    for (let round = 0; round < 50_000; round++) clock.after(1e9, () => {})();
    expect(clock.nextTimerAt).toBeUndefined();
  });
});
