import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { proxyUpgrade } from '../../src/http/mqtt-upgrade.ts';
import { PUBLIC_LIMITS } from '../../src/broker/public/public-broker.ts';
import { sayTo } from '../../src/testing/http-mqtt.ts';
import { NetBench } from '../../src/testing/net-bench.ts';
import { credentialOf, secretOf } from '../../src/testing/net-core.ts';
import { testKeyPair } from '../../src/testing/net-key.ts';
import { makeFolder } from '../../src/testing/processes.ts';

const folder = makeFolder('ways-in');
const webSocket = join(folder.dir, 'ws.sock');
const bench = new NetBench({}, { tls: { host: '127.0.0.1', port: 0, ...testKeyPair }, webSocket });
let http: Server;
let httpPort: number;

beforeAll(async () => {
  await bench.start([credentialOf('node-1', 'node')]);
  http = createServer();
  http.on('upgrade', (request, socket, head) => proxyUpgrade(request, socket, head, webSocket));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  httpPort = typeof address === 'object' && address ? address.port : 0;
});
afterAll(async () => {
  http.closeAllConnections();
  http.close();
  await bench.stop();
  folder.remove();
});

const options = {
  clientId: 'node-1',
  username: 'node-1',
  password: secretOf('node-1'),
  reconnectPeriod: 0,
  protocolVersion: 4,
} as const;

/** Says a reading and hears a command. */
async function useIt(client: MqttClient): Promise<void> {
  const heard = new Promise<string>((resolve) =>
    client.once('message', (_topic, payload) => resolve(payload.toString())),
  );
  await client.subscribeAsync('farm/node-1/commands', { qos: 1 });
  await client.publishAsync('farm/node-1/readings', '{"values":{"level":40}}', { qos: 1 });
  bench.core.say('farm/node-1/commands', { id: 'command-1', point: 'relay.a', value: false });
  expect(await heard).toBe('{"id":"command-1","point":"relay.a","value":false}');
  expect(await bench.passedOn()).toEqual(['node-1/node-1/readings']);
  await client.endAsync();
}

describe('a client of MQTT 3.1.1 is served', () => {
  it('on the plain port', async () => {
    await useIt(await connectAsync(`mqtt://127.0.0.1:${bench.port}`, options));
  });

  it('over TLS', async () => {
    const url = `mqtts://localhost:${bench.broker.ports.tls}`;
    await useIt(await connectAsync(url, { ...options, ca: testKeyPair.cert, host: '127.0.0.1' }));
  });

  it('over a WebSocket at the port of the web UI', async () => {
    await useIt(await connectAsync(`ws://127.0.0.1:${httpPort}/mqtt`, options));
  });
});

it.each(['mqtt', 'ws'])('a client of MQTT 5 is told over %s that its version is not spoken here', async (scheme) => {
  const url = scheme === 'mqtt' ? `mqtt://127.0.0.1:${bench.port}` : `ws://127.0.0.1:${httpPort}/mqtt`;
  const connected = connectAsync(url, { ...options, protocolVersion: 5 });
  await expect(connected).rejects.toThrow(/[Uu]n(acceptable|supported) protocol version/);
});

it('plain bytes at the port for TLS are cut off', async () => {
  const bytes = bench.connectPacket({ clientId: 'node-1' });
  expect((await sayTo({ port: bench.broker.ports.tls ?? 0 }, bytes)).end).toBe('ended');
});

it('nothing older than TLS 1.2 is spoken', async () => {
  const error = await new Promise<Error>((resolve) => {
    const at = {
      host: '127.0.0.1',
      port: bench.broker.ports.tls ?? 0,
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
    } as const;
    connectTls({ ...at, rejectUnauthorized: false, ciphers: 'DEFAULT:@SECLEVEL=0' }).on('error', resolve);
  });
  expect(error.message).toMatch(/protocol|version|handshake/i);
});

const upgrade = Buffer.from(
  [
    'GET /mqtt HTTP/1.1',
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: mqtt',
    '\r\n',
  ].join('\r\n'),
);

/** How an upgrade ends. */
function statusOf(path: string, protocols: string[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${httpPort}${path}`, protocols);
    socket.on('open', () => socket.close());
    socket.on('close', () => resolve('opened'));
    socket.on('error', (error) => resolve(error.message));
  });
}

describe('of WebSockets', () => {
  it('those of another path or protocol are refused', async () => {
    expect(await statusOf('/mqtt', ['mqtt'])).toBe('opened');
    expect(await statusOf('/live', ['mqtt'])).toContain('400');
    expect(await statusOf('/mqtt', ['other'])).toContain('400');
    expect(await statusOf('/mqtt', [])).toContain('400');
  });

  it('those that speak in text are cut off', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${httpPort}/mqtt`, ['mqtt']);
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    socket.on('open', () => socket.send('hello'));
    await closed;
  });

  it('those that come in crumbs are cut off', async () => {
    const first = Buffer.from([0x02, 0x81, 0, 0, 0, 0, 0x10]);
    const more = Buffer.concat(Array.from({ length: 4_000 }, () => Buffer.from([0x00, 0x81, 0, 0, 0, 0, 0x10])));
    const begun = performance.now();
    expect((await sayTo({ port: httpPort }, Buffer.concat([upgrade, first, more]))).end).toBe('ended');
    expect(performance.now() - begun).toBeLessThan(PUBLIC_LIMITS.connectMs / 2);
  });

  it('those that find no room may say what they like', async () => {
    const url = `ws://127.0.0.1:${httpPort}/mqtt`;
    const sockets = Array.from({ length: PUBLIC_LIMITS.strangersAHost }, () => new WebSocket(url, ['mqtt']));
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    const noFrame = Buffer.alloc(5, 0xff);
    expect((await sayTo({ port: httpPort }, Buffer.concat([upgrade, noFrame]))).end).toBe('ended');
    for (const socket of sockets) socket.terminate();
    expect(await statusOf('/mqtt', ['mqtt'])).toBe('opened');
  });

  it('a host is the one that asked the gateway, whatever it says of itself', async () => {
    const sockets = Array.from({ length: 17 }, (_, at) => {
      const headers = { 'x-forwarded-for': `10.0.0.${at}` };
      return new WebSocket(`ws://127.0.0.1:${httpPort}/mqtt`, ['mqtt'], { headers });
    });
    const cutAway = await Promise.race(
      sockets.map((socket) => new Promise<boolean>((resolve) => socket.on('close', () => resolve(true)))),
    );
    expect(cutAway).toBe(true);
    const closed = sockets.map((socket) => new Promise<void>((resolve) => socket.on('close', () => resolve())));
    for (const socket of sockets) socket.on('error', () => {}).terminate();
    await Promise.race(closed);
  });

  it('are refused where no public broker is', async () => {
    const lonely = createServer();
    lonely.on('upgrade', (request, socket, head) => proxyUpgrade(request, socket, head, join(folder.dir, 'none.sock')));
    await new Promise<void>((resolve) => lonely.listen(0, '127.0.0.1', resolve));
    const address = lonely.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const message = await new Promise<string>((resolve) => {
      new WebSocket(`ws://127.0.0.1:${port}/mqtt`, ['mqtt']).on('error', (error) => resolve(error.message));
    });
    expect(message).toContain('503');
    lonely.close();
  });
});
