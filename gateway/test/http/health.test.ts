import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Health } from '../../src/contract/index.ts';
import { HttpBench, type BenchSession } from '../../src/testing/http-bench.ts';

let bench: HttpBench;
let owner: BenchSession;
beforeEach(async () => {
  bench = new HttpBench();
  await bench.start();
  owner = await bench.claim();
});
afterEach(async () => {
  await bench.stop();
});

const startsFile = () => join(bench.dataDir, 'starts.json');
const gateway = async () => (await bench.call('GET', '/api/v1/gateway')).member('safeMode');
const leave = () => bench.call('POST', '/api/v1/safe-mode/leave', { token: owner.access });

/** The gateway dies and comes again; before that it writes nothing more about how it went. */
async function crash(times: number): Promise<void> {
  for (let at = 0; at < times; at += 1) {
    const before = readFileSync(startsFile());
    await bench.restart(before);
  }
  owner = await bench.signIn('owner');
}

describe('health', () => {
  it('tells an admin how the gateway is', async () => {
    bench.clock.advance(10_000);
    const { text } = await bench.call('GET', '/api/v1/health', { token: owner.access });
    const health = Health.parse(JSON.parse(text));
    expect(health).toMatchObject({ children: [], databaseOk: true, clockTrust: 'set-by-person' });
    expect(health.memory.rss).toBeGreaterThan(health.memory.heap);
    expect(health.disk?.size).toBeGreaterThan(health.disk?.free ?? Infinity);
    expect(health.safeMode).toBeUndefined();
  });

  it('is counted for Prometheus', async () => {
    const { text } = await bench.call('GET', '/metrics');
    for (const name of ['event_loop_p99_seconds', 'event_loop_max_seconds', 'data_free_bytes', 'safe_mode'])
      expect(text).toMatch(new RegExp(`^farmgate_${name} [0-9.e+]+$`, 'm'));
  });
});

describe('safe mode', () => {
  it('begins after three failed starts, is said to everybody, and ends with the start after somebody left it', async () => {
    expect([await gateway(), (await leave()).code]).toEqual([undefined, 'conflict']);
    await crash(2);
    expect(await gateway()).toBeUndefined();
    await crash(1);
    expect(await gateway()).toMatchObject({ why: expect.stringContaining('3 times') });
    expect((await bench.call('GET', '/metrics')).text).toMatch(/^farmgate_safe_mode 1$/m);
    expect(await leave()).toMatchObject({ status: 200 });
    expect(await gateway()).toBeDefined();
    await bench.restart();
    expect(await gateway()).toBeUndefined();
    owner = await bench.signIn('owner');
    const { text } = await bench.call('GET', '/api/v1/audit', { token: owner.access });
    expect(text).toContain('"action":"safe-mode.leave"');
  });

  it('lets commands and OFF through', async () => {
    await crash(3);
    expect(await bench.call('POST', '/api/v1/all-off', { token: owner.access, body: {} })).toMatchObject({
      status: 202,
    });
  });
});
