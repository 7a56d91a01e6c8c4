import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../src/testing/http-bench.ts';
import type { CallOptions, HttpAnswer } from '../../src/testing/http-client.ts';
import { loginOf, startFarm, type HttpFarm } from '../../src/testing/http-farm.ts';
import { LivePage } from '../../src/testing/http-live.ts';

let farm: HttpFarm;
beforeAll(async () => {
  farm = await startFarm();
});
afterAll(() => farm.stop());

const call = (method: string, path: string, options?: CallOptions) => farm.bench.call(method, path, options);
const cookiesOf = ({ headers }: HttpAnswer) => headers['set-cookie'] ?? [];
const pairsOf = (answer: HttpAnswer) =>
  cookiesOf(answer)
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
const signInByBrowser = () =>
  call('POST', '/api/v1/session', { body: { login: loginOf('viewer'), password: PASSWORD } });

describe('a browser', () => {
  it('is given two cookies that no script can read and no other site can send, and no token beside', async () => {
    const answer = await signInByBrowser();
    expect(cookiesOf(answer)).toHaveLength(2);
    for (const cookie of cookiesOf(answer)) expect(cookie).toMatch(/; HttpOnly; SameSite=Strict/);
    expect(cookiesOf(answer).find((cookie) => cookie.startsWith('fg_refresh='))).toContain('Path=/api/v1/session;');
    expect(answer.text).not.toMatch(/Token/);
  });

  it('is known and kept by its cookies, which signing out takes away', async () => {
    const Cookie = pairsOf(await signInByBrowser());
    expect((await call('GET', '/api/v1/devices', { headers: { Cookie } })).status).toBe(200);
    const refreshed = await call('POST', '/api/v1/session/refresh', { headers: { Cookie } });
    expect(refreshed.status).toBe(200);
    expect(refreshed.text).not.toMatch(/Token/);
    const renewed = pairsOf(refreshed);
    const out = await call('DELETE', '/api/v1/session', { headers: { Cookie: renewed } });
    for (const cookie of cookiesOf(out)) expect(cookie).toMatch(/=; .*Max-Age=0/);
    expect((await call('GET', '/api/v1/devices', { headers: { Cookie: renewed } })).status).toBe(401);
  });
});

describe('what a page of another site sends', () => {
  const own = () => `127.0.0.1:${farm.bench.app.port}`;
  const post = (headers: Record<string, string>) =>
    call('POST', '/api/v1/all-off', { token: farm.tokenOf('user'), body: [], headers });

  it.each([
    ['another origin', { Origin: 'http://evil.example' }],
    ['another port of this machine', { Origin: 'http://127.0.0.1:1' }],
    ['no origin that could be told', { Origin: 'null' }],
    ['an origin that is none', { Origin: 'evil' }],
    ['only the fetch metadata', { 'Sec-Fetch-Site': 'cross-site' }],
    ['fetch metadata of a neighbour', { 'Sec-Fetch-Site': 'same-site' }],
  ])('with %s changes nothing', async (_what, headers) => {
    expect(await post(headers)).toMatchObject({ status: 403, code: 'wrong-origin' });
  });

  it('is told apart from our own pages and from programs', async () => {
    for (const headers of [{ Origin: `http://${own()}` }, { 'Sec-Fetch-Site': 'same-origin' }, {}])
      expect(await post(headers)).toMatchObject({ code: 'invalid' });
  });

  it('cannot be read by it', async () => {
    const { headers } = await call('GET', '/api/v1/gateway', { headers: { Origin: 'http://evil.example' } });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe("a name that is not the gateway's", () => {
  const answerAs = (Host: string) => call('GET', '/api/v1/gateway', { headers: { Host } });

  it.each([
    'evil.example',
    'evil.example:8080',
    '127.0.0.1.evil.example',
    'farm_gate.local',
    'a.b.local',
    'a b',
    '127.0.0.1:999999',
  ])('such as %s is answered with nothing', async (host) => {
    expect(await answerAs(host)).toMatchObject({ status: 421, code: 'wrong-host' });
  });

  it.each([
    '127.0.0.1',
    'localhost:1',
    '[::1]:8080',
    'farmgate.local',
    'FARMGATE.LOCAL:80',
    '192.168.1.20',
    'farmgate',
  ])('is not %s', async (host) => {
    expect(await answerAs(host)).toMatchObject({ status: 200 });
  });
});

describe('an open page', () => {
  it('sees its own farm alone', async () => {
    const port = farm.bench.app.port;
    const ours = await LivePage.open(port, farm.tokenOf('viewer') ?? '');
    const theirs = await LivePage.open(port, farm.tokenOf('stranger') ?? '');
    expect(ours.snapshot.devices).toHaveLength(1);
    expect(theirs.snapshot.devices).toEqual([]);
    ours.close();
    theirs.close();
  });

  it('does not keep the gateway from stopping, and is told', async () => {
    const other = await startFarm();
    const page = await LivePage.open(other.bench.app.port, other.tokenOf('viewer') ?? '');
    const closed = page.closed();
    await other.stop();
    expect(await closed).toBe(1001);
  });
});
