import { expect, test } from 'vitest';
import { otherSite, sharingSite } from '../../src/testing/sharing-bench.ts';
import { MINUTE, openBench } from './stage.ts';

test('early stop: 10 minutes asked, stopped at 6: used 6, back 4', () => {
  const bench = openBench();
  const id = bench.ask(1, 600);
  bench.pass(1);
  expect(bench.run(id).state).toBe('running');
  expect(bench.balance(1)).toEqual([0, 600]);
  bench.pass(6 * MINUTE - 0.4);
  bench.sharing.end(bench.actor(bench.users[1], 'user'), id);
  expect(bench.balance(1)).toEqual([-360, 0]);
  bench.pass(3);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'stopped-by-user', usedS: 360 });
  expect(bench.turned()).toBeGreaterThanOrEqual(360);
  expect(bench.turned()).toBeLessThan(362);
  expect(bench.sharing.trail(sharingSite, id).map(({ what }) => what)).toEqual([
    'requested',
    'starting',
    'running',
    'stopping',
    'ended',
  ]);
});

test('power cut in the middle of a turn: 30 minutes asked, cut at 12:00 for 47: 30:00 pumped, 30 charged', () => {
  const bench = openBench();
  const id = bench.ask(1, 30 * MINUTE);
  bench.pass(12 * MINUTE);
  bench.setPower(false);
  bench.pass(47 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'hold', hold: { cause: 'grid' } });
  bench.setPower(true);
  bench.pass(25 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 1_800 });
  expect(Math.abs(bench.turned() - 1_800)).toBeLessThan(2);
  expect(bench.balance(1)).toEqual([-1_800, 0]);
});

test('the gateway dies and the grid stays: nobody notices', () => {
  const bench = openBench();
  const id = bench.ask(1, 10 * MINUTE);
  bench.pass(2 * MINUTE);
  bench.die();
  bench.pass(20);
  bench.revive();
  bench.pass(10);
  expect(bench.run(id)).toMatchObject({ state: 'running', starts: 1 });
  bench.pass(9 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 600 });
  expect(Math.abs(bench.turned() - 600)).toBeLessThan(2);
});

test('the gateway dies for long: the lease ends the run, which goes on once there is a gateway again', () => {
  const bench = openBench();
  const id = bench.ask(1, 10 * MINUTE);
  bench.pass(2 * MINUTE);
  bench.die();
  bench.pass(5 * MINUTE);
  expect(bench.turning).toEqual([]);
  bench.revive({ reboot: true });
  bench.pass(15 * MINUTE);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 600, starts: 2 });
  expect(Math.abs(bench.turned() - 600)).toBeLessThan(2);
});

test('ON arrives and its answer is lost: all is given back, and the next waits until the pump is surely off', () => {
  const bench = openBench({ pumps: 2 });
  bench.muted.add('pump-1');
  const first = bench.ask(1, 10 * MINUTE);
  const second = bench.ask(2, 10 * MINUTE, 'pump-2');
  bench.pass(1);
  expect(bench.turning).toEqual(['pump-1']);
  bench.cut('pump-1', true);
  bench.pass(20);
  expect(bench.run(first)).toMatchObject({ state: 'stopping', reason: 'not-confirmed', usedS: 0 });
  expect(bench.balance(1)).toEqual([0, 0]);
  for (let s = 0; s < 150; s++) {
    bench.pass(1);
    expect(bench.turning.length).toBeLessThanOrEqual(1);
  }
  expect(bench.run(first).state).toBe('ended');
  expect(bench.run(second).state).toBe('running');
  expect(bench.alerts.map(({ rule }) => rule)).toContain('pump-not-confirmed');
});

test('a node dies in the middle of a run: it is charged what was seen, and the next pump goes on', () => {
  const bench = openBench({ pumps: 2 });
  const id = bench.ask(1, 10 * MINUTE);
  const next = bench.ask(2, 2 * MINUTE, 'pump-2');
  bench.pass(3 * MINUTE);
  bench.fault('pump-1:dead');
  bench.pass(6 * MINUTE);
  const { usedS = 0, reason } = bench.run(id);
  expect(reason).toBe('node-lost');
  expect(usedS).toBeGreaterThan(170);
  expect(usedS).toBeLessThanOrEqual(180);
  expect(bench.run(next)).toMatchObject({ state: 'ended', reason: 'completed' });
  expect(bench.alerts.map(({ rule }) => rule)).toContain('pump-node-lost');
});

test('STOP to a deaf node is owed, and done when it is heard', () => {
  const bench = openBench();
  const id = bench.ask(1, 10 * MINUTE);
  bench.pass(2 * MINUTE);
  bench.cut('pump-1', true);
  bench.sharing.end(bench.actor(bench.users[1], 'user'), id);
  expect(bench.balance(1)[1]).toBe(0);
  bench.pass(10);
  expect(bench.turning).toEqual(['pump-1']);
  bench.cut('pump-1', false);
  bench.pass(3);
  expect(bench.turning).toEqual([]);
  expect(bench.run(id).state).toBe('ended');
});

test('50 people press start in the same second: one runs, 49 wait in their order', () => {
  const bench = openBench({ users: 50 });
  const ids = bench.users.map((_, index) => bench.ask(index, 60));
  const queue = bench.sharing.queue(sharingSite, 'all');
  expect(queue.map(({ run, position }) => [run.id, position])).toEqual(
    ids.slice(1).map((id, index) => [id, index + 1]),
  );
  bench.pass(5 * MINUTE);
  expect(bench.turning.length).toBeLessThanOrEqual(1);
  bench.die();
  bench.revive();
  const order = bench.sharing.queue(sharingSite, 'all').map(({ run }) => run.id);
  expect(order).toEqual(ids.slice(ids.length - order.length));
});

test('a shared pump is switched on by runs alone, and off by anybody', () => {
  const bench = openBench();
  const on = { device: 'pump-1', point: 'relay', value: true };
  expect(bench.field.commander.accept(bench.actor(), on)).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
  const id = bench.ask(1, 10 * MINUTE);
  bench.pass(60);
  bench.field.commander.accept(bench.actor(), { ...on, value: false });
  bench.pass(3);
  expect(bench.turning).toEqual([]);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'stopped-by-admin' });
  bench.pass(5 * MINUTE);
  expect(bench.turning).toEqual([]);
});

test('everything off ends the run, keeps the queue, and nothing starts before the release', () => {
  const bench = openBench();
  const [first, second] = [bench.ask(1, 600), bench.ask(2, 600)];
  bench.pass(60);
  bench.field.stopAll(bench.actor(), 'site');
  bench.pass(3 * MINUTE);
  expect(bench.turning).toEqual([]);
  expect(bench.run(first)).toMatchObject({ state: 'ended', reason: 'stop-all' });
  expect(bench.run(second).state).toBe('waiting');
  bench.field.release(bench.actor(), 'looked at it');
  bench.pass(9);
  expect(bench.run(second).state).toBe('waiting');
  bench.pass(4);
  expect(bench.run(second).state).toBe('running');
});

test('suspended in the middle of a run: it ends, and the rest stays in the wallet', () => {
  const bench = openBench();
  const id = bench.ask(1, 600);
  bench.pass(61);
  bench.sharing.tell(sharingSite, { kind: 'suspend', user: bench.users[1] ?? '', by: 'ana' });
  bench.pass(3);
  expect(bench.turning).toEqual([]);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'suspended' });
  expect(bench.balance(1)[1]).toBe(0);
});

test('another site has no part in it', () => {
  const bench = openBench();
  const id = bench.ask(1, 600);
  const stranger = { ...bench.actor(), site: otherSite };
  expect(bench.sharing.end(stranger, id)).toMatchObject({ ok: false, why: { code: 'run.unknown' } });
  expect(bench.sharing.request(stranger, { pump: 'pump-1', seconds: 60 })).toMatchObject({
    ok: false,
    why: { code: 'pump.unknown' },
  });
  expect(bench.sharing.find(otherSite, id)).toBeUndefined();
});

test('with a full disk a start is refused in words, and OFF still works', () => {
  const bench = openBench();
  const id = bench.ask(1, 600);
  bench.pass(60);
  const pages = Number(bench.db.pragma('page_count'));
  bench.db.pragma(`max_page_count = ${pages}`);
  const fill = () => {
    for (let i = 0; i < 300; i++)
      bench.wallets.recharge(bench.actor(), { user: bench.users[2] ?? '', seconds: 1, reason: 'x' });
  };
  expect(fill).toThrow(expect.objectContaining({ code: 'unwritable' }));
  expect(() => bench.ask(2, 60)).toThrow(expect.objectContaining({ code: 'unwritable' }));
  bench.sharing.end(bench.actor(bench.users[1], 'user'), id);
  bench.pass(3);
  expect(bench.turning).toEqual([]);
  bench.db.pragma('max_page_count = 1000000');
  bench.pass(10);
  expect(bench.run(id)).toMatchObject({ state: 'ended', reason: 'stopped-by-user' });
  expect(bench.balance(1)).toEqual([-(bench.run(id).usedS ?? 0), 0]);
});
