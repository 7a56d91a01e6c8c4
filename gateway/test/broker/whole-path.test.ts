import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { MqttClient } from 'mqtt';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PublicNotice } from '../../src/public-main.ts';
import { PUBLIC_CLIENT } from '../../src/contract/index.ts';
import { HttpBench } from '../../src/testing/http-bench.ts';

const file = join(import.meta.dirname, '../../src/public-main.ts');
const PATIENCE = { timeout: 10_000, interval: 20 };
/** From being killed to being back, on a machine that has other work as well. */
const BACK = { timeout: 4_000, interval: 20 };

const bench = new HttpBench();
const clients: MqttClient[] = [];
let broker: ChildProcess;
let port = 0;
let token = '';

beforeAll(async () => {
  await bench.start();
  ({ access: token } = await bench.claim());
  await startBroker();
}, 30_000);

afterAll(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true)));
  await endBroker('SIGTERM');
  await bench.stop();
});

async function startBroker(): Promise<void> {
  const { coreSocket } = bench.app;
  const args = ['--core', `unix:${coreSocket}`, '--secret-file', bench.app.bridgeSecretFile(PUBLIC_CLIENT)];
  broker = fork(file, [...args, '--plain', `127.0.0.1:${port}`, '--log-level', 'error'], { execArgv: [] });
  await new Promise<void>((resolve) =>
    broker.on('message', (notice: PublicNotice) => {
      if (!('ready' in notice)) return;
      port = notice.plain ?? 0;
      resolve();
    }),
  );
}

async function endBroker(signal: NodeJS.Signals): Promise<void> {
  const gone = once(broker, 'exit');
  broker.kill(signal);
  await gone;
}

/** The gateway's clock stands still but for what is told of credentials and devices together. */
const tell = () => bench.clock.advance(1_000);

async function makeCredential(id: string, kind: 'node' | 'bridge'): Promise<string> {
  const made = await bench.call('POST', '/api/v1/nodes', { token, body: { name: `Name of ${id}`, kind, id } });
  expect(made.status).toBe(201);
  tell();
  return String(made.member('secret'));
}

/** A device's connection, as soon as it is let in. */
const signIn = (id: string, password: string, patience = PATIENCE) => vi.waitFor(() => knock(id, password), patience);

async function knock(id: string, password: string): Promise<MqttClient> {
  const client = new MqttClient(() => connect({ port, noDelay: true }), {
    clientId: id,
    username: id,
    password,
    protocolVersion: 4,
    reconnectPeriod: 0,
  });
  client.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('close', () => reject(new Error(`${id} was not let in`)));
  });
  clients.push(client);
  return client;
}

const say = (client: MqttClient, device: string, word: string, message: object) =>
  client.publishAsync(`farm/${device}/${word}`, JSON.stringify(message), {
    qos: 1,
    retain: word === 'hello' || word === 'status',
  });

async function hears(client: MqttClient, device: string): Promise<{ id: string; value: unknown }[]> {
  const commands: { id: string; value: unknown }[] = [];
  client.on('message', (_topic, payload) => commands.push(JSON.parse(payload.toString())));
  await vi.waitFor(() => client.subscribeAsync(`farm/${device}/commands`, { qos: 1 }), PATIENCE);
  return commands;
}

interface Device {
  readonly availability: string;
  readonly via?: string;
  readonly points: readonly {
    readonly definition: { readonly id: string };
    readonly reading?: { readonly value: unknown };
  }[];
}

async function deviceOf(id: string): Promise<Device> {
  const answer = await bench.call('GET', `/api/v1/devices/${id}`, { token });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text);
}

async function valueOf(id: string, point: string): Promise<unknown> {
  return (await deviceOf(id)).points.find(({ definition }) => definition.id === point)?.reading?.value;
}

const stateOf = async (command: string) =>
  (await bench.call('GET', `/api/v1/commands/${command}`, { token })).member('state');

const command = (id: string, device: string, point: string, value = false) =>
  bench.call('POST', '/api/v1/commands', { token, body: { id, device, point, value } });

/** A node that is there, with everything a node says when it comes. */
async function comeAsNode(id: string, secret: string, patience = PATIENCE): Promise<MqttClient> {
  const client = await signIn(id, secret, patience);
  await say(client, id, 'hello', { contract: 1, type: 'pump-node', session: 'session-1' });
  await say(client, id, 'status', { online: true });
  return client;
}

describe('a node with a credential', () => {
  it('is adopted by its hello, read, commanded, and answers', { timeout: 30_000 }, async () => {
    const node = await comeAsNode('north-pump', await makeCredential('north-pump', 'node'));
    await vi.waitFor(async () => expect((await deviceOf('north-pump')).availability).toBe('online'), PATIENCE);
    await say(node, 'north-pump', 'readings', { values: { current: 4_800 } });
    await vi.waitFor(async () => expect(await valueOf('north-pump', 'current')).toBe(4_800), PATIENCE);
    const commands = await hears(node, 'north-pump');
    expect((await command('command-node-1', 'north-pump', 'relay')).status).toBeLessThan(300);
    await vi.waitFor(() => expect(commands.map(({ id }) => id)).toContain('command-node-1'), PATIENCE);
    await say(node, 'north-pump', 'receipts', { id: 'command-node-1', state: 'delivered' });
    await vi.waitFor(async () => expect(await stateOf('command-node-1')).toBe('delivered'), PATIENCE);
  });

  it('is cut off at once when its credential is revoked, and not let in again', { timeout: 30_000 }, async () => {
    const secret = await makeCredential('south-pump', 'node');
    const node = await comeAsNode('south-pump', secret);
    await vi.waitFor(async () => expect((await deviceOf('south-pump')).availability).toBe('online'), PATIENCE);
    const gone = new Promise<void>((resolve) => node.once('close', () => resolve()));
    await bench.call('DELETE', '/api/v1/devices/south-pump/credential', { token });
    await gone;
    await expect(knock('south-pump', secret)).rejects.toThrow(/not let in/);
    expect((await deviceOf('south-pump')).availability).toBe('offline');
  });
});

describe('an outlet fresh from its box behind a bridge on the network', () => {
  it('is seen, adopted, read and commanded', { timeout: 30_000 }, async () => {
    const bridge = await signIn('far-bridge', await makeCredential('far-bridge', 'bridge'));
    await say(bridge, 'far-bridge', 'hello', { contract: 1, type: 'rf-bridge', session: 'session-1' });
    await say(bridge, 'far-bridge', 'status', { online: true });
    await say(bridge, 'outlet-2b', 'readings', { values: { 'current.a': 1 } });
    await say(bridge, 'outlet-2b', 'hello', { contract: 1, type: 'smart-outlet-v1', via: 'far-bridge', address: '2B' });
    const adopt = () => bench.call('POST', '/api/v1/seen/outlet-2b/adopt', { token, body: {} });
    const commands = await vi.waitFor(async () => {
      expect((await adopt()).status).toBeLessThan(300);
      // The bridge hears of it before the public broker does.
      return hears(bridge, 'outlet-2b');
    }, PATIENCE);
    expect((await deviceOf('outlet-2b')).via).toBe('far-bridge');
    expect(await valueOf('outlet-2b', 'current.a')).toBeUndefined();
    tell();
    await vi.waitFor(async () => {
      await say(bridge, 'outlet-2b', 'readings', { values: { 'current.a': 450 } });
      expect(await valueOf('outlet-2b', 'current.a')).toBe(450);
    }, PATIENCE);
    expect((await command('command-outlet-1', 'outlet-2b', 'relay.a')).status).toBeLessThan(300);
    await vi.waitFor(() => expect(commands.map(({ id }) => id)).toContain('command-outlet-1'), PATIENCE);
    await say(bridge, 'outlet-2b', 'receipts', { id: 'command-outlet-1', state: 'delivered' });
    await vi.waitFor(async () => expect(await stateOf('command-outlet-1')).toBe('delivered'), PATIENCE);
  });
});

describe('when one side is away', () => {
  it('a gateway that starts again hears all that was said meanwhile', { timeout: 40_000 }, async () => {
    const node = await comeAsNode('west-pump', await makeCredential('west-pump', 'node'));
    const commands = await hears(node, 'west-pump');
    await vi.waitFor(async () => expect((await deviceOf('west-pump')).availability).toBe('online'), PATIENCE);
    expect((await command('command-west-1', 'west-pump', 'relay', true)).status).toBeLessThan(300);
    await vi.waitFor(() => expect(commands).toHaveLength(1), PATIENCE);
    const restarted = bench.restart();
    await say(node, 'west-pump', 'receipts', { id: 'command-west-1', state: 'delivered' });
    for (let current = 1; current <= 50; current += 1)
      await say(node, 'west-pump', 'readings', { values: { current: current * 10 } });
    await restarted;
    token = (await bench.signIn('owner')).access;
    await vi.waitFor(async () => expect(await valueOf('west-pump', 'current')).toBe(500), PATIENCE);
    await vi.waitFor(async () => expect((await deviceOf('west-pump')).availability).toBe('online'), PATIENCE);
    await vi.waitFor(async () => expect(await stateOf('command-west-1')).toBe('delivered'), PATIENCE);
    expect(node.connected).toBe(true);
    await command('command-west-2', 'west-pump', 'relay');
    await vi.waitFor(() => expect(commands.map(({ id }) => id)).toContain('command-west-2'), PATIENCE);
  });

  it('a public broker that was killed serves again within seconds', { timeout: 30_000 }, async () => {
    const secret = await makeCredential('east-pump', 'node');
    await comeAsNode('east-pump', secret);
    await vi.waitFor(async () => expect((await deviceOf('east-pump')).availability).toBe('online'), PATIENCE);
    await endBroker('SIGKILL');
    await vi.waitFor(async () => expect((await deviceOf('east-pump')).availability).toBe('offline'), PATIENCE);
    const killed = performance.now();
    await startBroker();
    const node = await comeAsNode('east-pump', secret, BACK);
    expect(performance.now() - killed).toBeLessThan(BACK.timeout);
    await vi.waitFor(async () => expect((await deviceOf('east-pump')).availability).toBe('online'), PATIENCE);
    await say(node, 'east-pump', 'readings', { values: { current: 7 } });
    await vi.waitFor(async () => expect(await valueOf('east-pump', 'current')).toBe(7), PATIENCE);
  });
});
