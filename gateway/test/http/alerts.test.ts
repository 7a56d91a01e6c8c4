import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertPage, LiveMessage } from '../../src/contract/index.ts';
import { loginOf, OUTLET, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';
import { LivePage } from '../../src/testing/http-live.ts';

let farm: HttpFarm;
beforeAll(async () => {
  farm = await startFarm();
});
afterAll(() => farm.stop());

const inboxBy = async (token: string | undefined, query = '') =>
  AlertPage.parse(JSON.parse((await farm.bench.call('GET', `/api/v1/alerts${query}`, { token })).text));
const inbox = (who: Who, query = '') => inboxBy(farm.tokenOf(who), query);
const post = (who: Who, id: string, what: string) =>
  farm.bench.call('POST', `/api/v1/alerts/${id}/${what}`, { token: farm.tokenOf(who) });
const none = { critical: 0, warning: 0, info: 0 };

describe('the inbox', () => {
  it.each(['?state=closed', '?limit=0', '?limit=201', '?before=x'])('refuses %s', async (query) => {
    const answer = await farm.bench.call('GET', `/api/v1/alerts${query}`, { token: farm.tokenOf('viewer') });
    expect(answer).toMatchObject({ status: 422, code: 'invalid' });
  });

  it('has an OFF that stays owed, tells every page of the farm, and goes on over a restart', async () => {
    const page = await LivePage.open(farm.bench.app.port, farm.tokenOf('viewer') ?? '');
    expect(page.snapshot.alerts).toEqual(none);
    const told: unknown[] = [];
    page.socket.on('message', (data: unknown) => {
      const message = LiveMessage.parse(JSON.parse(String(data)));
      if (message.type === 'delta') told.push(...message.changes);
    });
    const body = { device: OUTLET, point: 'relay.a', value: false };
    await farm.bench.call('POST', '/api/v1/commands', { token: farm.tokenOf('user'), body });
    farm.bench.clock.advance(15_000);
    const { alerts, counts } = await inbox('viewer');
    expect(alerts).toMatchObject([
      { rule: 'off-owed', device: OUTLET, severity: 'critical', state: 'active', count: 1 },
    ]);
    expect(counts).toEqual({ ...none, critical: 1 });
    await expect.poll(() => told).toContainEqual({ what: 'alerts', counts });
    expect(await inbox('stranger', '?state=all')).toEqual({ alerts: [], counts: none });

    const id = alerts[0]?.id ?? '';
    expect(await post('user', id, 'acknowledge')).toMatchObject({ status: 200 });
    expect(await post('admin', id, 'clear')).toMatchObject({ status: 409, code: 'conflict' });
    expect((await inbox('user')).counts).toEqual(none);
    page.close();
    await farm.bench.restart();
    farm.bench.clock.advance(15_000);
    const { access } = await farm.bench.signIn(loginOf('user'));
    expect((await inboxBy(access)).alerts).toMatchObject([{ id, state: 'acknowledged', acknowledgedBy: 'user.login' }]);
  });
});
