import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HttpBench, PASSWORD, sessionOf, type BenchSession } from '../../src/testing/http-bench.ts';
import { LivePage } from '../../src/testing/http-live.ts';

const ACCESS_MS = 15 * 60_000;

let bench: HttpBench;
let owner: BenchSession;
let login: string;
let person: string;
let count = 0;
beforeAll(async () => {
  bench = new HttpBench();
  await bench.start();
  owner = await bench.claim();
});
afterAll(() => bench.stop());
beforeEach(() => {
  login = `bound${++count}`;
  person = bench.addPerson({ site: owner.site, login, role: 'user' });
});

const isIn = async ({ access }: BenchSession) =>
  (await bench.call('GET', '/api/v1/devices', { token: access })).status === 200;
const refresh = (refreshToken: string) => bench.call('POST', '/api/v1/session/refresh', { body: { refreshToken } });
const openSessions = () => bench.people.forSite(owner.site).sessionsOf(person);

describe('a live page', () => {
  it('ends with the access it was opened by, unless that is renewed', async () => {
    const mine = await bench.signIn(login);
    const page = await LivePage.open(bench.app.port, mine.access);
    let code: number | undefined;
    page.socket.on('close', (given: number) => (code = given));
    bench.clock.advance(ACCESS_MS - 60_000);
    const renewed = sessionOf(await refresh(mine.refresh));
    bench.clock.advance(ACCESS_MS - 60_000);
    expect([await isIn(renewed), code]).toEqual([true, undefined]);
    const closed = page.closed();
    bench.clock.advance(60_000 + 30_000);
    expect(await closed).toBe(4401);
  });
});

describe('signing out', () => {
  const pairs = (cookies: readonly string[] | undefined) =>
    (cookies ?? []).map((each) => each.split(';')[0]).join('; ');

  it('works when the access has ended, by the cookie that no script can take away', async () => {
    const { headers } = await bench.call('POST', '/api/v1/session', { body: { login, password: PASSWORD } });
    bench.clock.advance(ACCESS_MS);
    const out = await bench.call('DELETE', '/api/v1/session', { headers: { Cookie: pairs(headers['set-cookie']) } });
    expect(out.status).toBe(204);
    for (const cookie of out.headers['set-cookie'] ?? []) expect(cookie).toContain('Max-Age=0');
    expect(openSessions()).toEqual([]);
  });

  it('ends nothing for who has no session, and says no more', async () => {
    await bench.signIn(login);
    const answer = await bench.call('DELETE', '/api/v1/session', { headers: { Cookie: 'fg_refresh=a.0.b' } });
    expect(answer.status).toBe(204);
    expect(openSessions()).toHaveLength(1);
  });
});

describe('sessions', () => {
  it('are no more than 50 a person; the one unused for longest makes room', async () => {
    const first = await bench.signIn(login);
    for (let at = 0; at < 50; at += 1) {
      bench.clock.advance(1);
      await bench.signIn(login);
    }
    expect(openSessions()).toHaveLength(50);
    expect(await isIn(first)).toBe(false);
  });

  it('have no more than 8 good access tokens', async () => {
    const mine = await bench.signIn(login);
    const all = [mine];
    for (let at = 0; at < 8; at += 1) all.push(sessionOf(await refresh(all.at(-1)?.refresh ?? '')));
    expect(await Promise.all(all.map(isIn))).toEqual([false, ...Array.from({ length: 8 }, () => true)]);
  });

  it('that have expired are shown to nobody and kept for nobody', async () => {
    await bench.signIn(login);
    bench.clock.advance(31 * 24 * 3_600_000);
    const mine = await bench.signIn(login);
    expect(openSessions()).toHaveLength(1);
    const { text } = await bench.call('GET', '/api/v1/sessions', { token: mine.access });
    expect(JSON.parse(text)).toMatchObject({ sessions: [{ current: true, kind: 'bearer' }] });
  });
});
