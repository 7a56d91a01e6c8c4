import { expect, it } from 'vitest';
import { silentLog } from '../domain/log.ts';
import { FakeClock } from '../testing/index.ts';
import { LoopWatch, type DelayHistogram } from './loop-watch.ts';

/** Says what it is told, in ms beyond the sampling. */
function histogramOf(told: { p99: number; max: number }): DelayHistogram {
  return {
    count: 500,
    get max() {
      return (told.max + 20) * 1e6;
    },
    percentile: () => (told.p99 + 20) * 1e6,
    reset() {},
    enable: () => true,
    disable: () => true,
  };
}

function watch(told: { p99: number; max: number }) {
  const clock = new FakeClock();
  const warnings: object[] = [];
  const loop = new LoopWatch(clock, { ...silentLog, warn: (facts) => warnings.push(facts) }, histogramOf(told));
  loop.start();
  return { clock, loop, warnings };
}

it('tells the delay of the last ten seconds', () => {
  const { clock, loop } = watch({ p99: 12.5, max: 80 });
  expect(loop.delay).toEqual({ p99Ms: 0, maxMs: 0 });
  clock.advance(10_000);
  expect(loop.delay).toEqual({ p99Ms: 12.5, maxMs: 80 });
});

it('warns when more than one look in a hundred is 200 ms late, once a minute', () => {
  const told = { p99: 200, max: 4_000 };
  const { clock, warnings } = watch(told);
  clock.advance(60_000);
  expect(warnings).toEqual([]);
  told.p99 = 201;
  clock.advance(60_000);
  expect(warnings).toEqual([{ p99Ms: 201, maxMs: 4_000 }]);
  clock.advance(60_000);
  expect(warnings).toHaveLength(2);
});

it('measures what really holds up the thread', async () => {
  const clock = new FakeClock();
  const loop = new LoopWatch(clock, silentLog);
  loop.start();
  let turn = 0;
  // A delay is counted once it is over, so the turns between hold up and look.
  const holdUpAndLook = () => {
    turn += 1;
    const end = performance.now() + (turn % 4 === 2 ? 150 : 0);
    while (performance.now() < end);
    if (turn % 4 === 0) clock.advance(10_000);
    return loop.delay.maxMs;
  };
  await expect.poll(holdUpAndLook, { timeout: 5_000 }).toBeGreaterThan(50);
  loop.stop();
});
