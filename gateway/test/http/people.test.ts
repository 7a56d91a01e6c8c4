import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loginOf, startFarm, type HttpFarm } from '../../src/testing/http-farm.ts';

let farm: HttpFarm;
beforeAll(async () => {
  farm = await startFarm();
});
afterAll(() => farm.stop());

const call = async (method: string, path: string, body?: unknown, who: 'master' | 'admin' | 'stranger' = 'master') => {
  if (method === 'DELETE') await farm.bench.confirm(farm.tokenOf(who));
  return farm.bench.call(method, path, { token: farm.tokenOf(who), ...(body === undefined ? {} : { body }) });
};
const pathOf = (who: keyof HttpFarm['ids']) => `/api/v1/users/${farm.ids[who]}`;
const someone = { login: 'worker', name: 'Wim Worker', role: 'user', password: 'ten full buckets' };

describe('the people of a farm', () => {
  it('are added once, by a name in small letters that is unique over all farms', async () => {
    expect(await call('POST', '/api/v1/users', { ...someone, login: ' Worker ' })).toMatchObject({ status: 201 });
    expect(await call('POST', '/api/v1/users', { ...someone, login: 'WORKER' })).toMatchObject({ code: 'conflict' });
    expect(await call('POST', '/api/v1/users', someone, 'stranger')).toMatchObject({ code: 'conflict' });
  });

  it('are shown without their passwords', async () => {
    expect((await call('GET', '/api/v1/users')).text).not.toMatch(/argon2|passwordHash/);
  });

  it('stay as they are where a change says nothing', async () => {
    const before = farm.bench.people.findUser(farm.ids.viewer);
    expect(await call('PATCH', pathOf('viewer'), {})).toMatchObject({ status: 200 });
    expect(farm.bench.people.findUser(farm.ids.viewer)).toEqual(before);
  });

  it.each(['GET', 'PATCH', 'DELETE'])('of another farm are not there for %s', async (method) => {
    const answer = await call(
      method,
      pathOf('user'),
      method === 'PATCH' ? { name: 'Taken over' } : undefined,
      'stranger',
    );
    expect([404, 405]).toContain(answer.status);
    expect(farm.bench.people.findUser(farm.ids.user)).toMatchObject({ name: `Person ${loginOf('user')}` });
    expect((await call('PATCH', pathOf('stranger'), { suspended: true, reason: 'Lent the key' })).code).toBe(
      'not-found',
    );
  });

  it('gain no right over the gateway by anything that is sent', async () => {
    for (const more of [
      { masterAdmin: true },
      { site: 'site_second0001' },
      { id: farm.ids.master },
      { passwordHash: '' },
    ]) {
      expect(await call('PATCH', pathOf('viewer'), more)).toMatchObject({ code: 'invalid' });
      expect(await call('POST', '/api/v1/users', { ...someone, login: 'x.y', ...more })).toMatchObject({
        code: 'invalid',
      });
    }
  });
});

describe('admins', () => {
  it('cannot touch a master admin without being one', async () => {
    for (const body of [
      { role: 'viewer' },
      { suspended: true, reason: 'Lent the key' },
      { password: 'eleven old buckets' },
      { name: 'Nobody' },
    ])
      expect(await call('PATCH', pathOf('master'), body, 'admin')).toMatchObject({ code: 'not-allowed' });
    expect(await call('DELETE', pathOf('master'), undefined, 'admin')).toMatchObject({ code: 'not-allowed' });
  });

  it.each([
    ['demoted', 'PATCH', { role: 'viewer' }],
    ['suspended', 'PATCH', { suspended: true, reason: 'Lent the key' }],
    ['removed', 'DELETE', undefined],
  ])('that are the last of their farm are not %s', async (_what, method, body) => {
    expect(await call(method, pathOf('stranger'), body, 'stranger')).toMatchObject({ status: 409, code: 'conflict' });
    expect(await call('GET', '/api/v1/users', undefined, 'stranger')).toMatchObject({ status: 200 });
  });

  it.each([
    ['demoted', 'PATCH', { role: 'user' }],
    ['suspended', 'PATCH', { suspended: true, reason: 'Lent the key' }],
    ['removed', 'DELETE', undefined],
  ])('that are the last master of the gateway are not %s', async (_what, method, body) => {
    expect(await call(method, pathOf('master'), body)).toMatchObject({ status: 409, code: 'conflict' });
  });

  it('do not give themselves a password without the present one, nor lock themselves out', async () => {
    const own = (method: string, body?: object) => call(method, pathOf('admin'), body, 'admin');
    expect(await own('PATCH', { password: 'eleven old buckets' })).toMatchObject({ status: 403, code: 'not-allowed' });
    expect(await own('PATCH', { suspended: true, reason: 'Lent the key' })).toMatchObject({
      status: 409,
      code: 'conflict',
    });
    expect(await own('DELETE')).toMatchObject({ status: 409, code: 'conflict' });
    expect(await own('PATCH', { name: 'Ada Admin' })).toMatchObject({ status: 200 });
  });

  it('that are not the last lose their rights with the very next request', async () => {
    expect(await call('PATCH', pathOf('admin'), { role: 'viewer' })).toMatchObject({ status: 200 });
    expect(await call('GET', '/api/v1/users', undefined, 'admin')).toMatchObject({ status: 403 });
    await call('PATCH', pathOf('admin'), { role: 'admin' });
    expect(await call('GET', '/api/v1/users', undefined, 'admin')).toMatchObject({ status: 200 });
  });
});
