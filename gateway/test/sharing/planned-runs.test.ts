import { afterEach, expect, it } from 'vitest';
import { otherSite, SharingBench, sharingSite } from '../../src/testing/sharing-bench.ts';

const MINUTE = 60;
let bench: SharingBench;
afterEach(() => bench.close());

/** What somebody plans, so many seconds from now. */
function plan(inS: number, { seconds = 600, user = 1, id }: { seconds?: number; user?: number; id?: string } = {}) {
  const at = bench.clock.wallMs() + inS * 1000;
  return bench.side.planned.plan(bench.actor(bench.users[user], 'user'), {
    pump: 'pump-1',
    seconds,
    at,
    ...(id === undefined ? {} : { id }),
  });
}

function planned() {
  return bench.side.planned.list(sharingSite);
}

it('enters the queue when its time comes, behind whoever is there', () => {
  bench = new SharingBench();
  plan(5 * MINUTE, { id: 'planned-run-1' });
  bench.pass(4 * MINUTE);
  const first = bench.ask(2, 10 * MINUTE);
  bench.pass(2 * MINUTE);
  expect(bench.run(first).state).toBe('running');
  expect(bench.run('planned-run-1').state).toBe('waiting');
  expect(planned()).toMatchObject([{ id: 'planned-run-1', state: 'queued' }]);
});

it('is planned once for one id, and by its own planner alone', () => {
  bench = new SharingBench();
  plan(600, { id: 'planned-run-1' });
  expect(plan(900, { id: 'planned-run-1' })).toMatchObject({ ok: true });
  expect(planned()).toHaveLength(1);
  expect(plan(900, { id: 'planned-run-1', user: 2 })).toMatchObject({ ok: false, why: { code: 'run.unknown' } });
});

it('is taken back by its planner or an admin, and by nobody else', () => {
  bench = new SharingBench();
  plan(600, { id: 'planned-run-1' });
  const { planned: plans } = bench.side;
  const stranger = { ...bench.actor(), site: otherSite };
  for (const nobody of [bench.actor(bench.users[2], 'user'), stranger])
    expect(plans.cancel(nobody, 'planned-run-1')).toMatchObject({ ok: false });
  expect(plans.cancel(bench.actor(bench.users[1], 'user'), 'planned-run-1')).toMatchObject({ ok: true });
  expect(plans.cancel(bench.actor(), 'planned-run-1')).toMatchObject({ ok: false, why: { code: 'plan.come' } });
  bench.pass(700);
  expect(bench.sharing.find(sharingSite, 'planned-run-1')).toBeUndefined();
});

it('is missed where the gateway was off for too long, and comes late where it was not', () => {
  bench = new SharingBench();
  plan(5 * MINUTE, { id: 'planned-late-1' });
  bench.die();
  bench.pass(9 * MINUTE);
  bench.revive();
  bench.pass(10);
  expect(planned()).toMatchObject([{ state: 'queued' }]);
  plan(5 * MINUTE, { id: 'planned-gone-1', user: 2 });
  bench.die();
  bench.pass(20 * MINUTE);
  bench.revive();
  bench.pass(10);
  expect(planned().find(({ id }) => id === 'planned-gone-1')).toMatchObject({
    state: 'missed',
    why: 'The gateway was off when its time came.',
  });
});

it('says why it could not enter the queue', () => {
  bench = new SharingBench();
  plan(60, { seconds: 12 * 3_600, id: 'planned-long-1' });
  bench.pass(70);
  expect(planned()).toMatchObject([{ state: 'refused', why: 'This pump runs at most 240 min at one go.' }]);
});

it('is one of ten at most', () => {
  bench = new SharingBench();
  for (let one = 0; one < 10; one++) expect(plan(600 + one)).toMatchObject({ ok: true });
  expect(plan(900)).toMatchObject({ ok: false, why: { code: 'plan.too-many' } });
  expect(plan(900, { user: 2 })).toMatchObject({ ok: true });
});
