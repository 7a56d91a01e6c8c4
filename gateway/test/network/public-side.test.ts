import { createHash, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NodeSecret } from '../../src/contract/index.ts';
import { Api, until } from '../../src/testing/api.ts';
import { sayTo } from '../../src/testing/http-mqtt.ts';
import { makeFolder, startGateway, type GatewayProcess } from '../../src/testing/processes.ts';

const folder = makeFolder('public-side');
let gateway: GatewayProcess;
let api: Api;
let clients: MqttClient[] = [];
let rival: Server;

beforeAll(async () => {
  rival = createServer();
  rival.listen(0, '127.0.0.1');
  await once(rival, 'listening');
  const { port } = rival.address() as AddressInfo;
  gateway = await startGateway(folder.dir, ['--nodes-plain', 'yes', '--nodes-plain-port', String(port)]);
  api = new Api(gateway.url);
  await api.claim(gateway.code);
});
afterEach(async () => {
  for (const client of clients) await client.endAsync(true);
  clients = [];
});
afterAll(async () => {
  await gateway.stop();
  rival.close();
  folder.remove();
});

function enter(url: string | undefined, { id, secret }: NodeSecret, more: IClientOptions = {}): Promise<MqttClient> {
  const client = connect(url ?? '', { clientId: id, username: id, password: secret, reconnectPeriod: 0, ...more });
  clients.push(client);
  return new Promise((resolve, reject) => {
    client.once('connect', () => resolve(client));
    client.once('error', reject);
    client.once('close', () => reject(new Error('the connection was closed')));
  });
}

function isGone(client: MqttClient): Promise<void> {
  return new Promise((resolve) => client.once('close', resolve));
}

const hello = { contract: 1, type: 'tank-level', session: 'abcd1234' };
/** What a node says when it comes. */
async function greet(client: MqttClient, { id }: NodeSecret): Promise<void> {
  await client.publishAsync(`farm/${id}/hello`, JSON.stringify(hello), { qos: 1, retain: true });
  await client.publishAsync(`farm/${id}/status`, '{"online":true}', { qos: 1, retain: true });
}

async function pidOf(): Promise<number | undefined> {
  const { children } = (await api.call('GET', 'health')) as { children: { name: string; pid?: number }[] };
  return children.find(({ name }) => name === 'public')?.pid;
}

/** Says a word that is no MQTT on so many connections, some at a time, each let go when it is cut off. */
async function flood(port: number, count: number): Promise<void> {
  const bytes = Buffer.from('GET / HTTP/1.1\r\n\r\n');
  let left = count;
  const one = async () => {
    while (left-- > 0) await sayTo({ port }, bytes);
  };
  await Promise.all(Array.from({ length: 12 }, one));
}

describe('the public side of a gateway', () => {
  it('does not run before there is anybody to let in', async () => {
    const { children } = (await api.call('GET', 'health')) as { children: { name: string }[] };
    expect(children.map(({ name }) => name)).not.toContain('public');
  });

  it('names its ways in, and what is taken is not offered', async () => {
    const made = await api.newCredential('Tank one');
    expect(made.mqtt.plain).toBeUndefined();
    expect(made.mqtt.tls).toMatch(/^mqtts:\/\/127\.0\.0\.1:\d+$/);
    expect(made.mqtt.ws).toBe(`${gateway.url.replace('http', 'ws')}/mqtt`);
    expect(made.qr).toContain(`&ca=${made.ca?.sha256}`);
    expect(gateway.output()).toContain('Is another broker there?');
    const { children } = (await api.call('GET', 'health')) as { children: { name: string; pid?: number }[] };
    expect(children.find(({ name }) => name === 'public')?.pid).toBeGreaterThan(0);
  });

  it('lets a node in over TLS that trusts the certificate whose print its QR code holds', async () => {
    const made = await api.newCredential('Tank two');
    const pem = await api.certificateFor(made);
    expect(createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url')).toBe(made.ca?.sha256);
    const client = await enter(made.mqtt.tls, made, { ca: pem, rejectUnauthorized: true });
    await greet(client, made);
    expect(await api.seesOnline(made.id)).toMatchObject({ type: 'tank-level' });
  });

  it('lets a node in over WebSocket at the port of the page', async () => {
    const made = await api.newCredential('Tank three');
    const client = await enter(made.mqtt.ws, made);
    await greet(client, made);
    await api.seesOnline(made.id);
    await client.publishAsync(`farm/${made.id}/readings`, '{"values":{"level":41}}', { qos: 1 });
    await until(async () => JSON.stringify(await api.call('GET', `devices/${made.id}`)).includes('41') || undefined);
  });

  it('cuts it off when its credential is taken back, and lets nobody in with it again', async () => {
    const made = await api.newCredential('Tank four');
    const client = await enter(made.mqtt.ws, made);
    const gone = isGone(client);
    await api.call('DELETE', `devices/${made.id}/credential`);
    await gone;
    await expect(enter(made.mqtt.ws, made)).rejects.toThrow(/authorized/i);
  });

  it('writes down who wanted a command kept', async () => {
    const made = await api.newCredential('Tank five');
    const client = await enter(made.mqtt.ws, made);
    client.publish(`farm/${made.id}/commands`, '{}', { retain: true });
    await isGone(client);
    const entry = await until(async () => {
      const { entries } = (await api.call('GET', 'audit')) as { entries: { action: string }[] };
      return entries.find(({ action }) => action === 'command.retain');
    });
    expect(entry).toMatchObject({ subject: made.id, actor: made.id, result: 'forbidden' });
  });

  it('is back when it was killed, and nodes with it', async () => {
    const made = await api.newCredential('Tank six');
    const before = await pidOf();
    if (before !== undefined) process.kill(before, 'SIGKILL');
    await until(async () => {
      const now = await pidOf();
      return now !== undefined && now !== before ? true : undefined;
    });
    await until(() => enter(made.mqtt.ws, made).catch(() => undefined));
  });

  it('opens a port as soon as nobody else has it', { timeout: 20_000 }, async () => {
    const { port } = rival.address() as AddressInfo;
    await new Promise((resolve) => rival.close(resolve));
    const made = await api.newCredential('Tank seven');
    await until(() => enter(`mqtt://127.0.0.1:${port}`, made).catch(() => undefined));
    expect((await api.newCredential('Tank eight')).mqtt.plain).toBe(`mqtt://127.0.0.1:${port}`);
  });

  it('lets strangers come and go without end', { timeout: 60_000 }, async () => {
    const made = await api.newCredential('Tank nine');
    const before = await pidOf();
    const lines = gateway.output().split('\n').length;
    await flood(Number(new URL(made.mqtt.plain ?? '').port), 8_000);
    await enter(made.mqtt.plain, made);
    expect(await pidOf()).toBe(before);
    expect(gateway.output()).not.toContain('takes too much memory');
    expect(gateway.output().split('\n').length - lines).toBeLessThan(200);
  });

  it('lets nodes in by the other ways where there can be no certificate', { timeout: 30_000 }, async () => {
    await gateway.stop();
    const bare = makeFolder('no-certificate');
    writeFileSync(join(bare.dir, 'tls'), 'a file where a folder should be');
    gateway = await startGateway(bare.dir);
    api = new Api(gateway.url);
    await api.claim(gateway.code);
    const made = await api.newCredential('Tank one');
    expect(made.mqtt.tls).toBeUndefined();
    await enter(made.mqtt.ws, made);
    await gateway.stop();
    bare.remove();
  });
});
