import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Bucket, Pace } from './rates.ts';

it('lets a burst through at once and then waits for what is owed', () => {
  const bucket = new Bucket({ perSecond: 10, burst: 5 }, 0);
  for (let count = 0; count < 5; count += 1) bucket.spend(1, 0);
  expect(bucket.waitMs(0)).toBe(0);
  bucket.spend(1, 0);
  expect(bucket.waitMs(0)).toBe(100);
  expect(bucket.waitMs(60)).toBe(40);
  expect(bucket.waitMs(100)).toBe(0);
});

it('waits for the slower of messages and bytes', () => {
  const pace = new Pace({ messages: { perSecond: 1, burst: 10 }, bytes: { perSecond: 100, burst: 100 } }, 0);
  pace.spend(300, 0);
  expect(pace.waitMs(0)).toBe(2_000);
});

it('never lets more through than the burst and the time that passed', () => {
  const rate = { perSecond: 20, burst: 40 };
  const steps = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 30 })), { maxLength: 200 });
  fc.assert(
    fc.property(steps, (said) => {
      const bucket = new Bucket(rate, 0);
      let now = 0;
      let total = 0;
      for (const [ms, count] of said) {
        now += ms;
        if (bucket.waitMs(now) > 0) continue;
        bucket.spend(count, now);
        total += count;
      }
      // The last one may go into debt.
      expect(total).toBeLessThanOrEqual(rate.burst + (rate.perSecond * now) / 1_000 + 30);
    }),
  );
});

it('owes nothing for a clock that goes back', () => {
  const bucket = new Bucket({ perSecond: 10, burst: 1 }, 1_000);
  bucket.spend(2, 1_000);
  expect(bucket.waitMs(500)).toBe(100);
});
