import { afterEach, describe, expect, it } from 'vitest';
import { BadDisk, shareOnBadDisk } from '../../src/testing/sharing-bad-disk.ts';
import { SharingBench } from '../../src/testing/sharing-bench.ts';

describe('a disk that fails each nth commit', () => {
  it.each([2, 3, 4, 5, 7, 11])('(n = %i) costs nobody a second and loses no order', (nth) => {
    const { faults, failures } = shareOnBadDisk(nth, nth);
    expect(faults).toEqual([]);
    expect(failures).toBeGreaterThan(2);
  });
});

describe('a disk that takes nothing any more', () => {
  let bench: SharingBench;
  afterEach(() => bench.close());

  it('refuses a request with a clear word, and stops what runs all the same', () => {
    bench = new SharingBench();
    const disk = new BadDisk(bench.db);
    const run = bench.ask(1, 600);
    bench.pass(30);
    expect(bench.turning).toEqual(['pump-1']);
    disk.nth = 1;
    expect(() => bench.ask(2, 600)).toThrow(expect.objectContaining({ code: 'unwritable' }));
    bench.sharing.end(bench.actor(bench.users[1], 'user'), run);
    bench.pass(5);
    expect(bench.turning).toEqual([]);
    disk.nth = 0;
    bench.pass(30);
    expect(bench.run(run)).toMatchObject({ state: 'ended', reason: 'stopped-by-user', usedS: 29 });
    expect(bench.balance(1)).toEqual([-29, 0]);
  });

  it('lets a turn end in its time, and books it once there is room again', () => {
    bench = new SharingBench();
    const disk = new BadDisk(bench.db);
    const run = bench.ask(1, 60);
    bench.pass(30);
    disk.nth = 1;
    bench.pass(60);
    expect(bench.turning).toEqual([]);
    disk.nth = 0;
    bench.pass(30);
    expect(bench.run(run)).toMatchObject({ state: 'ended', reason: 'completed', usedS: 60 });
    expect(bench.balance(1)).toEqual([-60, 0]);
  });
});
