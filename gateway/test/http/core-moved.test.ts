import { afterAll, beforeAll, expect, it } from 'vitest';
import { HttpBench } from '../../src/testing/http-bench.ts';
import { TestBridge } from '../../src/testing/http-bridge.ts';
import { startFarm, type HttpFarm } from '../../src/testing/http-farm.ts';

const NODE = 'outlet-30';
const TOPIC = `farm/${NODE}/commands`;

let farm: HttpFarm;
let other: TestBridge;
const heard: string[] = [];

beforeAll(async () => {
  farm = await startFarm(new HttpBench());
  other = await TestBridge.connect(farm.bench.app, 'bridge-9');
  other.client.on('message', (topic) => heard.push(topic));
});
afterAll(async () => {
  await other.cut();
  await farm.stop();
});

const call = (path: string, body: object) => farm.bench.call('POST', path, { token: farm.tokenOf('master'), body });

/** Resolves when whatever went to it before has arrived. */
async function settle(): Promise<void> {
  await other.client.subscribeAsync('farm/bridge-9/asks');
}

it('a bridge hears the commands of a device only while the device hangs on it', async () => {
  await other.client.subscribeAsync(TOPIC);
  await other.hear('bridge-9', NODE, '30');
  await call(`/api/v1/seen/${NODE}/adopt`, {});
  await call('/api/v1/commands', { device: NODE, point: 'relay.a', value: false });
  await settle();
  expect(heard).toEqual([TOPIC]);

  await other.say(NODE, 'status', { online: false });
  await farm.bridge.hear('bridge-1', NODE, '30');
  heard.length = 0;
  const { status } = await call('/api/v1/commands', { device: NODE, point: 'relay.a', value: true });
  await settle();
  expect(status).toBeLessThan(300);
  expect(heard).toEqual([]);
});
