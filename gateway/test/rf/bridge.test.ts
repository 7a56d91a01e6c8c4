import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '@farmgate/gateway/clock';
import { parseFault } from '@farmgate/virtual-farm';
import { BridgeBench } from './bridge-bench.ts';

let bench: BridgeBench;

async function startBench(kind: 'unix' | 'pty'): Promise<BridgeBench> {
  bench = new BridgeBench(kind);
  await bench.start();
  return bench;
}

afterEach(() => bench.stop());

const inTime = () => ({ boot: systemClock.boot, monoMs: systemClock.monoMs() + 30_000 });
const valuesOf = (payload: Record<string, unknown>) => (payload['values'] ?? {}) as Record<string, unknown>;

describe.each(['unix', 'pty'] as const)('over %s', (kind) => {
  test('a command reaches the outlet, is delivered, and its current is read back', async () => {
    const { broker, farm } = await startBench(kind);
    await broker.until('farm/outlet-fe/status', ({ online }) => online === true);
    const id = bench.command('outlet-fe', { point: 'relay.a', value: true, deadline: inTime() });
    await bench.receipt('outlet-fe', id, 'sent');
    await bench.receipt('outlet-fe', id, 'delivered');
    expect(farm.received(0xfe)).toContain('AA FE 02 02 00 01 FF BB');
    await broker.until('farm/outlet-fe/readings', (said) => Number(valuesOf(said)['current.a']) > 4_000);
  });

  test('a lost port is shown within 2 s; commands wait, and what has expired is never sent; OFF goes first', async () => {
    const { broker, farm } = await startBench(kind);
    await broker.until('farm/outlet-fe/status', ({ online }) => online === true);
    const since = broker.said.length;
    const lostAt = systemClock.monoMs();
    await bench.unplug();
    const [shown, node] = await Promise.all([
      broker.until('farm/bridge-1/readings', (said) => valuesOf(said)['port.open'] === false, since),
      broker.until('farm/outlet-fe/status', ({ online }) => online === false, since),
    ]);
    expect(shown.at - lostAt).toBeLessThan(2_000);
    expect(node.payload).toEqual({ online: false, reason: "The radio's port is gone" });

    const late = bench.command('outlet-fe', { point: 'relay.a', value: true, ttlMs: 300 });
    const on = bench.command('outlet-fe', { point: 'relay.b', value: true, deadline: inTime() });
    const owed = bench.command('outlet-10', { point: 'relay.a', value: false });
    expect((await bench.receipt('outlet-fe', late, 'failed')).payload).toMatchObject({ reason: 'expired' });

    const backAt = systemClock.monoMs();
    await bench.plugIn();
    const open = await broker.until('farm/bridge-1/readings', (s) => valuesOf(s)['port.open'] === true, since);
    expect(open.at - backAt).toBeLessThan(5_000);
    await bench.receipt('outlet-fe', on, 'delivered');
    const firsts = broker.said.filter(({ topic, payload }) => topic.endsWith('/receipts') && isSent(payload));
    expect(firsts.map(({ payload }) => idOf(payload))).toEqual([owed, on]);
    expect(farm.received(0xfe)).not.toContain('AA FE 02 02 00 01 FF BB');
  });
});

describe('a bridge that is to stop', () => {
  test('hands over the OFF that it was given last, also where that was just now', async () => {
    const { broker, farm } = await startBench('unix');
    await broker.until('farm/outlet-fe/status', ({ online }) => online === true);
    const id = bench.command('outlet-fe', { point: 'relay.a', value: false });
    await bench.settleBridge(2_000);
    expect(farm.received(0xfe)).toContain('AA FE 02 03 00 01 FE BB');
    await bench.receipt('outlet-fe', id, 'delivered');
  });

  test('waits for nobody longer than it may, and for nothing without a radio', async () => {
    const { broker, farm } = await startBench('unix');
    await broker.until('farm/outlet-fe/status', ({ online }) => online === true);
    farm.inject(parseFault('fe:dead').fault);
    bench.command('outlet-fe', { point: 'relay.a', value: false });
    const began = performance.now();
    await bench.settleBridge(400);
    expect(performance.now() - began).toBeGreaterThan(390);
    await bench.unplug();
    await broker.until('farm/bridge-1/readings', (said) => valuesOf(said)['port.open'] === false);
    const later = performance.now();
    await bench.settleBridge(5_000);
    expect(performance.now() - later).toBeLessThan(1_000);
  });
});

describe('the bridge', () => {
  test('says who it is and whom it hears, all of it marked as simulated', async () => {
    const { broker } = await startBench('unix');
    const own = await broker.until('farm/bridge-1/hello', () => true);
    expect(own).toMatchObject({ retain: true, payload: { contract: 1, type: 'rf-bridge', demo: true } });
    const node = await broker.until('farm/outlet-fe/hello', () => true);
    expect(node.payload).toEqual({ contract: 1, type: 'smart-outlet-v1', via: 'bridge-1', address: 'FE', demo: true });
  });

  test('finds an outlet that is not on the roster and does not poll it', async () => {
    const { broker } = await startBench('unix');
    bench.setRoster([{ device: 'outlet-fe', address: 'FE' }]);
    await broker.until('farm/outlet-10/hello', () => true);
    const since = broker.said.length;
    await broker.until('farm/outlet-fe/readings', () => true, since);
    expect(broker.said.slice(since).some(({ topic }) => topic === 'farm/outlet-10/readings')).toBe(false);
  });

  test('tells what it cannot do in a sentence', async () => {
    await startBench('unix');
    const pump = bench.command('outlet-fe', { point: 'pump', value: true, deadline: inTime() });
    const word = bench.command('outlet-fe', { point: 'relay.a', value: 'yes', deadline: inTime() });
    const endless = bench.command('outlet-fe', { point: 'relay.a', value: true });
    for (const id of [pump, word, endless]) {
      const { payload } = await bench.receipt('outlet-fe', id, 'failed');
      expect(payload).toMatchObject({ reason: 'rejected', note: expect.stringMatching(/\w+ \w+/) });
    }
  });

  test('goes by the time left where the deadline is of another boot', async () => {
    await startBench('unix');
    const deadline = { boot: 'elsewhere', monoMs: 0 };
    const good = bench.command('outlet-fe', { point: 'relay.a', value: true, deadline, ttlMs: 5_000 });
    await bench.receipt('outlet-fe', good, 'delivered');
    const late = bench.command('outlet-fe', { point: 'relay.a', value: true, deadline, ttlMs: 0 });
    expect((await bench.receipt('outlet-fe', late, 'failed')).payload).toMatchObject({ reason: 'expired' });
  });

  test('passes over garbage and goes on', async () => {
    const { broker } = await startBench('unix');
    for (const garbage of ['{', '"x"', '[]', '{"id":"x"}', '\u0000'.repeat(100)]) {
      broker.publish('farm/outlet-fe/commands', JSON.stringify(garbage));
      broker.publish('farm/bridge-1/roster', JSON.stringify(garbage));
    }
    const id = bench.command('outlet-fe', { point: 'relay.b', value: true, deadline: inTime() });
    await bench.receipt('outlet-fe', id, 'delivered');
  });

  test('comes back by itself when the broker does, and says again whom it hears', async () => {
    const { broker } = await startBench('unix');
    await broker.until('farm/outlet-fe/status', ({ online }) => online === true);
    await broker.stop();
    const since = broker.said.length;
    await broker.start();
    await Promise.all([
      broker.until('farm/bridge-1/status', ({ online }) => online === true, since),
      broker.until('farm/outlet-fe/hello', () => true, since),
      broker.until('farm/outlet-fe/status', ({ online }) => online === true, since),
    ]);
  });

  test('says that it was stopped', async () => {
    const { broker } = await startBench('unix');
    const since = broker.said.length;
    await bench.stopBridge();
    const { payload } = await broker.until('farm/bridge-1/status', () => true, since);
    expect(payload).toMatchObject({ online: false });
  });

  test('tells a threshold as the outlet acknowledged it', async () => {
    const { broker } = await startBench('unix');
    bench.command('outlet-fe', { point: 'threshold', value: 3_233, deadline: inTime() });
    const { payload } = await broker.until('farm/outlet-fe/readings', (said) => 'threshold' in valuesOf(said));
    expect(payload).toEqual({ values: { threshold: 3_233 } });
  });
});

function isSent(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'state' in payload && payload.state === 'sent';
}

function idOf(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'id' in payload ? payload.id : undefined;
}
