import { expect, test } from 'vitest';
import { sharingSite } from '../../src/testing/sharing-bench.ts';
import { guarded, HOUR, MINUTE, openBench } from './stage.ts';

/** Moments at which the clock on the wall does something, with ten minutes to it. Unit: ms since 1970. */
const nights: readonly [story: string, timeZone: string, startsAt: number][] = [
  ['midnight in Kathmandu, UTC+5:45', 'Asia/Kathmandu', Date.UTC(2026, 10, 21, 18, 15) - 10 * MINUTE * 1000],
  ['midnight at the end of the year in Nairobi', 'Africa/Nairobi', Date.UTC(2026, 11, 31, 21, 0) - 10 * MINUTE * 1000],
  ['the clock goes forward in Berlin', 'Europe/Berlin', Date.UTC(2026, 2, 29, 1, 0) - 10 * MINUTE * 1000],
  ['the clock goes back in Berlin', 'Europe/Berlin', Date.UTC(2026, 9, 25, 1, 0) - 10 * MINUTE * 1000],
  ['the clock goes back at midnight in Santiago', 'America/Santiago', Date.UTC(2026, 3, 5, 3, 0) - 10 * MINUTE * 1000],
];

test.each(nights)('a run over %s is as long as it was asked for', (_, timeZone, startsAt) => {
  const bench = openBench({ ...guarded, timeZone, startsAt: startsAt - 80_000 });
  const id = bench.ask(1, 30 * MINUTE);
  bench.pass(31 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 30 * MINUTE, starts: 1 });
  expect(Math.abs(bench.turned() - 30 * MINUTE)).toBeLessThan(2);
  const { endedAt = 0, startedAt = 0 } = bench.run(id);
  expect(Math.abs(endedAt - startedAt - 30 * MINUTE * 1000)).toBeLessThan(2_000);
});

test('a run planned for the hour that comes twice is pumped once', () => {
  const startsAt = Date.UTC(2026, 9, 24, 23, 30);
  const bench = openBench({ ...guarded, timeZone: 'Europe/Berlin', startsAt });
  const user = bench.actor(bench.users[1], 'user');
  const at = Date.UTC(2026, 9, 25, 0, 30);
  const planned = bench.side.planned.plan(user, { pump: bench.idOf('pump-1'), seconds: 5 * MINUTE, at });
  expect(planned.ok).toBe(true);
  bench.pass(3 * HOUR);
  const runs = bench.sharing.list(sharingSite, { limit: 10 });
  expect(runs.map(({ state, reason, usedS }) => [state, reason, usedS])).toEqual([['ended', 'completed', 300]]);
  expect(Math.abs((runs[0]?.startedAt ?? 0) - at)).toBeLessThan(5_000);
});

test('the wall jumps an hour in the middle of a run: not one second is lost or won', () => {
  const bench = openBench(guarded);
  const id = bench.ask(1, 10 * MINUTE);
  bench.pass(4 * MINUTE);
  bench.clock.jumpWall(HOUR * 1000);
  bench.pass(MINUTE);
  bench.clock.jumpWall(-2 * HOUR * 1000);
  bench.pass(6 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 600, starts: 1 });
  expect(Math.abs(bench.turned() - 600)).toBeLessThan(2);
});
