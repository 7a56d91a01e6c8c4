import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../src/testing/http-bench.ts';
import { loginOf, OUTLET, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';

const PIN = '2580';

let farm: HttpFarm;
beforeEach(async () => {
  farm = await startFarm();
});
afterEach(() => farm.stop());

const call = (method: string, path: string, who: Who, body?: unknown) =>
  farm.bench.call(method, `/api/v1/${path}`, { token: farm.tokenOf(who), ...(body === undefined ? {} : { body }) });
const setPin = (who: Who, pin: string | null = PIN, current = PASSWORD) =>
  call('PUT', 'session/pin', who, { current, pin });
const confirm = (who: Who, body: unknown) => call('POST', 'session/confirm', who, body);
const byPin = (who: keyof HttpFarm['ids'], pin = PIN, from = '127.0.0.1') =>
  farm.bench.call('POST', '/api/v1/session/by-pin', { body: { user: farm.ids[who], pin, session: 'bearer' }, from });
const faces = async (query = '?site=Hill%20farm') => {
  const answer = await farm.bench.call('GET', `/api/v1/faces${query}`);
  return answer.member('faces') as { readonly id: string }[];
};
const forget = (who: Who) => call('DELETE', 'devices/none', who);

describe('a PIN', () => {
  it('is set and taken away by who says the password', async () => {
    expect(await setPin('user', PIN, 'wrong password')).toMatchObject({ status: 422 });
    expect((await setPin('user')).status).toBe(204);
    expect((await call('GET', 'session', 'user')).member('user')).toMatchObject({ hasPin: true });
    expect((await setPin('user', null)).status).toBe(204);
    expect((await call('GET', 'session', 'user')).member('user')).toMatchObject({ hasPin: false });
  });

  it.each(['123', '123456789', 'abcd', '12 34', '1234', '0000', '٢٥٨٠'])('is not "%s"', async (pin) => {
    expect(await setPin('user', pin)).toMatchObject({ status: 422, code: 'invalid' });
  });

  it('is shown to nobody, in no form, and its setting is written down', async () => {
    await setPin('user');
    const shown = (await call('GET', 'users', 'admin')).text + (await call('GET', 'audit', 'admin')).text;
    expect(shown).not.toMatch(/argon2|pinHash|2580/);
    expect(shown).toContain('user.pin');
  });

  it('that was forgotten is taken away by an admin, but not a master admin’s', async () => {
    await setPin('user');
    await setPin('master');
    expect((await call('DELETE', `users/${farm.ids.user}/pin`, 'admin')).status).toBe(204);
    expect(farm.bench.people.findUser(farm.ids.user)?.hasPin).toBe(false);
    expect(await call('DELETE', `users/${farm.ids.master}/pin`, 'admin')).toMatchObject({ code: 'not-allowed' });
  });
});

describe('what needs a confirmation', () => {
  it('is refused until PIN or password was said, and for five minutes is not', async () => {
    await setPin('admin');
    expect(await forget('admin')).toMatchObject({ status: 403, code: 'confirm-first' });
    expect((await confirm('admin', { pin: PIN })).member('until')).toBe(farm.bench.clock.wallMs() + 300_000);
    expect(await forget('admin')).toMatchObject({ status: 404 });
    farm.bench.clock.advance(299_999);
    expect(await forget('admin')).toMatchObject({ status: 404 });
    farm.bench.clock.advance(1);
    expect(await forget('admin')).toMatchObject({ code: 'confirm-first' });
    expect((await confirm('admin', { password: PASSWORD })).status).toBe(200);
    expect(await forget('admin')).toMatchObject({ status: 404 });
  });

  it('is confirmed for this session alone, and no longer than it lasts', async () => {
    await confirm('admin', { password: PASSWORD });
    const other = await farm.bench.signIn(loginOf('admin'));
    const path = `/api/v1/users/${farm.ids.user}`;
    expect(await farm.bench.call('DELETE', path, { token: other.access })).toMatchObject({ code: 'confirm-first' });
    expect(farm.bench.people.findUser(farm.ids.user)).toBeDefined();
  });

  it('is told apart from what the role forbids', async () => {
    expect(await forget('viewer')).toMatchObject({ status: 403, code: 'not-allowed' });
  });

  it('says which is wrong, and who has no PIN is told to say the password', async () => {
    expect(await confirm('admin', { pin: PIN })).toMatchObject({ status: 403, code: 'wrong-confirmation' });
    expect((await confirm('admin', { pin: PIN })).member('detail')).toContain('password');
    expect(await confirm('admin', { password: 'wrong password' })).toMatchObject({ code: 'wrong-confirmation' });
    for (const body of [{}, { pin: PIN, password: PASSWORD }, { pin: 2580 }, [], 'PIN'])
      expect(await confirm('admin', body)).toMatchObject({ status: 422 });
  });

  it('waits ever longer after wrong PINs, and not with the password', async () => {
    await setPin('admin');
    for (let at = 0; at < 4; at += 1) await confirm('admin', { pin: '1357' });
    expect(await confirm('admin', { pin: PIN })).toMatchObject({ status: 429, code: 'slow-down' });
    expect((await confirm('admin', { password: PASSWORD })).status).toBe(200);
    farm.bench.clock.advance(5_000);
    expect((await confirm('admin', { pin: PIN })).status).toBe(200);
  });

  it('is never to stop something', async () => {
    const off = { device: OUTLET, point: 'relay.a', value: false };
    expect((await call('POST', 'commands', 'user', off)).status).toBe(202);
    expect((await call('POST', 'all-off', 'viewer', { scope: 'site' })).status).toBe(202);
    const stopping = farm.bench.app.routes.filter(({ path }) => /commands|all-off$/.test(path));
    expect(stopping.some((route) => route.confirm)).toBe(false);
  });

  it('is told by OpenAPI', async () => {
    expect((await farm.bench.call('GET', '/api/v1/openapi.json')).text).toContain('confirm-first');
  });
});

describe('faces', () => {
  it('are users and viewers who have a PIN and are listed, of the farm that is named', async () => {
    for (const who of ['viewer', 'user', 'installer', 'admin', 'master', 'stranger'] as const) await setPin(who);
    expect((await faces()).map(({ id }) => id)).toEqual([farm.ids.user]);
    await call('PATCH', 'session/person', 'viewer', { listed: true });
    await call('PATCH', 'session/person', 'admin', { listed: true });
    expect((await faces()).map(({ id }) => id)).toEqual([farm.ids.viewer, farm.ids.user]);
    expect(Object.keys((await faces())[0] ?? {}).toSorted()).toEqual(['colour', 'id', 'name', 'symbol']);
    expect([await faces(''), await faces('?site=Far%20valley'), await faces('?site=x')]).toEqual([[], [], []]);
  });

  it('are not shown where the farm or the person does not want it', async () => {
    await setPin('user');
    await call('PATCH', 'session/person', 'user', { listed: false });
    expect(await faces()).toEqual([]);
    expect(await byPin('user')).toMatchObject({ status: 401 });
    await call('PATCH', 'session/person', 'user', { listed: true });
    await call('PATCH', 'sites/current', 'admin', { showsPeople: false });
    expect(await faces()).toEqual([]);
    expect(await byPin('user')).toMatchObject({ status: 401 });
  });

  it('sign in with the PIN, and have the right of their role', async () => {
    await setPin('user');
    const answer = await byPin('user');
    expect(answer.status).toBe(200);
    const token = String(answer.member('accessToken'));
    expect((await farm.bench.call('GET', '/api/v1/devices', { token })).status).toBe(200);
    expect((await farm.bench.call('GET', '/api/v1/users', { token })).status).toBe(403);
  });

  it('of who has more rights, is suspended, or has no PIN do not, and the answer is the same', async () => {
    await setPin('admin');
    await setPin('installer');
    await setPin('viewer');
    await call('PATCH', `users/${farm.ids.viewer}`, 'admin', { suspended: true, reason: 'Lent the key' });
    const answers = await Promise.all([
      byPin('admin'),
      byPin('installer'),
      byPin('viewer'),
      byPin('user'),
      byPin('user', '9'.repeat(4)),
    ]);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, code: 'wrong-credentials' });
  });

  it('wait after wrong PINs, from every address alike, while the password is as quick as before', async () => {
    await setPin('user');
    for (let at = 0; at < 4; at += 1) await byPin('user', '1357');
    expect(await byPin('user')).toMatchObject({ status: 429 });
    expect((await byPin('user', PIN, '127.0.0.2')).status).toBe(200);
    for (let at = 0; at < 11; at += 1) await byPin('user', '1357', `127.0.1.${at}`);
    expect(await byPin('user', PIN, '127.0.2.1')).toMatchObject({ status: 429 });
    await farm.bench.signIn(loginOf('user'));
  });
});
