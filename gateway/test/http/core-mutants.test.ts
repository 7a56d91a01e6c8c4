import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultLog } from '../../src/testing/fault-log.ts';
import { HttpBench } from '../../src/testing/http-bench.ts';
import { TestBridge } from '../../src/testing/http-bridge.ts';
import { BRIDGE, OUTLET, startFarm, type HttpFarm } from '../../src/testing/http-farm.ts';
import { connectPacket, pingPacket, publishPacket, sayCore, subscriptionRefused } from '../../src/testing/http-mqtt.ts';
import { Random } from '../../src/testing/http-random.ts';
import { differing, Tables } from '../../src/testing/http-tables.ts';
import { makeCoreMessage, makeCoreTrespass, type Secrets } from './core-mutants.ts';

const SEED = 20_261_123;
const MESSAGES = 4_000;
const TRESPASSES = 1_000;
const TRESPASSER = 'bridge-9';

const faults: string[] = [];

let farm: HttpFarm;
let bridge: TestBridge;
let tables: Tables;
let command: string;
let rounds = 0;

beforeAll(async () => {
  farm = await startFarm(new HttpBench(faultLog(faults)));
  bridge = farm.bridge;
  tables = new Tables(farm.bench.databaseFile);
  await restock();
});
afterAll(async () => {
  tables.close();
  await bridge.cut();
  await farm.stop();
});

const call = (method: string, path: string, body?: object) =>
  farm.bench.call(method, path, { token: farm.tokenOf('master'), ...(body ? { body } : {}) });

/** The outlet as new, on its own bridge, with an OFF that is on its way. */
async function restock(): Promise<void> {
  await farm.bench.confirm(farm.tokenOf('master'));
  await call('DELETE', `/api/v1/devices/${OUTLET}`);
  await bridge.cut();
  bridge = await TestBridge.connect(farm.bench.app, BRIDGE);
  await bridge.hear(BRIDGE, OUTLET, 'FE');
  await call('POST', `/api/v1/seen/${OUTLET}/adopt`, {});
  command = `core-command-${++rounds}`;
  await call('POST', '/api/v1/commands', { id: command, device: OUTLET, point: 'relay.a', value: false });
}

/** All that people can see of the field. */
async function view(): Promise<string> {
  const parts = await Promise.all(
    ['/api/v1/devices', '/api/v1/seen', '/api/v1/all-off'].map((path) => call('GET', path)),
  );
  return parts.map(({ text }) => text).join('\n');
}

/** What a bridge could say of another's outlet, by the last word of the topic. */
const lies: Readonly<Record<string, object>> = {
  hello: { contract: 1, type: 'smart-outlet-v1', via: TRESPASSER, address: 'FE' },
  status: { online: false, reason: 'gone' },
  readings: { values: { 'current.a': 12_345 } },
  receipts: { id: 'no-such-command', state: 'delivered' },
};

describe('the core broker', () => {
  it(
    `takes nothing of ${MESSAGES} messages gone wrong but what is right all the same`,
    { timeout: 180_000 },
    async () => {
      const random = new Random(SEED);
      let good = 0;
      let before = { view: await view(), digests: tables.digests() };
      for (let at = 0; at < MESSAGES; at += 1) {
        const { word, payload, isGood } = makeCoreMessage(random, BRIDGE, command);
        await bridge.client.publishAsync(`farm/${OUTLET}/${word}`, payload, { qos: 2 });
        if (isGood) good += 1;
        const now = { view: await view(), digests: tables.digests() };
        if (!isGood) expect({ word, payload: payload.toString(), ...now }).toMatchObject(before);
        before = now;
        if (!(await call('GET', `/api/v1/devices/${OUTLET}`)).text.includes(`"via":"${BRIDGE}"`)) {
          await restock();
          before = { view: await view(), digests: tables.digests() };
        }
      }
      expect(good).toBeGreaterThan(20);
      expect(faults).toEqual([]);
    },
  );

  it(`lets nobody speak or hear for another in ${TRESPASSES} ways`, { timeout: 180_000 }, async () => {
    await restock();
    const random = new Random(SEED);
    const secret = readFileSync(farm.bench.app.bridgeSecretFile(TRESPASSER), 'utf8').trim();
    const secrets: Secrets = { bridge: TRESPASSER, secret, owner: BRIDGE, outlet: OUTLET };
    const outlet = async () => (await call('GET', `/api/v1/devices/${OUTLET}`)).text;
    let before = { outlet: await outlet(), digests: tables.digests() };
    const found: string[] = [];
    for (let at = 0; at < TRESPASSES; at += 1) {
      const { name, bytes, isCut, andGo, isEavesdropping } = makeCoreTrespass(random, secrets);
      const { end, ...said } = await sayCore(farm.bench.app.coreSocket, bytes, { andGo });
      if (isEavesdropping && end === 'answered' && !said.bytes.includes(subscriptionRefused))
        found.push(`${name}: hears`);
      if (end === 'silent' || (isCut && end !== 'ended')) found.push(`${name}: ${end}`);
      const now = { outlet: await outlet(), digests: tables.digests() };
      if (now.outlet !== before.outlet) found.push(`${name}: changed the outlet`);
      for (const table of differing(before.digests, now.digests)) found.push(`${name}: changed ${table}`);
      before = now;
    }
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  });

  it.each(['hello', 'status', 'readings', 'receipts', 'answers'])(
    'lets no bridge say the %s of another, and believes none about its outlet',
    async (word) => {
      const secret = readFileSync(farm.bench.app.bridgeSecretFile(TRESPASSER), 'utf8').trim();
      const good = connectPacket({ clientId: TRESPASSER, username: TRESPASSER, password: secret });
      const say = (device: string, payload: object) => {
        const said = publishPacket(`farm/${device}/${word}`, Buffer.from(JSON.stringify(payload)));
        return sayCore(farm.bench.app.coreSocket, Buffer.concat([good, said, pingPacket]));
      };
      expect(await say(BRIDGE, {})).toMatchObject({ end: 'ended' });
      await bridge.say(OUTLET, 'status', { online: true });
      const before = (await call('GET', `/api/v1/devices/${OUTLET}`)).text;
      await say(OUTLET, lies[word] ?? {});
      expect((await call('GET', `/api/v1/devices/${OUTLET}`)).text).toBe(before);
    },
  );

  it('goes on taking what is right', async () => {
    await bridge.say(OUTLET, 'readings', { values: { 'current.b': 4_711 } });
    expect((await call('GET', `/api/v1/devices/${OUTLET}`)).text).toContain('4711');
    expect((await call('GET', '/readyz')).status).toBe(200);
  });
});
