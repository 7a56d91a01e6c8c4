import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPacket, pingPacket, publishPacket, subscribePacket } from '../../src/testing/http-mqtt.ts';
import { NetBench } from '../../src/testing/net-bench.ts';
import { credentialOf, secretOf } from '../../src/testing/net-core.ts';

const HOSTS = 16;
const devices = Array.from({ length: 30 }, (_, at) => `outlet-${at}`);
const bench = new NetBench({ connectMs: 500 });

beforeAll(() =>
  bench.start([
    credentialOf('node-1', 'node'),
    credentialOf('node-2', 'node'),
    credentialOf('bridge-1', 'bridge', devices),
  ]),
);
afterAll(() => bench.stop());

/** A connection from an address of this machine's own network. */
function dial(host = '127.0.0.1'): Socket {
  const socket = connect({ port: bench.port, host: '127.0.0.1', localAddress: host });
  socket.on('error', () => {});
  return socket;
}

const closed = (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.resume();
  });

/** Whoever behaves goes on being served. */
async function serves(): Promise<void> {
  const client = await bench.client('node-2');
  const heard = new Promise<void>((resolve) => client.once('message', () => resolve()));
  await client.subscribeAsync('farm/node-2/commands');
  bench.core.say('farm/node-2/commands', { id: 'command-1', point: 'relay.a', value: false });
  await heard;
  await client.endAsync();
  await bench.passedOn();
}

describe('the public broker', () => {
  it('cuts off who connects and says nothing', async () => {
    await closed(dial());
    await serves();
  });

  it('cuts off who dribbles a CONNECT', async () => {
    const socket = dial();
    const bytes = connectPacket({ clientId: 'node-1', username: 'node-1', password: secretOf('node-1') });
    const dribble = setInterval(() => socket.write(bytes.subarray(0, 1)), 100);
    await closed(socket);
    clearInterval(dribble);
  });

  it('takes so many strangers of one host, and others all the same', async () => {
    const sockets = Array.from({ length: HOSTS }, () => dial('127.0.0.2'));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    await closed(dial('127.0.0.2'));
    await serves();
    for (const socket of sockets) socket.destroy();
  });

  it.each([
    ['a CONNECT that is too long', connectPacket({ clientId: 'node-1', username: 'x'.repeat(5_000), password: 'x' })],
    [
      'much before it is let in',
      Buffer.concat([connectPacket({ clientId: 'a', username: 'a', password: 'a' }), Buffer.alloc(60_000)]),
    ],
    ['the head of a packet of 256 MB', Buffer.from('10ffffff7f', 'hex')],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex')],
  ])('cuts off who says %s', async (_name, bytes) => {
    expect((await bench.sayBytes(bytes)).end).toBe('ended');
    await serves();
  });

  it('outlives a thousand connections that come and go in every way', { timeout: 40_000 }, async () => {
    const good = connectPacket({ clientId: 'node-1', username: 'node-1', password: secretOf('node-1') });
    const subscribe = subscribePacket('farm/node-1/commands');
    const ways = [
      good,
      good.subarray(0, 9),
      Buffer.concat([good, subscribe]),
      Buffer.concat([good, pingPacket, Buffer.from([0])]),
      Buffer.concat([
        good,
        publishPacket('farm/node-1/status', Buffer.from('{"online":true}')),
        Buffer.from([0xe0, 0]),
      ]),
    ];
    for (let round = 0; round < 100; round += 1)
      await Promise.all(
        Array.from({ length: 10 }, (_, at) => {
          const socket = dial(`127.0.1.${at + 1}`);
          const end = closed(socket);
          const way = ways[(round + at) % ways.length] ?? good;
          if (at % 2 === 0) socket.end(way);
          else socket.write(way, () => socket.destroy());
          return end;
        }),
      );
    await serves();
    // What they left is gone with them: in the end nobody is counted but the bench's own client.
    while (bench.broker.counts.clients > 1) await bench.passedOn();
  });

  it('cuts off who does not read, and serves the others meanwhile', { timeout: 40_000 }, async () => {
    const socket = dial('127.0.0.3');
    socket.write(connectPacket({ clientId: 'bridge-1', username: 'bridge-1', password: secretOf('bridge-1') }));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write(subscribePacket('farm/bridge-1/roster'));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    const roster = {
      devices: Array.from({ length: 150 }, (_, at) => ({ device: `outlet-${at}`, address: 'F'.repeat(40) })),
    };
    for (let round = 0; bench.broker.counts.clients > 1 && round < 400; round += 1) {
      for (let at = 0; at < 50; at += 1) bench.core.say('farm/bridge-1/roster', roster);
      if (round % 50 === 0) await serves();
      else await bench.passedOn();
    }
    expect(bench.broker.counts.clients).toBe(1);
    socket.destroy();
  });

  it('lets a client have topics retained for itself and its devices, and no more', async () => {
    const topics = ['bridge-1', ...devices].flatMap((device) => [`farm/${device}/hello`, `farm/${device}/status`]);
    const bodies = { hello: '{"contract":1,"type":"x"}', status: '{"online":true}' };
    const client = await bench.client('bridge-1');
    for (const topic of topics)
      await client.publishAsync(topic, topic.endsWith('hello') ? bodies.hello : bodies.status, {
        qos: 1,
        retain: true,
      });
    expect(await bench.passedOn()).toHaveLength(topics.length);
    expect(client.connected).toBe(true);
    const flood = Array.from({ length: 60 }, (_, at) =>
      publishPacket(`farm/node-1/x${at}`, Buffer.from('{}'), { retain: true }),
    );
    expect((await bench.say({ clientId: 'node-1' }, flood)).end).toBe('ended');
    expect(await bench.passedOn()).toEqual([]);
  });

  it('takes less than 1 MiB for a connection that nobody signed in on', async () => {
    const before = process.memoryUsage.rss();
    const sockets = Array.from({ length: 200 }, (_, at) => dial(`127.0.2.${1 + (at % 20)}`));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    for (const socket of sockets) socket.write(Buffer.from('10fe1f', 'hex').subarray(0, 2));
    await serves();
    const grown = process.memoryUsage.rss() - before;
    for (const socket of sockets) socket.destroy();
    expect(grown / sockets.length).toBeLessThan(2 ** 20);
  });
});

describe('a client that says more than its rates', () => {
  const slow = new NetBench({
    rates: { messages: { perSecond: 20, burst: 10 }, bytes: { perSecond: 1e6, burst: 1e6 } },
  });
  beforeAll(() => slow.start([credentialOf('node-1', 'node')]));
  afterAll(() => slow.stop());

  it('is read no faster, and is not cut off', async () => {
    const began = performance.now();
    const reading = publishPacket('farm/node-1/readings', Buffer.from('{"values":{"level":1}}'));
    const { end } = await slow.say({ clientId: 'node-1' }, [...Array.from({ length: 40 }, () => reading), pingPacket]);
    expect(end).toBe('answered');
    // 42 packets, of which 10 at once and the last may be owed.
    expect(performance.now() - began).toBeGreaterThan(1_400);
  });
});
