import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HttpBench, PASSWORD, sessionOf, type BenchSession } from '../../src/testing/http-bench.ts';
import type { CallOptions } from '../../src/testing/http-client.ts';
import { LivePage } from '../../src/testing/http-live.ts';

const ACCESS_MS = 15 * 60_000;
const REFRESH_MS = 30 * 24 * 3_600_000;

let bench: HttpBench;
let owner: BenchSession;
let count = 0;
/** Login and id of somebody fresh, so that no test meets another's sessions or failures. */
let login: string;
let person: string;

beforeAll(async () => {
  bench = new HttpBench();
  await bench.start();
  owner = await bench.claim();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  login = `person${++count}`;
  person = bench.addPerson({ site: owner.site, login, role: 'user' });
  owner = await bench.signIn('owner', { from: `127.0.9.${count}` });
});

/** An address of its own for each test. */
const here = () => `127.0.1.${count}`;
const elsewhere = () => `127.0.2.${count}`;
const signIn = () => bench.signIn(login, { from: here() });
const trySignIn = (password: string, options: CallOptions = {}) =>
  bench.call('POST', '/api/v1/session', { body: { login, password, session: 'bearer' }, from: here(), ...options });
const refresh = (refreshToken: string) => bench.call('POST', '/api/v1/session/refresh', { body: { refreshToken } });
const isIn = async ({ access }: BenchSession) =>
  (await bench.call('GET', '/api/v1/devices', { token: access })).status === 200;
const patchPerson = (body: object) => bench.call('PATCH', `/api/v1/users/${person}`, { token: owner.access, body });

describe('a session', () => {
  it('lets in for 15 minutes, and longer by a refresh', async () => {
    const first = await signIn();
    bench.clock.advance(ACCESS_MS - 1);
    expect(await isIn(first)).toBe(true);
    bench.clock.advance(1);
    expect(await isIn(first)).toBe(false);
    expect(await isIn(sessionOf(await refresh(first.refresh)))).toBe(true);
  });

  it('says when its access ends', async () => {
    const { access } = await signIn();
    const ends = bench.clock.wallMs() + ACCESS_MS;
    bench.clock.advance(60_000);
    expect((await bench.call('GET', '/api/v1/session', { token: access })).member('expiresAt')).toBe(ends);
  });

  it('gets another refresh token at each refresh', async () => {
    const first = await signIn();
    const second = sessionOf(await refresh(first.refresh));
    const third = sessionOf(await refresh(second.refresh));
    expect(new Set([first.refresh, second.refresh, third.refresh]).size).toBe(3);
    expect(await isIn(third)).toBe(true);
  });

  it('gives the same successor to a refresh that is repeated within 10 s', async () => {
    const first = await signIn();
    const second = sessionOf(await refresh(first.refresh));
    bench.clock.advance(10_000);
    const again = sessionOf(await refresh(first.refresh));
    expect(again.refresh).toBe(second.refresh);
    expect(await Promise.all([isIn(second), isIn(again)])).toEqual([true, true]);
    expect((await refresh(second.refresh)).status).toBe(200);
  });

  it.each([
    ['a refresh token comes back after 10 s', 1, 10_001],
    ['an older one than the last comes back at once', 2, 0],
  ])('ends as a whole when %s', async (_when, rotations, laterMs) => {
    const first = await signIn();
    const all = [first];
    for (let at = 0; at < rotations; at += 1) all.push(sessionOf(await refresh(all.at(-1)?.refresh ?? '')));
    bench.clock.advance(laterMs);
    expect(await refresh(first.refresh)).toMatchObject({ status: 401, code: 'session-ended' });
    expect(await Promise.all(all.map(isIn))).toEqual(all.map(() => false));
    expect(await refresh(all.at(-1)?.refresh ?? '')).toMatchObject({ code: 'session-ended' });
    const audit = await bench.call('GET', '/api/v1/audit', { token: owner.access });
    expect(audit.text).toContain('session.reuse');
  });

  it('ends when nobody used it for 30 days', async () => {
    const first = await signIn();
    bench.clock.advance(REFRESH_MS);
    expect(await refresh(first.refresh)).toMatchObject({ code: 'session-ended' });
    owner = await bench.signIn('owner', { from: elsewhere() });
  });

  it.each([
    ['another session', (token: string) => token.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))],
    ['another count', (token: string) => token.replace('.0.', '.1.')],
    ['another proof', (token: string) => token.replace(/[^.]{2}$/, 'AA')],
    ['nothing', () => ''],
    ['words', () => 'let me in'],
  ])('is refreshed by no token with %s', async (_what, change) => {
    const first = await signIn();
    expect(await refresh(change(first.refresh))).toMatchObject({ status: 401, code: 'session-ended' });
    expect((await refresh(first.refresh)).status).toBe(200);
  });

  it('ends by signing out, with its live page', async () => {
    const mine = await signIn();
    const other = await signIn();
    const page = await LivePage.open(bench.app.port, mine.access);
    const closed = page.closed();
    expect((await bench.call('DELETE', '/api/v1/session', { token: mine.access })).status).toBe(204);
    expect(await closed).toBe(4401);
    expect([await isIn(mine), await isIn(other)]).toEqual([false, true]);
    expect(await refresh(mine.refresh)).toMatchObject({ code: 'session-ended' });
  });

  it('is listed to its person, who can end it from another', async () => {
    const mine = await signIn();
    const other = await signIn();
    const listed = async () => {
      const { text } = await bench.call('GET', '/api/v1/sessions', { token: mine.access });
      return [...text.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
    };
    const otherId = other.refresh.split('.')[0];
    expect(await listed()).toEqual(expect.arrayContaining([otherId, mine.refresh.split('.')[0]]));
    expect((await bench.call('DELETE', `/api/v1/sessions/${otherId}`, { token: mine.access })).status).toBe(204);
    expect([await isIn(mine), await isIn(other)]).toEqual([true, false]);
    expect(await listed()).not.toContain(otherId);
  });

  it('is ended by nobody else, not even the owner of the gateway', async () => {
    const mine = await signIn();
    const path = `/api/v1/sessions/${mine.refresh.split('.')[0]}`;
    expect(await bench.call('DELETE', path, { token: owner.access })).toMatchObject({ code: 'not-found' });
    expect(await isIn(mine)).toBe(true);
  });
});

describe('a new password', () => {
  const change = (token: string, current: string, password: string) =>
    bench.call('PUT', '/api/v1/session/password', { token, body: { current, password } });

  it("of one's own ends every other session, and the old one is worth nothing", async () => {
    const mine = await signIn();
    const other = await signIn();
    const page = await LivePage.open(bench.app.port, other.access);
    const closed = page.closed();
    expect((await change(mine.access, PASSWORD, 'eight dry buckets')).status).toBe(204);
    expect(await closed).toBe(4401);
    expect([await isIn(mine), await isIn(other)]).toEqual([true, false]);
    expect(await trySignIn(PASSWORD)).toMatchObject({ code: 'wrong-credentials' });
    expect(await trySignIn('eight dry buckets')).toMatchObject({ status: 200 });
  });

  it('is refused without the present one, and ends nothing', async () => {
    const mine = await signIn();
    const other = await signIn();
    expect(await change(mine.access, 'not my password', 'eight dry buckets')).toMatchObject({ code: 'invalid' });
    expect([await isIn(mine), await isIn(other)]).toEqual([true, true]);
  });

  it('given by an admin holds, whatever the person does at the same moment', async () => {
    const mine = await signIn();
    await Promise.all([
      change(mine.access, PASSWORD, 'eight dry buckets'),
      patchPerson({ password: 'nine new buckets' }),
    ]);
    expect(await trySignIn('nine new buckets')).toMatchObject({ status: 200 });
  });

  it('given by an admin ends every session of the person', async () => {
    const mine = await signIn();
    expect((await patchPerson({ password: 'nine new buckets' })).status).toBe(200);
    expect(await isIn(mine)).toBe(false);
    expect(await trySignIn('nine new buckets')).toMatchObject({ status: 200 });
  });
});

describe('somebody who is suspended', () => {
  it('is out at once, with every page, until allowed again', async () => {
    const mine = await signIn();
    const page = await LivePage.open(bench.app.port, mine.access);
    const closed = page.closed();
    expect((await patchPerson({ suspended: true, reason: 'Lent the key' })).status).toBe(200);
    expect(await closed).toBe(4401);
    expect(await isIn(mine)).toBe(false);
    expect(await refresh(mine.refresh)).toMatchObject({ code: 'session-ended' });
    expect((await trySignIn(PASSWORD)).text).toContain('suspended');
    await patchPerson({ suspended: false });
    expect(await isIn(mine)).toBe(false);
    expect(await isIn(await signIn())).toBe(true);
  });

  it('is told so only with the right password', async () => {
    await patchPerson({ suspended: true, reason: 'Lent the key' });
    expect((await trySignIn('wrong password')).text).not.toContain('suspended');
  });

  it('on the machine itself loses the live page within 30 s', async () => {
    const mine = await signIn();
    const page = await LivePage.open(bench.app.port, mine.access);
    const closed = page.closed();
    bench.people.forSite(owner.site).update(person, { suspended: true });
    expect(await isIn(mine)).toBe(false);
    bench.clock.advance(30_000);
    expect(await closed).toBe(4401);
  });

  it('while signing in is not let in, and neither is who is removed meanwhile', async () => {
    const [answer] = await Promise.all([trySignIn(PASSWORD), patchPerson({ suspended: true, reason: 'Lent the key' })]);
    if (answer.status === 200) expect(await isIn(sessionOf(answer))).toBe(false);
    await patchPerson({ suspended: false });
    if (answer.status === 200) expect(await isIn(sessionOf(answer))).toBe(false);
    await bench.confirm(owner.access);
    const [second] = await Promise.all([
      trySignIn(PASSWORD),
      bench.call('DELETE', `/api/v1/users/${person}`, { token: owner.access }),
    ]);
    expect(second).toMatchObject({ status: 401, code: 'wrong-credentials' });
  });
});

describe('whoever tries passwords', () => {
  const fail = async (times: number) => {
    for (let at = 0; at < times; at += 1) await trySignIn('wrong password');
  };

  it('must wait, ever longer, and is told how long', async () => {
    await fail(5);
    const first = await trySignIn(PASSWORD);
    expect(first).toMatchObject({ status: 429, code: 'slow-down' });
    expect([first.headers['retry-after'], first.member('retryAfterS')]).toEqual(['1', 1]);
    bench.clock.advance(1_000);
    await fail(1);
    expect((await trySignIn(PASSWORD)).headers['retry-after']).toBe('2');
    bench.clock.advance(2_000);
    expect(await trySignIn(PASSWORD)).toMatchObject({ status: 200 });
  });

  it('does not keep the owner of the name out from another address', async () => {
    await fail(8);
    expect(await trySignIn(PASSWORD)).toMatchObject({ status: 429 });
    expect(await trySignIn(PASSWORD, { from: elsewhere() })).toMatchObject({ status: 200 });
  });

  it('of many names from one address must wait as well', async () => {
    for (let at = 0; at < 21; at += 1)
      await bench.call('POST', '/api/v1/session', { body: { login: `guess${at}`, password: 'x' }, from: here() });
    expect(await trySignIn(PASSWORD)).toMatchObject({ status: 429 });
    expect(await trySignIn(PASSWORD, { from: elsewhere() })).toMatchObject({ status: 200 });
  });

  it('learns from no answer whether a name exists', async () => {
    const unknown = await bench.call('POST', '/api/v1/session', {
      body: { login: 'nobody.here', password: 'wrong password' },
      from: here(),
    });
    const known = await trySignIn('wrong password');
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
  });

  it('in a flood is told to slow down, and names nobody has are refused as before when it is over', async () => {
    const fresh = new HttpBench();
    await fresh.start();
    await fresh.claim();
    const wrong = (name: string, from: string) =>
      fresh.call('POST', '/api/v1/session', { body: { login: name, password: 'wrong password' }, from });
    const names = Array.from({ length: 40 }, (_, at) => (at < 30 ? 'owner' : 'nobody.here'));
    const flood = await Promise.all(names.map((name, at) => wrong(name, `127.0.3.${at + 1}`)));
    expect(new Set(flood.map(({ status }) => status))).toEqual(new Set([401, 429]));
    expect(await wrong('nobody.here', '127.0.4.1')).toMatchObject({ status: 401, code: 'wrong-credentials' });
    await fresh.stop();
  });

  it('is written down at the 1st, 2nd, 4th and 8th failure, not at each', async () => {
    await fail(5);
    const { text } = await bench.call('GET', '/api/v1/audit', { token: owner.access });
    const results = [...text.matchAll(/"subject":"(\w+)","result":"refused, (\d) in a row"/g)];
    expect(results.filter(([, subject]) => subject === login).map(([, , failures]) => failures)).toEqual([
      '4',
      '2',
      '1',
    ]);
  });
});
