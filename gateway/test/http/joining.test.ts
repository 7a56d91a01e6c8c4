import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFarm, loginOf, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';

const DAY_MS = 24 * 3_600_000;
const newcomer = { login: 'nan', name: 'Nan Newcomer', password: 'twelve blue buckets', site: 'Hill farm' };

let farm: HttpFarm;
beforeEach(async () => {
  farm = await startFarm();
});
afterEach(() => farm.stop());

const call = (method: string, path: string, who: Who, body?: unknown) =>
  farm.bench.call(method, `/api/v1/${path}`, { token: farm.tokenOf(who), ...(body === undefined ? {} : { body }) });
const ask = (more: object = {}, from = '127.0.0.1') =>
  farm.bench.call('POST', '/api/v1/registrations', { body: { ...newcomer, ...more }, from });
const waiting = async (who: Who = 'admin') =>
  (await call('GET', 'registrations', who)).member('registrations') as {
    id: string;
    login: string;
    isTaken: boolean;
  }[];
const signIn = (login = 'nan', password = newcomer.password) =>
  farm.bench.call('POST', '/api/v1/session', { body: { login, password } });

describe('somebody who asks to join', () => {
  it('waits, is let in by an admin as user, and signs in with the password they chose', async () => {
    expect(await ask({ note: 'Neighbour of Ana' })).toMatchObject({ status: 202, text: '' });
    expect(await signIn()).toMatchObject({ status: 403, code: 'waiting' });
    expect(await signIn('nan', 'wrong password')).toMatchObject({ status: 401, code: 'wrong-credentials' });
    const [registration] = await waiting();
    expect(registration).toMatchObject({ login: 'nan', note: 'Neighbour of Ana', isTaken: false });
    const made = await call('POST', `registrations/${registration?.id}/approve`, 'admin', {});
    expect(made).toMatchObject({ status: 201 });
    expect((await signIn()).member('user')).toMatchObject({ role: 'user', site: farm.site });
    expect(await waiting()).toEqual([]);
    expect(await call('POST', `registrations/${registration?.id}/approve`, 'admin', {})).toMatchObject({ status: 404 });
  });

  it('and is rejected reads why', async () => {
    await ask();
    const [registration] = await waiting();
    const path = `registrations/${registration?.id}/reject`;
    expect(await call('POST', path, 'admin', {})).toMatchObject({ status: 422 });
    expect((await call('POST', path, 'admin', { reason: 'Nobody knows you' })).status).toBe(204);
    const answer = await signIn();
    expect(answer).toMatchObject({ status: 403, code: 'rejected' });
    expect(answer.text).toContain('Nobody knows you');
    expect(await waiting()).toEqual([]);
  });

  it('learns nothing of who has a name, while the admin does and gives another', async () => {
    const [free, taken] = [await ask(), await ask({ login: loginOf('stranger') })];
    expect([taken.status, taken.text]).toEqual([free.status, free.text]);
    expect((await signIn(loginOf('stranger'))).code).toBe('wrong-credentials');
    const registration = (await waiting()).find(({ isTaken }) => isTaken);
    const path = `registrations/${registration?.id}/approve`;
    expect(await call('POST', path, 'admin', {})).toMatchObject({ status: 409, code: 'conflict' });
    expect(await call('POST', path, 'admin', { login: 'nan.two', role: 'viewer' })).toMatchObject({ status: 201 });
    expect((await signIn('nan.two')).member('user')).toMatchObject({ role: 'viewer' });
  });

  it('is forgotten after seven days', async () => {
    await ask();
    farm.bench.clock.advance(7 * DAY_MS - 1);
    expect(await signIn()).toMatchObject({ code: 'waiting' });
    farm.bench.clock.advance(1);
    expect(await signIn()).toMatchObject({ code: 'wrong-credentials' });
    const admin = await farm.bench.signIn(loginOf('admin'));
    const list = await farm.bench.call('GET', '/api/v1/registrations', { token: admin.access });
    expect(list.member('registrations')).toEqual([]);
  });

  it('names a farm that is open, and needs no name where there is one', async () => {
    expect(await ask({ site: 'Far hills' })).toMatchObject({ status: 422 });
    expect(await ask({ site: undefined })).toMatchObject({ status: 422 });
    await call('PATCH', 'sites/current', 'stranger', { mayAsk: false });
    expect(await ask({ site: undefined })).toMatchObject({ status: 202 });
    expect((await farm.bench.call('GET', '/api/v1/open-sites')).member('sites')).toEqual([
      { name: 'Far valley', mayAsk: false, showsPeople: true },
      { name: 'Hill farm', mayAsk: true, showsPeople: true },
    ]);
    await call('PATCH', 'sites/current', 'admin', { mayAsk: false });
    expect(await ask()).toMatchObject({ status: 403, code: 'not-allowed' });
  });

  it('waits ever longer after the fifth time, by address', async () => {
    for (let at = 0; at < 6; at += 1) await ask();
    expect(await ask()).toMatchObject({ status: 429, code: 'slow-down' });
    expect((await ask({}, '127.0.0.2')).status).toBe(202);
  });

  it('is one of fifty at most', async () => {
    for (let at = 0; at < 50; at += 1) expect((await ask({}, `127.0.3.${at}`)).status).toBe(202);
    expect(await ask({}, '127.0.4.1')).toMatchObject({ status: 409 });
    expect(await waiting()).toHaveLength(50);
    expect(await waiting('stranger')).toEqual([]);
  });
});

describe('a further site', () => {
  const site = {
    name: 'River farm',
    timeZone: 'Asia/Manila',
    admin: { login: 'rosa', name: 'Rosa', password: 'eleven red boats' },
  };

  it('is made by a master admin, with an admin who sees nobody of another', async () => {
    expect(await call('POST', 'sites', 'master', site)).toMatchObject({ status: 201 });
    const rosa = await signIn('rosa', site.admin.password);
    expect(rosa.member('user')).toMatchObject({ role: 'admin', masterAdmin: false });
    const token = /fg_access=([^;]+)/.exec(String(rosa.headers['set-cookie']))?.[1];
    const users = await farm.bench.call('GET', '/api/v1/users', { token });
    expect(users.member('users')).toHaveLength(1);
    for (const who of ['user', 'master'] as const)
      expect(
        await farm.bench.call('PATCH', `/api/v1/users/${farm.ids[who]}`, { token, body: { name: 'Mine' } }),
      ).toMatchObject({ status: 404 });
    const names = ((await call('GET', 'sites', 'master')).member('sites') as { name: string }[]).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['Far valley', 'Hill farm', 'River farm']);
  });

  it('is not made with a name or login that is there', async () => {
    expect(await call('POST', 'sites', 'master', { ...site, name: 'hill FARM' })).toMatchObject({ status: 409 });
    const admin = { ...site.admin, login: loginOf('stranger') };
    expect(await call('POST', 'sites', 'master', { ...site, admin })).toMatchObject({ status: 409 });
    expect(farm.bench.people.sites()).toHaveLength(2);
  });

  it('is renamed by a master admin, and never removed', async () => {
    const id = farm.bench.people.sites().find(({ name }) => name === 'Far valley')?.id;
    expect((await call('PATCH', `sites/${id}`, 'master', { name: 'Near valley' })).status).toBe(200);
    expect((await call('GET', 'sites/current', 'stranger')).member('name')).toBe('Near valley');
    expect((await call('GET', 'audit', 'stranger')).text).toContain('site.change');
    expect(await call('PATCH', `sites/${id}`, 'master', { name: 'Hill farm' })).toMatchObject({ status: 409 });
    expect(await call('DELETE', `sites/${id}`, 'master')).toMatchObject({ status: 405 });
  });
});
