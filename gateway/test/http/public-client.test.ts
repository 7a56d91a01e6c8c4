import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  MAX_SAYINGS,
  netTopicOf,
  NetCredentials,
  NET_CREDENTIALS_TOPIC,
  NET_SAYINGS_TOPIC,
  PUBLIC_CLIENT,
} from '../../src/contract/index.ts';
import { TestBridge } from '../../src/testing/http-bridge.ts';
import { OUTLET, startFarm, type HttpFarm } from '../../src/testing/http-farm.ts';
import {
  connectPacket,
  pingPacket,
  publishPacket,
  sayCore,
  subscribePacket,
  subscriptionRefused,
} from '../../src/testing/http-mqtt.ts';

let farm: HttpFarm;
let broker: TestBridge;
beforeAll(async () => {
  farm = await startFarm();
});
afterAll(() => farm.stop());
beforeEach(async () => {
  broker = await TestBridge.connect(farm.bench.app, PUBLIC_CLIENT);
});
afterEach(() => broker.cut());

const call = (method: string, path: string, body?: unknown) =>
  farm.bench.call(method, `/api/v1/${path}`, { token: farm.tokenOf('admin'), ...(body === undefined ? {} : { body }) });
const make = (id: string, kind = 'node') => call('POST', 'nodes', { name: id, kind, id });
const say = (credential: string, device: string, word: 'hello' | 'status' | 'readings', message: unknown) =>
  broker.client.publishAsync(netTopicOf(credential, device, word), JSON.stringify(message), { qos: 2 });
const sayNode = async (id: string) => {
  await say(id, id, 'hello', { contract: 1, type: 'pump-node', session: 'session-1' });
  await say(id, id, 'status', { online: true });
};
/** Messages of one topic, one after the other. */
async function listen(topic: string): Promise<() => Promise<unknown>> {
  const waiting: ((message: unknown) => void)[] = [];
  const come: unknown[] = [];
  broker.client.on('message', (name, payload) => {
    if (name !== topic) return;
    const message: unknown = JSON.parse(payload.toString());
    const next = waiting.shift();
    if (next) next(message);
    else come.push(message);
  });
  await broker.client.subscribeAsync(topic);
  return async () => (come.length > 0 ? come.shift() : new Promise((resolve) => waiting.push(resolve)));
}

describe('the public broker at the core broker', () => {
  it('brings a node to its site, and takes its commands to it', async () => {
    await make('well-1');
    await sayNode('well-1');
    expect((await call('GET', 'devices/well-1')).member('availability')).toBe('online');
    const next = await listen('farm/well-1/commands');
    await call('POST', 'commands', { id: 'command-on-1', device: 'well-1', point: 'relay', value: true });
    expect(await next()).toMatchObject({ id: 'command-on-1', value: true });
  });

  it('hears who may sign in when it comes, and at once when one is revoked', async () => {
    await make('well-2');
    farm.bench.clock.advance(100);
    const next = await listen(NET_CREDENTIALS_TOPIC);
    const idsIn = (message: unknown) => NetCredentials.parse(message).credentials.map(({ id }) => id);
    expect(idsIn(await next())).toContain('well-2');
    await call('DELETE', 'devices/well-2/credential');
    expect(idsIn(await next())).not.toContain('well-2');
  });

  it('says much at once, of which each is judged for itself', async () => {
    await make('well-6');
    await make('well-7');
    const all = [
      ['well-6', 'well-6', 'hello', { contract: 1, type: 'pump-node', session: 'session-1' }],
      ['well-6', 'well-6', 'status', { online: true }],
      ['well-6', 'well-7', 'status', { online: true }],
      ['nobody', 'well-7', 'status', { online: true }],
      ['well-7', 'well-7', 'nonsense', { online: true }],
      ['well-7', 'well-7', 'status', 'nonsense'],
    ];
    await broker.client.publishAsync(NET_SAYINGS_TOPIC, JSON.stringify(all), { qos: 1 });
    expect((await call('GET', 'devices/well-6')).member('availability')).toBe('online');
    expect((await call('GET', 'devices/well-7')).member('availability')).not.toBe('online');
  });

  it('leaves every node lost when it goes, and no bridge of this machine', async () => {
    await make('well-3');
    await sayNode('well-3');
    await broker.cut();
    const gone = await vi.waitUntil(async () => {
      const device = await call('GET', 'devices/well-3');
      return device.member('availability') === 'offline' && device;
    });
    expect(gone.member('unavailableReason')).toBe('The broker for nodes on the network is not there');
    expect((await call('GET', `devices/${OUTLET}`)).member('availability')).not.toBe('offline');
  });

  it('that another one takes the place of has left its nodes too', async () => {
    await make('well-5');
    await sayNode('well-5');
    const next = await TestBridge.connect(farm.bench.app, PUBLIC_CLIENT);
    expect((await call('GET', 'devices/well-5')).member('availability')).toBe('offline');
    await next.cut();
  });

  const secret = () => readFileSync(farm.bench.app.bridgeSecretFile(PUBLIC_CLIENT), 'utf8').trim();
  const connect = () => connectPacket({ clientId: PUBLIC_CLIENT, username: PUBLIC_CLIENT, password: secret() });
  const json = Buffer.from('{}');
  const sayings = (...all: readonly unknown[]) => Buffer.from(JSON.stringify(all));
  const online = ['well-1', 'well-1', 'status', { online: true }];

  it.each([
    ['for itself', publishPacket('farm/public/hello', json)],
    ['for a device, past its credential', publishPacket(`farm/${OUTLET}/status`, json)],
    ['commands', publishPacket(`farm/${OUTLET}/commands`, json)],
    ['who may sign in', publishPacket(NET_CREDENTIALS_TOPIC, json)],
    ['what would stay', publishPacket('net/well-1/well-1/status', json, { retain: true })],
    ['too much', publishPacket('net/well-1/well-1/status', Buffer.alloc(17_000, 32))],
    ['nonsense', publishPacket('net/well-1/WELL-1/status', json)],
    [
      'much that would stay',
      publishPacket(NET_SAYINGS_TOPIC, sayings(['well-1', 'well-1', 'status', {}]), { retain: true }),
    ],
    ['too much at once', publishPacket(NET_SAYINGS_TOPIC, sayings(['well-1', 'well-1', 'status', ' '.repeat(17_000)]))],
    ['nothing at once', publishPacket(NET_SAYINGS_TOPIC, sayings())],
    ['no list', publishPacket(NET_SAYINGS_TOPIC, json)],
    ['no JSON', publishPacket(NET_SAYINGS_TOPIC, Buffer.from('[['))],
    ['too often at once', publishPacket(NET_SAYINGS_TOPIC, sayings(...Array(MAX_SAYINGS + 1).fill(online)))],
    ['nonsense among others', publishPacket(NET_SAYINGS_TOPIC, sayings(online, ['well-1', 'WELL-1', 'status', {}]))],
    ['in a name that is a path', publishPacket(NET_SAYINGS_TOPIC, sayings(['well-1/well-1', '', 'status', {}]))],
    ['in a name that is a list', publishPacket(NET_SAYINGS_TOPIC, sayings([['well-1'], 'well-1', 'status', {}]))],
    ['with something left out', publishPacket(NET_SAYINGS_TOPIC, sayings(['well-1', 'well-1', 'status']))],
  ])('may not speak %s', async (_what, publish) => {
    const { end } = await sayCore(farm.bench.app.coreSocket, Buffer.concat([connect(), publish, pingPacket]));
    expect(end).toBe('ended');
  });

  it.each(['#', '+', 'net/#', 'farm/#', 'farm/+/+', `farm/${OUTLET}/readings`, '$SYS/#', 'net/well-1/well-1/status'])(
    'may not hear %s',
    async (filter) => {
      const said = Buffer.concat([connect(), subscribePacket(filter), pingPacket]);
      const { bytes } = await sayCore(farm.bench.app.coreSocket, said);
      expect(bytes.includes(subscriptionRefused)).toBe(true);
    },
  );

  it.each(['commands', 'roster', 'asks'])('may hear the %s of any device', async (word) => {
    await expect(broker.client.subscribeAsync(`farm/well-9/${word}`)).resolves.toMatchObject([{ qos: 0 }]);
    await expect(broker.client.subscribeAsync(`farm/+/${word}`)).resolves.toMatchObject([{ qos: 0 }]);
  });
});

describe('a bridge of this machine', () => {
  it.each([NET_CREDENTIALS_TOPIC, 'net/well-4/well-4/status', 'farm/well-4/hello'])('may not say %s', async (topic) => {
    await make('well-4');
    const secret = readFileSync(farm.bench.app.bridgeSecretFile('bridge-9'), 'utf8').trim();
    const connect = connectPacket({ clientId: 'bridge-9', username: 'bridge-9', password: secret });
    const said = Buffer.concat([connect, publishPacket(topic, Buffer.from('{}')), pingPacket]);
    expect((await sayCore(farm.bench.app.coreSocket, said)).end).toBe('ended');
  });
});
