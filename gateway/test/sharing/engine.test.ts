import { describe, expect, test } from 'vitest';
import { dueNext } from '../../src/domain/sharing/decide.ts';
import { placesIn } from '../../src/domain/sharing/estimate.ts';
import { comeToRest, doDeed, type Deed } from '../../src/testing/sharing-deeds.ts';
import { SharingWorld, type WorldSpec } from '../../src/testing/sharing-world.ts';

const MINUTE = 60_000;

function worldOf(spec: Partial<WorldSpec> = {}): SharingWorld {
  return new SharingWorld({ pumps: 1, maxRunning: 1, delays: [200], ...spec });
}

/** A request that is granted. */
function ask(world: SharingWorld, user: string, seconds: number, pump = 'pump-1'): string {
  const id = world.request(user, pump, seconds);
  if (id === undefined) throw new Error(`${user} was refused`);
  return id;
}

function setPower(world: SharingWorld, isOn: boolean): void {
  doDeed(world, { do: 'power', isOn });
}

describe('a run', () => {
  test('of 10 minutes that is stopped at 6 is charged 6', () => {
    const world = worldOf();
    const id = ask(world, 'bo', 600);
    world.pass(200 + 6 * MINUTE + 200);
    world.happen({ kind: 'stop', run: id, by: 'bo', how: 'stopped-by-user' });
    world.pass(5_000);
    expect(world.run(id)).toMatchObject({ state: 'ended', reason: 'stopped-by-user', usedS: 360 });
    expect(world.running).toEqual([]);
  });

  test('pumps what was asked over a power cut in its middle, and is charged that', () => {
    const world = worldOf();
    const id = ask(world, 'bo', 30 * 60);
    world.pass(12 * MINUTE);
    setPower(world, false);
    world.pass(47 * MINUTE);
    setPower(world, true);
    world.pass(40 * MINUTE);
    expect(world.run(id)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 1_800 });
    expect(Math.abs(world.node('pump-1').turnedMs(1) - 1_800_000)).toBeLessThan(2_000);
  });

  test('goes on over a crash of the gateway without a command, where its lease lasts', () => {
    const world = worldOf();
    const id = ask(world, 'bo', 600);
    world.pass(100_000);
    world.crash(30_000);
    world.pass(2_000);
    expect(world.run(id)).toMatchObject({ state: 'running', starts: 1 });
    world.pass(10 * MINUTE);
    expect(Math.abs(world.node('pump-1').turnedMs(1) - 600_000)).toBeLessThan(2_000);
  });

  test('whose gateway stays away is ended by its lease, and resumed once it is back', () => {
    const world = worldOf();
    const id = ask(world, 'bo', 600);
    world.pass(100_000);
    world.crash(20 * MINUTE);
    expect(world.running).toEqual([]);
    world.pass(15 * MINUTE);
    expect(world.run(id)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 600, starts: 2 });
  });

  test('that nothing confirms is given back, and the next waits until the pump is surely off', () => {
    const world = worldOf({ pumps: 2 });
    world.node('pump-1').isLinked = false;
    const first = ask(world, 'bo', 600);
    const second = ask(world, 'cy', 600, 'pump-2');
    world.pass(15_000);
    expect(world.run(first)).toMatchObject({ state: 'stopping', reason: 'not-confirmed', usedS: 0 });
    expect(world.run(second).state).toBe('waiting');
    world.pass(110_000);
    expect([world.run(first).state, world.run(second).state]).toEqual(['ended', 'running']);
  });

  test('whose node dies is charged what the node was seen to pump', () => {
    const world = worldOf({ pumps: 2 });
    const id = ask(world, 'bo', 600);
    world.pass(63_000);
    world.node('pump-1').setPower(false, world.now.mono);
    const next = ask(world, 'cy', 60, 'pump-2');
    world.pass(4 * MINUTE);
    expect(world.run(id)).toMatchObject({ state: 'ended', reason: 'node-lost' });
    expect(world.run(id).usedS).toBeGreaterThanOrEqual(55);
    expect(world.run(id).usedS).toBeLessThanOrEqual(63);
    expect(world.run(next)).toMatchObject({ state: 'ended', reason: 'completed' });
  });

  test('of a user who is suspended ends, and the money stays', () => {
    const world = worldOf();
    const id = ask(world, 'bo', 600);
    world.pass(60_400);
    world.happen({ kind: 'suspend', user: 'bo', by: 'ana' });
    world.pass(1_000);
    expect(world.run(id)).toMatchObject({ state: 'ended', reason: 'suspended', usedS: 60 });
    expect(world.wallets.get('bo')).toEqual({ balance: 999_940, reserved: 0 });
  });

  test('is never longer than one lease past the death of everything', () => {
    const world = worldOf();
    ask(world, 'bo', 70);
    world.pass(65_000);
    world.crash(MINUTE);
    expect(world.node('pump-1').turnedMs(1)).toBeLessThanOrEqual(72_500);
  });
});

describe('the queue', () => {
  test('50 people press start in the same second: one runs, 49 wait in order, as long as they were told', () => {
    const world = worldOf();
    const ids = Array.from({ length: 50 }, (_, index) => ask(world, `user-${index}`, 120 + index));
    const places = placesIn(world.state, 'all', world.now);
    expect(places.map(({ run, position }) => [run.id, position])).toEqual(
      ids.slice(1).map((id, index) => [id, index + 1]),
    );
    const from = world.now.mono;
    world.pass(20 * 3_600_000);
    for (const { run, startsMono = 0 } of places) {
      const waited = (world.past.get(run.id)?.firstStartMono ?? Infinity) - from;
      expect(Math.abs(waited - (startsMono - from))).toBeLessThan(0.1 * waited);
    }
  });

  test('refuses a second run of a user in the group, and allows it when the first is over', () => {
    const world = worldOf({ pumps: 2 });
    const id = ask(world, 'bo', 60);
    expect(world.request('bo', 'pump-2', 60)).toBeUndefined();
    world.happen({ kind: 'stop', run: id, by: 'bo', how: 'stopped-by-user' });
    expect(world.request('bo', 'pump-2', 60)).toBeDefined();
  });

  test('is not blocked by a pump that is held for its own reason, which keeps its place', () => {
    const world = worldOf({ pumps: 2 });
    const dry = ask(world, 'bo', 600);
    const next = ask(world, 'cy', 600, 'pump-2');
    const last = ask(world, 'di', 600, 'pump-2');
    world.pass(30_000);
    world.happen({ kind: 'trip', pump: 'pump-1', name: 'dry-run', retryAtMs: world.now.mono + 15 * MINUTE });
    world.pass(MINUTE);
    expect([dry, next].map((id) => world.run(id).state)).toEqual(['hold', 'waiting']);
    world.pass(2 * MINUTE);
    expect([dry, next].map((id) => world.run(id).state)).toEqual(['hold', 'running']);
    world.pass(14 * MINUTE);
    expect([dry, next, last].map((id) => world.run(id).state)).toEqual(['running', 'ended', 'waiting']);
    comeToRest(world);
    expect(world.run(dry)).toMatchObject({ reason: 'completed', usedS: 600 });
  });

  test('stops for good where a protection locks the pump out, and says so to who asks next', () => {
    const world = worldOf();
    const id = ask(world, 'bo', 600);
    world.pass(30_000);
    world.happen({ kind: 'trip', pump: 'pump-1', name: 'dry-run', lockOut: true });
    world.pass(1_000);
    expect(world.run(id)).toMatchObject({ state: 'ended', reason: 'protection:dry-run' });
    expect(world.request('cy', 'pump-1', 60)).toBeUndefined();
    world.happen({ kind: 'reset', pump: 'pump-1', by: 'ana' });
    expect(world.request('cy', 'pump-1', 60)).toBeDefined();
  });

  test('keeps its order through a crash', () => {
    const world = worldOf();
    const ids = ['a', 'b', 'c', 'd', 'e'].map((user) => ask(world, user, 60));
    world.happen({ kind: 'move', run: ids[4] ?? '', before: ids[2] ?? '', by: 'ana', why: 'her rice dries' });
    world.crash();
    expect(placesIn(world.state, 'all', world.now).map(({ run }) => run.user)).toEqual(['a', 'b', 'e', 'c', 'd']);
  });

  test('two who want to change places do, and nobody else', () => {
    const world = worldOf();
    const [, b = '', c = '', d = ''] = ['a', 'b', 'c', 'd'].map((user) => ask(world, user, 60));
    world.happen({ kind: 'swap', run: b, with: d, by: 'b' });
    world.happen({ kind: 'swap', run: c, with: b, by: 'c' });
    expect(placesIn(world.state, 'all', world.now).map(({ run }) => run.user)).toEqual(['b', 'c', 'd']);
    world.happen({ kind: 'swap', run: d, with: b, by: 'd' });
    expect(placesIn(world.state, 'all', world.now).map(({ run }) => run.user)).toEqual(['d', 'c', 'b']);
  });

  test('many moves into the same gap keep the order', () => {
    const world = worldOf();
    const ids = Array.from({ length: 6 }, (_, index) => ask(world, `user-${index}`, 60));
    for (let i = 0; i < 200; i++)
      world.happen({
        kind: 'move',
        run: ids[2 + (i % 4)] ?? '',
        before: ids[1 + ((i + 1) % 4)] ?? '',
        by: 'ana',
        why: 'test',
      });
    expect(placesIn(world.state, 'all', world.now).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('everything off', () => {
  test('ends what runs, keeps who waits, and starts nothing within 10 s of the release', () => {
    const world = worldOf();
    const [first = '', second = ''] = ['a', 'b'].map((user) => ask(world, user, 600));
    world.pass(90_000);
    world.happen({ kind: 'latch', isLatched: true, by: 'bo' });
    world.pass(10 * MINUTE);
    expect(world.run(first)).toMatchObject({ state: 'ended', reason: 'stop-all' });
    expect(world.run(second).state).toBe('waiting');
    world.happen({ kind: 'latch', isLatched: false, by: 'ana' });
    world.pass(9_900);
    expect(world.run(second).state).toBe('waiting');
    world.pass(1_000);
    expect(world.run(second).state).toBe('running');
  });
});

describe('found by chance', () => {
  const stories: [string, Partial<WorldSpec>, Deed[]][] = [
    [
      'two that change places while their pump is held are both found again',
      {},
      [
        { do: 'trip', pump: 0, retryMs: 1, lockOut: false },
        { do: 'request', user: 0, pump: 0, seconds: 60 },
        { do: 'request', user: 1, pump: 0, seconds: 60 },
        { do: 'swap', pick: 9, other: 0 },
      ],
    ],
    [
      'a run in a power cut that a trip ends is charged what its node was seen to pump',
      {},
      [
        { do: 'request', user: 0, pump: 0, seconds: 60 },
        { do: 'pass', ms: 40 },
        { do: 'power', isOn: false },
        { do: 'pass', ms: 79_960 },
        { do: 'trip', pump: 0, retryMs: 0, lockOut: true },
      ],
    ],
  ];
  test.each(stories)('%s', (_, spec, deeds) => {
    const world = worldOf({ delays: [20], ...spec });
    for (const deed of deeds) doDeed(world, deed);
    comeToRest(world);
  });
});

test('nothing to do is nothing to wait for', () => {
  const world = worldOf();
  expect(dueNext(world.state, world.now)).toBe(Infinity);
});

test('a counter that jitters counts nothing twice', () => {
  const world = worldOf();
  const id = ask(world, 'bo', 600);
  world.pass(100_000);
  const { number } = world.run(id);
  for (const onSeconds of [100, 99, 101])
    world.happen({ kind: 'report', pump: 'pump-1', on: true, count: { number, onSeconds } });
  expect(world.run(id)).toMatchObject({ uncountedS: 0, countedS: 101 });
});

test('an offer to change places is over once an admin has moved one of the two', () => {
  const world = worldOf();
  ask(world, 'bo', 600);
  const [second, third, fourth] = [ask(world, 'cy', 600), ask(world, 'di', 600), ask(world, 'ed', 600)];
  world.happen({ kind: 'swap', run: second, with: third, by: 'cy' });
  world.happen({ kind: 'move', run: third, by: 'ana', why: 'his field is far' });
  expect(world.run(second).swapWith).toBeUndefined();
  world.happen({ kind: 'swap', run: third, with: second, by: 'di' });
  expect(world.run(third).swapWith).toBe(second);
  expect(placesIn(world.state, 'all', world.now).map(({ run }) => run.id)).toEqual([second, fourth, third]);
});
