import * as z from 'zod/mini';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, type HttpAnswer } from '../../src/testing/http-client.ts';
import { everybody, loginOf, OUTLET, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';
import {
  matrix,
  nodeColumnsOf,
  nowhere,
  pathOf,
  realTarget,
  type Access,
  type NodeCaller,
  type Target,
} from './matrix.ts';

let farm: HttpFarm;
let real: Target;
/** Words that stand in the first farm's data and nowhere else. */
let marks: readonly string[];
let nodes: Readonly<Record<NodeCaller, string>>;

beforeAll(async () => {
  farm = await startFarm();
  const { bench, tokenOf, ids, site } = farm;
  const command = 'matrix-command-1';
  const body = { id: command, device: OUTLET, point: 'relay.a', value: false };
  await bench.call('POST', '/api/v1/commands', { token: tokenOf('user'), body });
  const [session] = bench.people.forSite(site).sessionsOf(ids.master);
  // That OFF stays owed.
  bench.clock.advance(16_000);
  const [alert] = z
    .object({ alerts: z.array(z.object({ id: z.string() })) })
    .parse(JSON.parse((await bench.call('GET', '/api/v1/alerts', { token: tokenOf('user') })).text)).alerts;
  const shared = await sharePump();
  const money = await enterMoney();
  const newcomer = {
    login: 'matrix.newcomer',
    name: 'Nan Newcomer',
    password: 'twelve blue buckets',
    site: 'Hill farm',
  };
  await bench.call('POST', '/api/v1/registrations', { body: newcomer });
  const waiting = z
    .object({ registrations: z.array(z.object({ id: z.string() })) })
    .parse(JSON.parse((await bench.call('GET', '/api/v1/registrations', { token: tokenOf('admin') })).text));
  const registration = waiting.registrations[0]?.id ?? '';
  real = realTarget({
    user: ids.user,
    session: session?.id ?? '',
    command,
    alert: alert?.id ?? '',
    registration,
    ...shared,
    ...money,
  });
  nodes = await makeNodes();
  marks = [
    site,
    'Hill farm',
    OUTLET,
    command,
    real.session,
    real.alert,
    real.pump,
    real.run,
    real.planned,
    real.asking,
    'Deep well',
    real.tariff,
    'Hill supplier',
    real.bill,
    real.budget,
    'Hill budget',
    real.registration,
    'Nan Newcomer',
    loginOf('master'),
    'node-own',
    'matrix-node-off',
    ...Object.values(ids).slice(0, 5),
  ];
});
afterAll(() => farm.stop());

describe('the role matrix', () => {
  it('has a row for every route of the router and no other', () => {
    const routes = farm.bench.app.routes.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(matrix).sort()).toEqual(routes.sort());
  });

  it.each(Object.keys(matrix))('of %s holds for everybody', async (route) => {
    for (const [who, access] of columnsOf(route)) {
      const answer = await call(route, who, access);
      expect(`${who}: ${outcomeOf(answer, access)}`).toBe(`${who}: ${access}`);
      if (route.startsWith('GET ') && (access === 'ok' || access === 'own')) expect(answer.status).toBe(200);
    }
  });

  it.each(Object.keys(matrix))('of %s holds for every node', async (route) => {
    const [method = '', path = ''] = route.split(' ');
    for (const [who, access] of nodeColumnsOf(route)) {
      const body = matrix[route]?.body?.(nowhere);
      const headers = { Authorization: nodes[who] };
      const options = { headers, ...(body === undefined ? {} : { body }) };
      const answer = await farm.bench.call(method, pathOf(path, method === 'GET' ? real : nowhere), options);
      expect(`${who}: ${outcomeOf(answer, access)}`).toBe(`${who}: ${access}`);
      if (method === 'GET' && (access === 'ok' || access === 'own')) expect(answer.status).toBe(200);
    }
    // By the clock of the bench no time passes, and what a node may ask is counted by it.
    farm.bench.clock.advance(5_000);
  });

  it('lets only a master admin stop every farm', async () => {
    const body = { scope: 'gateway' };
    for (const who of ['viewer', 'user', 'installer', 'admin', 'stranger'] as const)
      expect(await farm.bench.call('POST', '/api/v1/all-off', { token: farm.tokenOf(who), body })).toMatchObject({
        status: 403,
        code: 'not-allowed',
      });
    const latched = async () =>
      (await farm.bench.call('GET', '/api/v1/all-off', { token: farm.tokenOf('stranger') })).member('latch');
    expect(await latched()).toMatchObject({ latched: false });
    expect(await farm.bench.call('POST', '/api/v1/all-off', { token: farm.tokenOf('master'), body })).toMatchObject({
      status: 202,
    });
    expect(await latched()).toMatchObject({ latched: true });
  });
});

/** A pump of the first farm with somebody who waits for it, who plans, and who has minutes and asks for more. */
async function sharePump(): Promise<Pick<Target, 'pump' | 'run' | 'planned' | 'asking' | 'receipt'>> {
  const { bench, tokenOf, ids } = farm;
  const as = async (who: Who, path: string, body: object) => {
    const answer = await bench.call('POST', `/api/v1/${path}`, { token: tokenOf(who), body });
    expect(answer).toMatchObject({ status: 201 });
    return String(answer.member('id'));
  };
  const setup = {
    name: 'Deep well',
    device: OUTLET,
    point: 'relay.b',
    hasContactor: true,
    motor: { phases: 1, kw: 1.1 },
  };
  const pump = await as('admin', 'pumps', setup);
  await as('admin', `wallets/${ids.user}/recharge`, { seconds: 3_600, reason: 'paid' });
  const run = await as('user', 'runs', { pump, seconds: 600 });
  const planned = await as('user', 'planned-runs', { pump, seconds: 600, at: bench.clock.wallMs() + 3_600_000 });
  const asking = await as('user', 'minute-requests', { seconds: 600 });
  return { pump, run, planned, asking, receipt: '1' };
}

async function enterMoney(): Promise<Pick<Target, 'tariff' | 'bill' | 'budget'>> {
  const { bench, tokenOf } = farm;
  const as = async (path: string, body: object) => {
    const answer = await bench.call('POST', `/api/v1/${path}`, { token: tokenOf('admin'), body });
    expect(answer).toMatchObject({ status: 201 });
    return String(answer.member('id'));
  };
  const energy = { kind: 'flat', rate: '4' };
  const terms = { name: 'Hill supplier', currency: 'THB', energy, fixed: [], surcharges: [], taxes: [] };
  const tariff = await as('tariffs', { terms, validFrom: 0 });
  const to = Math.floor(bench.clock.wallMs() / 900_000) * 900_000;
  const bill = await as('real-bills', { from: to - 900_000, to, currency: 'THB', total: 100, note: 'Hill bill' });
  const subject = { kind: 'site' };
  const budget = await as('budgets', { name: 'Hill budget', subject, measure: 'money', limit: 100 });
  return { tariff, bill, budget };
}

/** The credentials of `everyNode`; the one of the first farm has an OFF waiting that no other may see. */
async function makeNodes(): Promise<typeof nodes> {
  const { bench, tokenOf } = farm;
  const make = async (id: string, who: Who = 'admin') => {
    const made = await bench.call('POST', '/api/v1/nodes', {
      token: tokenOf(who),
      body: { name: id, kind: 'node', id },
    });
    return basic(id, String(made.member('secret')));
  };
  const found = {
    own: await make('node-own'),
    stranger: await make('node-far', 'stranger'),
    revoked: await make('node-revoked'),
    rotated: await make('node-rotated'),
  };
  await bench.call('DELETE', '/api/v1/devices/node-revoked/credential', { token: tokenOf('admin') });
  await bench.call('POST', '/api/v1/devices/node-rotated/credential', { token: tokenOf('admin') });
  for (const Authorization of [found.own, found.stranger])
    await bench.call('PUT', '/api/v1/node/hello', {
      headers: { Authorization },
      body: { contract: 1, type: 'pump-node', pollS: 3_600 },
    });
  const off = { id: 'matrix-node-off', device: 'node-own', point: 'relay', value: false };
  await bench.call('POST', '/api/v1/commands', { token: tokenOf('user'), body: off });
  return found;
}

function columnsOf(route: string): [Who, Access][] {
  const words = matrix[route]?.access.trim().split(/\s+/) ?? [];
  expect(words).toHaveLength(everybody.length);
  return everybody.map((who, at) => [who, words[at] as Access]);
}

/** Changes aim at nothing, but for the stranger, who must find the real thing to be nowhere. */
async function call(route: string, who: Who, access: Access): Promise<HttpAnswer> {
  const [method = '', path = ''] = route.split(' ');
  const target = method === 'GET' || access === '404' ? real : nowhere;
  const ends = route === 'DELETE /api/v1/session' && who !== 'nobody';
  const token = ends ? (await farm.bench.signIn(loginOf(who))).access : farm.tokenOf(who);
  if (asksFirst(route) && token !== undefined) await farm.bench.confirm(token);
  const body = matrix[route]?.body?.(target);
  return farm.bench.call(method, pathOf(path, target), { token, ...(body === undefined ? {} : { body }) });
}

/** Whether PIN or password has to be said before. */
function asksFirst(route: string): boolean {
  return farm.bench.app.routes.some(({ method, path, confirm }) => `${method} ${path}` === route && confirm === true);
}

function outcomeOf(answer: HttpAnswer, wanted: Access): string {
  const { status, code } = answer;
  if (status === 401 || status === 403) return String(status);
  if (status >= 500) return `${status} ${answer.text}`;
  if (wanted === '404') return code === 'not-found' ? '404' : `${status}`;
  if (wanted !== 'own') return 'ok';
  // What they asked for themselves, and did not get, stands in their own record.
  const told = answer.text.replaceAll(/\{[^{}]*"action":"access\.refused"[^{}]*\}/g, '');
  const found = marks.filter((mark) => told.includes(mark));
  return found.length === 0 ? 'own' : `sees ${found.join(', ')}`;
}
