import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayAfter, Throttle, type ThrottleRule } from '../../src/domain/people/throttle.ts';

const rule: ThrottleRule = { freeTries: 3, firstWaitMs: 1_000, longestWaitMs: 60_000, forgetMs: 900_000, maxKeys: 4 };

function failing(times: number, key = 'a', now = 0): Throttle {
  const throttle = new Throttle(rule);
  for (let at = 0; at < times; at += 1) throttle.fail(key, now);
  return throttle;
}

describe('a throttle', () => {
  it.each([
    [0, 0],
    [3, 0],
    [4, 1_000],
    [5, 2_000],
    [6, 4_000],
    [9, 32_000],
    [10, 60_000],
    [5_000, 60_000],
  ])('after %i failures makes one wait %i ms', (failures, ms) => {
    expect(delayAfter(failures, rule)).toBe(ms);
    expect(failing(failures).waitMs('a', 0)).toBe(ms);
  });

  it('counts the wait from the last failure', () => {
    const throttle = failing(4, 'a', 500);
    expect(throttle.waitMs('a', 1_499)).toBe(1);
    expect(throttle.waitMs('a', 1_500)).toBe(0);
  });

  it('slows nobody but who failed', () => {
    expect(failing(50).waitMs('b', 0)).toBe(0);
  });

  it('begins anew after a success', () => {
    const throttle = failing(50);
    throttle.succeed('a');
    expect(throttle.fail('a', 0)).toBe(1);
    expect(throttle.waitMs('a', 0)).toBe(0);
  });

  it('forgets failures that are long ago', () => {
    const throttle = failing(50);
    expect(throttle.waitMs('a', rule.forgetMs)).toBe(0);
    expect(throttle.fail('a', rule.forgetMs)).toBe(1);
  });

  it('remembers no more keys than it may, the latest of them', () => {
    const throttle = failing(5, 'first');
    for (const key of ['a', 'b', 'c', 'd']) for (let at = 0; at < 5; at += 1) throttle.fail(key, 0);
    expect(throttle.waitMs('first', 0)).toBe(0);
    expect(throttle.waitMs('a', 0)).toBeGreaterThan(0);
  });
});

interface Step {
  readonly key: string;
  readonly what: 'fail' | 'succeed';
  readonly laterMs: number;
}

const steps = fc.array(
  fc.record<Step>({
    key: fc.constantFrom('a', 'b', 'c'),
    what: fc.constantFrom('fail', 'fail', 'fail', 'succeed'),
    laterMs: fc.integer({ min: 0, max: 400_000 }),
  }),
  { maxLength: 60 },
);

/** Runs the steps and calls back after each, with the moment it was. */
function run(list: readonly Step[], check: (throttle: Throttle, step: Step, now: number, at: number) => void): void {
  const throttle = new Throttle(rule);
  let now = 0;
  list.forEach((step, at) => {
    now += step.laterMs;
    if (step.what === 'fail') throttle.fail(step.key, now);
    else throttle.succeed(step.key);
    check(throttle, step, now, at);
  });
}

describe('whatever happens, a throttle', () => {
  it('never makes anybody wait longer than the longest wait, nor at all before the free tries are used', () => {
    fc.assert(
      fc.property(steps, (list) =>
        run(list, (throttle, { key }, now, at) => {
          const wait = throttle.waitMs(key, now);
          const failures = list.slice(0, at + 1).filter((step) => step.key === key && step.what === 'fail').length;
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(rule.longestWaitMs);
          if (failures <= rule.freeTries) expect(wait).toBe(0);
        }),
      ),
    );
  });

  it('treats each key as if there were no other', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const together = new Map<string, number[]>();
        run(list, (throttle, { key }, now) =>
          together.set(key, [...(together.get(key) ?? []), throttle.waitMs(key, now)]),
        );
        for (const [key, waits] of together) {
          const alone: number[] = [];
          run(onlyOf(list, key), (throttle, _step, now) => alone.push(throttle.waitMs(key, now)));
          expect(alone).toEqual(waits);
        }
      }),
    );
  });

  it('lets time alone end every wait', () => {
    fc.assert(
      fc.property(steps, (list) =>
        run(list, (throttle, { key }, now) => expect(throttle.waitMs(key, now + throttle.waitMs(key, now))).toBe(0)),
      ),
    );
  });
});

/** The steps of one key, at the moments they had among the others. */
function onlyOf(list: readonly Step[], key: string): Step[] {
  let waited = 0;
  return list.flatMap((step) => {
    waited += step.laterMs;
    if (step.key !== key) return [];
    const own = { ...step, laterMs: waited };
    waited = 0;
    return [own];
  });
}
