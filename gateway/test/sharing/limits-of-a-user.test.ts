import { expect, test } from 'vitest';
import { sharingSite } from '../../src/testing/sharing-bench.ts';
import { HOUR, MINUTE, openBench } from './stage.ts';

test('the quota of a day holds over all groups together', () => {
  const bench = openBench({ pumps: 2, setUp: (device) => (device === 'pump-2' ? { group: 'hill' } : {}) });
  const { desk } = bench.side;
  desk.configure(bench.actor(), { ...desk.settings(sharingSite), quotaS: HOUR });
  const first = bench.ask(1, 40 * MINUTE);
  expect(() => bench.ask(1, 40 * MINUTE, 'pump-2')).toThrow('60 min a day');
  bench.ask(1, 20 * MINUTE, 'pump-2');
  const user = bench.actor(bench.users[1], 'user');
  expect(bench.sharing.extend(user, first, MINUTE)).toMatchObject({ ok: false, why: { code: 'run.quota' } });
});

test('nobody lengthens a run out of the hours in which its pump may be asked for', () => {
  const startsAt = Date.UTC(2026, 10, 21, 9, 50);
  const hours = [{ from: 6 * 60, to: 10 * 60 }];
  const bench = openBench({ startsAt, setUp: () => ({ allowedHours: hours }) });
  const run = bench.ask(1, 20 * MINUTE);
  const user = bench.actor(bench.users[1], 'user');
  expect(bench.sharing.extend(user, run, 5 * MINUTE).ok).toBe(true);
  bench.pass(15 * MINUTE);
  expect(bench.run(run).state).toBe('running');
  expect(bench.sharing.extend(user, run, 5 * MINUTE)).toMatchObject({ ok: false, why: { code: 'run.hours' } });
});
