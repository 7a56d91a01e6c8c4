import { connect, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MAX_STRANGERS } from '../../src/broker/public/strangers.ts';
import { NetBench } from '../../src/testing/net-bench.ts';
import { credentialOf, secretOf } from '../../src/testing/net-core.ts';
import { connectPacket } from '../../src/testing/http-mqtt.ts';

const LOGIN = 'old-nodes';
const bench = new NetBench();

beforeAll(() => bench.start([credentialOf(LOGIN, 'shared', ['pump-7', 'pump-8']), credentialOf('node-1', 'node')]));
afterAll(() => bench.stop());
afterEach(() => bench.passedOn());

const online = '{"online":true}';
const command = { id: 'command-1', point: 'relay.a', value: false };

/** The return code (MQTT 3.1.1, section 3.2.2.3) for a CONNECT that came from this address. */
async function answerFrom(host: string): Promise<number | undefined> {
  const server = createServer((connection) => bench.broker.take(connection, host));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const client = connect({ port: typeof address === 'object' && address ? address.port : 0 });
  try {
    client.write(connectPacket({ clientId: 'pump-7', username: LOGIN, password: secretOf(LOGIN) }));
    return await new Promise((resolve) => client.once('data', (bytes) => resolve(bytes[3])));
  } finally {
    client.destroy();
    server.close();
  }
}

describe('a login that older nodes share', () => {
  it('lets many in at once, each with an id of its own, and each hears what it is told', async () => {
    const [seven, eight] = [
      await bench.client(LOGIN, undefined, 'ESP-7'),
      await bench.client(LOGIN, undefined, 'ESP-8'),
    ];
    const heard: string[] = [];
    for (const [client, name] of [
      [seven, 'seven'],
      [eight, 'eight'],
    ] as const)
      client.on('message', (topic) => heard.push(`${name} ${topic}`));
    await seven.subscribeAsync('farm/pump-7/commands');
    await eight.subscribeAsync('farm/pump-8/commands');
    for (const device of ['pump-7', 'pump-8']) bench.core.say(`farm/${device}/commands`, command);
    await expect.poll(() => heard.toSorted()).toEqual(['eight farm/pump-8/commands', 'seven farm/pump-7/commands']);
    expect(seven.connected && eight.connected).toBe(true);
  });

  it('takes the place of the one that has the same id, and of no other', async () => {
    const before = await bench.client(LOGIN, undefined, 'ESP-7');
    const other = await bench.client(LOGIN, undefined, 'ESP-8');
    const gone = new Promise<void>((resolve) => before.once('close', () => resolve()));
    await bench.client(LOGIN, undefined, 'ESP-7');
    await gone;
    expect(other.connected).toBe(true);
  });

  it('tells of one whose connection ended that it is gone, and of no other', async () => {
    const [seven, eight] = [
      await bench.client(LOGIN, undefined, 'ESP-7'),
      await bench.client(LOGIN, undefined, 'ESP-8'),
    ];
    await seven.publishAsync('farm/pump-7/status', online, { qos: 1 });
    await eight.publishAsync('farm/pump-8/status', online, { qos: 1 });
    await seven.endAsync(true);
    const farewells = () =>
      bench.core.heard.filter(({ payload }) => JSON.stringify(payload).includes('"online":false'));
    await expect.poll(farewells).toMatchObject([{ credential: LOGIN, device: 'pump-7', word: 'status' }]);
  });

  it.each(['node-1', 'sentinel'])('takes nobody in who is called as another credential: %s', async (clientId) => {
    await expect(bench.client(LOGIN, undefined, clientId)).rejects.toThrow(/not let in/);
  });

  it.each([
    ['192.168.1.77', 0],
    ['10.1.2.3', 0],
    ['172.31.255.1', 0],
    ['fd12:3456:7890:1::/64', 0],
    ['203.0.113.9', 5],
    ['172.32.0.1', 5],
    ['2001:db8:0:1::/64', 5],
    ['unknown', 5],
  ])('from %s it is answered %i', async (host, answer) => {
    expect(await answerFrom(host)).toBe(answer);
  });

  it('ends for all of them when it is taken back', async () => {
    const clients = [await bench.client(LOGIN, undefined, 'ESP-7'), await bench.client(LOGIN, undefined, 'ESP-8')];
    const gone = clients.map((client) => new Promise<void>((resolve) => client.once('close', () => resolve())));
    bench.admit([credentialOf('node-1', 'node')]);
    await Promise.all(gone);
  });

  it('is not remembered for more devices than a login may have', async () => {
    const rate = { perSecond: 10_000, burst: 10_000 };
    const wide = new NetBench({ rates: { messages: rate, bytes: { perSecond: 1e6, burst: 1e6 } } });
    await wide.start([credentialOf(LOGIN, 'shared')]);
    const client = await wide.client(LOGIN, undefined, 'ESP-9');
    const names = Array.from({ length: 2 * MAX_STRANGERS }, (_, at) => `pump-${at}`);
    for (const name of names) await client.publishAsync(`farm/${name}/status`, online, { qos: 1 });
    await client.endAsync(true);
    const farewells = () => wide.core.heard.filter(({ payload }) => JSON.stringify(payload).includes('ended'));
    await expect.poll(() => farewells().map(({ device }) => device)).toContain(names.at(-1));
    expect(farewells().length).toBeLessThanOrEqual(MAX_STRANGERS);
    await wide.stop();
  });
});
