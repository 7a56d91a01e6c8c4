import { connectAsync, type MqttClient } from 'mqtt';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic } from '../../src/testing/http-client.ts';
import { readQr } from './picture.ts';
import { claim, openStage, type Stage } from './stage.ts';

/** What a board knows that has read a QR code. */
interface Ticket {
  readonly host: string;
  readonly kind: string;
  readonly id: string;
  readonly key: string;
}

let stage: Stage;
let page: Page;
const nodes: MqttClient[] = [];
const errors: string[] = [];
const hello = { contract: 1, type: 'pump-node', firmware: '2.1', session: 'session-1' };

beforeAll(async () => {
  stage = await openStage(['fe']);
  page = await stage.newPage({ width: 390, height: 844 });
  page.on('pageerror', (error) => errors.push(error.message));
  await claim(page, stage.gateway);
});
afterAll(async () => {
  for (const node of nodes) node.end(true);
  await stage?.close();
});

describe('a node on WiFi', () => {
  let ticket: Ticket;

  it('is added, and shown a secret as a picture that a camera can read', async () => {
    await page.getByRole('link', { name: 'Add a device' }).first().click();
    await page.getByRole('link', { name: 'A device on WiFi' }).click();
    ticket = await addNode('North pump');
    expect(ticket).toMatchObject({ host: new URL(stage.gateway.url).host, kind: 'node', id: 'north-pump' });
    await page.getByText('Waiting for North pump…').waitFor();
  });

  it('is held on its page until somebody says that the secret may go', async () => {
    await page.getByRole('link', { name: 'Devices' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click();
    await page.goBack();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click();
    expect(new URL(page.url()).pathname).toBe('/add/wifi');
  });

  it('signs in over MQTT with what it read, and is there with its readings as they come', async () => {
    const node = await signIn(ticket);
    await say(node, ticket.id, 'hello', hello);
    await say(node, ticket.id, 'status', { online: true });
    await say(node, ticket.id, 'readings', { values: { relay: false, voltage: 231.4 } });
    await page.getByText('It is there').waitFor();
    await page.getByRole('row', { name: /Voltage.*231\.4 V/ }).waitFor();
    await say(node, ticket.id, 'readings', { values: { voltage: 229.8 } });
    await page.getByRole('row', { name: /Voltage.*229\.8 V/ }).waitFor();
    await page.getByRole('textbox', { name: 'Place' }).fill('Well');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('link', { name: 'Open North pump' }).click();
    await page.getByRole('group', { name: 'North pump, Pump' }).waitFor();
  });

  it('is shut out while it runs: its connection ends and nobody calls it running or off', async () => {
    const node = nodes[0];
    if (!node) throw new Error('no node has signed in');
    const pump = page.getByRole('group', { name: 'North pump, Pump' });
    await say(node, ticket.id, 'readings', { values: { relay: true, current: 4_800 } });
    await pump.locator('[data-face=running]').waitFor();
    const ended = new Promise((resolve) => node.once('close', () => resolve('ended')));
    await page.getByRole('link', { name: 'New secret or shut out' }).click();
    await page.getByRole('button', { name: 'Shut out: North pump' }).click();
    await page.getByRole('dialog').getByText('On now: Pump').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
    await page.getByText('North pump is shut out.').waitFor();
    expect(await ended).toBe('ended');
    await page.getByRole('link', { name: '← North pump' }).click();
    await page.getByText('Its credential was revoked').first().waitFor();
    await pump.locator('[data-face=unknown]').waitFor();
    await expect(signIn(ticket)).rejects.toThrow(/Not authorized/);
  });

  it('is let in again with a new secret', async () => {
    await page.getByRole('link', { name: 'New secret or shut out' }).click();
    await page.getByRole('button', { name: 'Make its secret' }).click();
    const renewed = await readTicket();
    expect(renewed.id).toBe(ticket.id);
    expect(renewed.key).not.toBe(ticket.key);
    const node = await signIn(renewed);
    await say(node, ticket.id, 'hello', { ...hello, session: 'session-2' });
    await say(node, ticket.id, 'status', { online: true });
    await page.getByText('It is there').waitFor();
  });
});

it('lets a node in that asks over HTTP, and shows it gone when it has a new secret', async () => {
  await page.goto(`${stage.gateway.url}/add/wifi`);
  const ticket = await addNode('Roof tank');
  const headers = { authorization: basic(ticket.id, ticket.key), 'content-type': 'application/json' };
  const ask = async (method: string, path: string, body: object) =>
    (await fetch(`http://${ticket.host}/api/v1/node/${path}`, { method, headers, body: JSON.stringify(body) })).status;
  expect(await ask('PUT', 'hello', { contract: 1, type: 'tank-level', session: 'session-1', pollS: 10 })).toBe(204);
  await page.getByText('It is there').waitFor();
  expect(await ask('POST', 'report', { readings: { values: { level: 62 } } })).toBe(204);
  await page.getByRole('row', { name: /62 %/ }).waitFor();
  await page.goto(`${stage.gateway.url}/credentials`);
  await page.getByRole('button', { name: 'New secret: Roof tank' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click();
  await page.getByText('Waiting for Roof tank…').waitFor();
  expect((await readTicket()).key).not.toBe(ticket.key);
  expect(await ask('POST', 'report', {})).toBe(401);
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.getByRole('button', { name: 'Who may sign in' }).click();
  await page.getByRole('article').filter({ hasText: 'Roof tank' }).getByText('Not there').waitFor();
});

it('meets no error on the way', () => {
  expect(errors).toEqual([]);
});

/** From the page of a device on WiFi as far as its secret. */
async function addNode(name: string): Promise<Ticket> {
  await page.getByLabel('What is it called?').fill(name);
  await page.getByRole('button', { name: 'Make its secret' }).click();
  return readTicket();
}

async function readTicket(): Promise<Ticket> {
  const picture = page.getByRole('img', { name: /^QR code/ });
  await picture.waitFor();
  const { protocol, host, pathname, searchParams } = new URL((await readQr(picture)).replace('farmgate:', 'http:'));
  expect(protocol).toBe('http:');
  return { host, kind: pathname.slice(1), id: searchParams.get('id') ?? '', key: searchParams.get('key') ?? '' };
}

async function signIn({ host, id, key }: Ticket): Promise<MqttClient> {
  const node = await connectAsync(`ws://${host}/mqtt`, {
    clientId: id,
    username: id,
    password: key,
    reconnectPeriod: 0,
    protocolVersion: 4,
    will: { topic: `farm/${id}/status`, payload: Buffer.from('{"online":false}'), qos: 1, retain: true },
  });
  nodes.push(node);
  return node;
}

async function say(node: MqttClient, id: string, word: string, message: object): Promise<void> {
  await node.publishAsync(`farm/${id}/${word}`, JSON.stringify(message), {
    qos: 1,
    retain: word === 'hello' || word === 'status',
  });
}
