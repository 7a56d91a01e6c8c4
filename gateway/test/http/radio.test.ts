import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveMessage, RadioAsk, type Change, type RadioAnswer } from '../../src/contract/index.ts';
import { BRIDGE, OUTLET, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';
import { LivePage } from '../../src/testing/http-live.ts';

let farm: HttpFarm;
/** What the bridge was asked, oldest first. */
const asks: unknown[] = [];

beforeAll(async () => {
  farm = await startFarm();
  const { client } = farm.bridge;
  client.on('message', (_topic, payload) => asks.push(JSON.parse(payload.toString())));
  await client.subscribeAsync(`farm/${BRIDGE}/asks`);
  await farm.bench.call('POST', `/api/v1/seen/${BRIDGE}/adopt`, { token: farm.tokenOf('master'), body: {} });
});
afterAll(() => farm.stop());

const call = (method: string, path: string, body?: object, who: Who = 'installer') =>
  farm.bench.call(method, path, { token: farm.tokenOf(who), ...(body ? { body } : {}) });
const answer = (message: RadioAnswer) => farm.bridge.say(BRIDGE, 'answers', message);

/** The next changes that a page hears of. */
async function heard({ socket }: LivePage): Promise<Change[]> {
  for (;;) {
    const [frame]: unknown[] = await once(socket, 'message');
    const message = LiveMessage.parse(JSON.parse(String(frame)));
    if (message.type === 'delta') return message.changes;
  }
}

describe('work at the radio', () => {
  it('goes from a request to the bridge, and its answers to the pages of the farm alone', async () => {
    const port = farm.bench.app.port;
    const [ours, theirs] = await Promise.all([
      LivePage.open(port, farm.tokenOf('viewer') ?? ''),
      LivePage.open(port, farm.tokenOf('stranger') ?? ''),
    ]);
    let strangers = 0;
    theirs.socket.on('message', () => (strangers += 1));
    const request = { id: 'radio-ping-1', ask: 'ping' };
    const asked = await call('POST', `/api/v1/devices/${OUTLET}/radio`, request);
    expect([asked.status, asked.member('id')]).toEqual([202, request.id]);
    await expect.poll(() => asks).toEqual([RadioAsk.parse({ ...request, address: 'FE' })]);
    expect((await call('GET', `/api/v1/devices/${OUTLET}/radio`)).member('work')).toMatchObject({
      id: request.id,
      ask: 'ping',
      device: OUTLET,
      by: 'installer.login',
    });

    const ended: RadioAnswer = { id: request.id, kind: 'ended', ok: true, note: 'It answered in 97 ms.' };
    const told = heard(ours);
    await answer(ended);
    expect(await told).toEqual([{ what: 'radio', device: OUTLET, answer: ended }]);
    expect(strangers).toBe(0);
    expect((await call('GET', `/api/v1/devices/${OUTLET}/radio`)).member('work')).toBeNull();
    ours.close();
    theirs.close();
  });

  it.each([
    [OUTLET, {}],
    [OUTLET, { id: 'short', ask: 'ping' }],
    [OUTLET, { id: 'radio-bad-1', ask: 'ping', address: '10' }],
    [OUTLET, { id: 'radio-bad-1', ask: 'walk', seconds: 601 }],
    [OUTLET, { id: 'radio-bad-1', ask: 'set-id', to: '02' }],
    [BRIDGE, { id: 'radio-bad-1', ask: 'pair', address: 'FF', thresholdMa: 3_000 }],
    [BRIDGE, { id: 'radio-bad-1', ask: 'pair', address: '2a', thresholdMa: 3_000 }],
    [BRIDGE, { id: 'radio-bad-1', ask: 'pair', address: '2A', thresholdMa: 99 }],
  ])('by way of %s takes no %j', async (device, body) => {
    expect(await call('POST', `/api/v1/devices/${device}/radio`, body)).toMatchObject({ status: 422, code: 'invalid' });
  });

  it('is refused with a sentence where it does not fit', async () => {
    const refused = await call('POST', `/api/v1/devices/${BRIDGE}/radio`, { id: 'radio-ping-2', ask: 'ping' });
    expect([refused.status, refused.code]).toEqual([409, 'conflict']);
    expect(refused.member('detail')).toMatch(/is no outlet on the air/);
  });

  it('that changes an outlet is in the audit', async () => {
    const id = 'radio-pair-1';
    await call('POST', `/api/v1/devices/${BRIDGE}/radio`, { id, ask: 'pair', address: '2A', thresholdMa: 3_000 });
    await answer({ id, kind: 'ended', ok: false, note: 'The outlet is silent: is it in config mode?' });
    const { text } = await call('GET', '/api/v1/audit', undefined, 'admin');
    expect(text).toMatch(/"action":"radio.pair".*is it in config mode.*"result":"failed".*"result":"asked"/);
  });
});
