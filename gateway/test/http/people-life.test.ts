import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../src/testing/http-bench.ts';
import { HttpPump } from '../../src/testing/http-pump.ts';
import { loginOf, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';

const HOUR_MS = 3_600_000;

let farm: HttpFarm;
beforeEach(async () => {
  farm = await startFarm();
});
afterEach(() => farm.stop());

const call = (method: string, path: string, body?: unknown, who: Who = 'master') =>
  farm.bench.call(method, `/api/v1/${path}`, { token: farm.tokenOf(who), ...(body === undefined ? {} : { body }) });
const patch = (who: keyof HttpFarm['ids'], body: object, by: Who = 'master') =>
  call('PATCH', `users/${farm.ids[who]}`, body, by);
const signIn = (who: keyof HttpFarm['ids']) =>
  farm.bench.call('POST', '/api/v1/session', { body: { login: loginOf(who), password: PASSWORD } });
const record = (who: keyof HttpFarm['ids']) => farm.bench.people.findUser(farm.ids[who]);

describe('a suspension', () => {
  it('needs a reason, which is not nothing and not a book', async () => {
    for (const more of [{}, { reason: '' }, { reason: '   ' }, { reason: 'x'.repeat(201) }, { reason: 'a\nb' }])
      expect(await patch('user', { suspended: true, ...more })).toMatchObject({ status: 422, code: 'invalid' });
    expect(record('user')).toMatchObject({ suspended: false });
    expect(await patch('user', { reason: 'for nothing' })).toMatchObject({ status: 422 });
  });

  it('ends every session at once; admins read why, and so does who is suspended, with the right password', async () => {
    expect((await patch('user', { suspended: true, reason: ' Lent the key ' })).status).toBe(200);
    expect((await call('GET', 'session', undefined, 'user')).status).toBe(401);
    expect((await call('GET', 'users', undefined, 'admin')).text).toContain('Lent the key');
    const answer = await signIn('user');
    expect(answer).toMatchObject({ status: 403, code: 'suspended' });
    expect(answer.member('detail')).toBe('You are suspended. “Lent the key” Ask an admin of your farm.');
    const body = { login: loginOf('user'), password: 'wrong password' };
    const guess = await farm.bench.call('POST', '/api/v1/session', { body });
    expect(guess).toMatchObject({ status: 401, code: 'wrong-credentials' });
    expect(guess.text).not.toContain('key');
  });

  it('stops what they run, and keeps their minutes', async () => {
    const pump = await new HttpPump(farm).build();
    await pump.pay('user', 600);
    const run = await pump.call('POST', 'runs', 'user', { pump: pump.id, seconds: 300 });
    await patch('user', { suspended: true, reason: 'Lent the key' });
    const after = await pump.call('GET', `runs/${String(run.member('id'))}`, 'admin');
    expect(after.text).toContain('"reason":"suspended"');
    expect((await pump.call('GET', `wallets/${farm.ids.user}`, 'admin')).member('balanceS')).toBe(600);
    expect(after.text).not.toMatch(/argon2|passwordHash/);
  });

  it('is over when an admin says so, and its reason with it', async () => {
    await patch('user', { suspended: true, reason: 'Lent the key' });
    await patch('user', { suspended: false }, 'admin');
    expect((await signIn('user')).status).toBe(200);
    expect(record('user')).not.toHaveProperty('suspendedFor');
    expect((await call('GET', 'audit')).text).toContain('Lent the key');
  });
});

describe('an installer', () => {
  it('is let in for a day, then no more until an admin renews it', async () => {
    farm.bench.clock.advance(24 * HOUR_MS - 1);
    expect((await signIn('installer')).status).toBe(200);
    farm.bench.clock.advance(1);
    expect(await signIn('installer')).toMatchObject({ status: 403, code: 'expired' });
    const { access } = await farm.bench.signIn(loginOf('admin'));
    const path = `/api/v1/users/${farm.ids.installer}`;
    await farm.bench.call('PATCH', path, { token: access, body: { role: 'installer' } });
    expect((await signIn('installer')).status).toBe(200);
    expect(record('installer')?.expiresAt).toBe(farm.bench.clock.wallMs() + 24 * HOUR_MS);
  });

  it('loses a session that is open when the day is over', async () => {
    farm.bench.clock.advance(24 * HOUR_MS - 60_000);
    const { access } = await farm.bench.signIn(loginOf('installer'));
    farm.bench.clock.advance(60_000);
    expect((await farm.bench.call('GET', '/api/v1/session', { token: access })).status).toBe(401);
  });

  it('who becomes something else is let in for good', async () => {
    await patch('installer', { role: 'user' });
    expect(record('installer')).not.toHaveProperty('expiresAt');
    farm.bench.clock.advance(48 * HOUR_MS);
    expect((await signIn('installer')).status).toBe(200);
  });
});

describe('a badge', () => {
  const badges = () =>
    farm.bench.people
      .forSite(farm.site)
      .list()
      .map(({ symbol, colour }) => `${symbol} ${colour}`);

  it('is nobody else’s at the farm', async () => {
    expect(new Set(badges()).size).toBe(badges().length);
    const { symbol, colour } = record('admin') ?? {};
    const refusal = await patch('user', { symbol, colour });
    expect(refusal).toMatchObject({ status: 409, code: 'conflict' });
    expect(new Set(badges()).size).toBe(badges().length);
  });

  it('is changed to a free one, and one of another farm is free', async () => {
    const { symbol, colour } = record('stranger') ?? {};
    await patch('master', { symbol: 'cup', colour: 'pink' });
    expect(await patch('user', { symbol, colour })).toMatchObject({ status: 200 });
    expect(record('user')).toMatchObject({ symbol, colour });
  });

  it('is one of those there are', async () => {
    expect(await patch('user', { symbol: 'skull' })).toMatchObject({ status: 422 });
  });
});
