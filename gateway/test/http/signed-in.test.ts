import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loginOf, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';

let farm: HttpFarm;
beforeEach(async () => {
  farm = await startFarm();
});
afterEach(() => farm.stop());

const call = (method: string, path: string, who: Who) =>
  farm.bench.call(method, `/api/v1/${path}`, { token: farm.tokenOf(who) });
const sessionsOf = async (path: string, who: Who) =>
  (await call('GET', path, who)).member('sessions') as { readonly id: string; readonly current: boolean }[];
const isIn = async (token: string | undefined) =>
  (await farm.bench.call('GET', '/api/v1/session', { token })).status === 200;

describe('sessions', () => {
  it('are listed to their own person, who ends all others at once', async () => {
    const others = [await farm.bench.signIn(loginOf('user')), await farm.bench.signIn(loginOf('user'))];
    const listed = await sessionsOf('sessions', 'user');
    expect([listed.length, listed.filter(({ current }) => current).length]).toEqual([3, 1]);
    expect((await call('DELETE', 'sessions', 'user')).status).toBe(204);
    expect(await isIn(farm.tokenOf('user'))).toBe(true);
    for (const { access } of others) expect(await isIn(access)).toBe(false);
  });

  it('of a person of the farm are listed and ended by an admin', async () => {
    const path = `users/${farm.ids.user}/sessions`;
    const [session] = await sessionsOf(path, 'admin');
    expect(session).toMatchObject({ current: false, address: '127.0.0.1' });
    expect((await call('DELETE', `${path}/${session?.id}`, 'admin')).status).toBe(204);
    expect(await isIn(farm.tokenOf('user'))).toBe(false);
    expect(await call('DELETE', `${path}/${session?.id}`, 'admin')).toMatchObject({ status: 404 });
    const again = await farm.bench.signIn(loginOf('user'));
    expect((await call('DELETE', path, 'admin')).status).toBe(204);
    expect(await isIn(again.access)).toBe(false);
    expect((await call('GET', 'audit', 'admin')).text).toMatch(/session\.end-all.*session\.end/s);
  });

  it('of a master admin are ended by no other admin, nor one’s own by ending all', async () => {
    expect(await call('DELETE', `users/${farm.ids.master}/sessions`, 'admin')).toMatchObject({ code: 'not-allowed' });
    expect((await call('DELETE', `users/${farm.ids.admin}/sessions`, 'admin')).status).toBe(204);
    expect(await isIn(farm.tokenOf('admin'))).toBe(true);
  });

  it('of one person are not ended under the name of another', async () => {
    const [session] = await sessionsOf(`users/${farm.ids.viewer}/sessions`, 'admin');
    const path = `users/${farm.ids.user}/sessions/${session?.id}`;
    expect(await call('DELETE', path, 'admin')).toMatchObject({ status: 404 });
    expect(await isIn(farm.tokenOf('viewer'))).toBe(true);
  });
});
