import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { systemClock } from '@farmgate/gateway/clock';
import { PlugClient, ShellyPlug, TasmotaPlug, type PlugFirmware } from '@farmgate/virtual-farm';
import type { NodeSecret, PlugKind } from '../../src/contract/index.ts';
import { Api } from '../../src/testing/api.ts';
import { claim, openStage, PASSWORD, watchFaces, type Stage } from './stage.ts';

let stage: Stage;
let page: Page;
let api: Api;
const clients: PlugClient[] = [];
const load = { name: 'a lamp', currentMa: 430 };

beforeAll(async () => {
  stage = await openStage(['fe'], { args: ['--nodes-plain', 'yes', '--nodes-plain-port', '0'] });
  page = await stage.newPage({ width: 1280, height: 800 });
  await claim(page, stage.gateway);
  api = new Api(stage.gateway.url);
  await api.signIn('ana', PASSWORD);
}, 90_000);
afterAll(async () => {
  await Promise.all(clients.map((client) => client.stop()));
  await stage?.close();
});

describe.each([
  ['tasmota', 'Shed'],
  ['shelly', 'Kettle'],
] as const)('a %s plug', (kind, name) => {
  const socket = () => page.getByRole('group', { name: `${name}, Socket` });
  const face = (of: string) => socket().locator(`[data-face="${of}"]`);
  let made: NodeSecret;
  let plug: PlugFirmware;
  let client: PlugClient;

  beforeAll(async () => {
    made = await api.newCredential(name, kind);
    plug = firmwareOf(kind, made.id);
    const { hostname: host, port } = new URL(made.mqtt.plain ?? '');
    const { id: user, secret: password } = made;
    client = new PlugClient({ firmware: plug, open: () => connect({ host, port: Number(port) }), user, password });
    clients.push(client);
    client.start();
  });

  it('joins with the secret of its credential and is shown as off', async () => {
    await page.goto(stage.gateway.url);
    await face('off').waitFor({ timeout: 10_000 });
  });

  it('is switched from the page, and said to run once it has said so itself', async () => {
    const faces = await watchFaces(page, `${name}, Socket`);
    // Until it has said that it stays off when its power returns it is not switched on.
    await expect
      .poll(
        async () => {
          if (!plug.isOn) await socket().getByRole('button', { name: 'Turn on' }).click();
          return plug.isOn;
        },
        { timeout: 15_000, interval: 1_000 },
      )
      .toBe(true);
    await face('running').waitFor({ timeout: 10_000 });
    expect(await faces()).toContain('asking');
    await socket().getByText('0.43 A').waitFor({ timeout: 30_000 });
    await socket().getByRole('button', { name: 'Turn off' }).click();
    await face('off').waitFor({ timeout: 10_000 });
    expect(plug.isOn).toBe(false);
  });

  it('is unknown once it is pulled, and off when it is back', async () => {
    client.pull();
    await face('unknown').waitFor({ timeout: 10_000 });
    client.plugIn();
    await face('off').waitFor({ timeout: 10_000 });
  });

  it('is gone at once when its credential is taken back', async () => {
    await api.call('DELETE', `devices/${made.id}/credential`);
    await face('unknown').waitFor({ timeout: 10_000 });
  });
});

function firmwareOf(kind: PlugKind, id: string): PlugFirmware {
  return kind === 'tasmota'
    ? new TasmotaPlug({ topic: id, clock: systemClock, load })
    : new ShellyPlug({ id, clock: systemClock, load });
}
