import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NodeCommands, NodeSecret } from '../../src/contract/index.ts';
import { HttpBench } from '../../src/testing/http-bench.ts';
import { basic, type HttpAnswer } from '../../src/testing/http-client.ts';
import { startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';

const logged: unknown[] = [];
const keep = (facts: object, sentence: string) => void logged.push(facts, sentence);

let farm: HttpFarm;
beforeAll(async () => {
  farm = await startFarm(new HttpBench({ debug: keep, info: keep, warn: keep, error: keep }));
});
afterAll(() => farm.stop());
// What a node may ask is counted by this clock.
beforeEach(() => farm.bench.clock.advance(10_000));

const call = (method: string, path: string, who: Who = 'installer', body?: unknown) =>
  farm.bench.call(method, `/api/v1/${path}`, { token: farm.tokenOf(who), ...(body === undefined ? {} : { body }) });
const make = async (id: string, who: Who = 'installer') =>
  secretOf(await call('POST', 'nodes', who, { name: `Name of ${id}`, kind: 'node', id }));
const secretOf = (answer: HttpAnswer) => NodeSecret.parse(JSON.parse(answer.text));
const say = (
  method: string,
  path: string,
  { id, secret, from = '127.0.0.1' }: { id: string; secret: string; from?: string },
  body?: unknown,
) =>
  farm.bench.call(method, `/api/v1/node/${path}`, {
    from,
    headers: { Authorization: basic(id, secret) },
    ...(body === undefined ? {} : { body }),
  });
const hello = { contract: 1, type: 'pump-node', session: 'session-1', pollS: 10 };
const poll = async (node: { id: string; secret: string }, wait = 0) =>
  NodeCommands.parse(JSON.parse((await say('GET', `commands?wait=${wait}`, node)).text)).commands;

describe('on a disk that takes nothing', () => {
  const breakStore = `CREATE TRIGGER full BEFORE DELETE ON credentials BEGIN SELECT RAISE(ABORT, 'no room'); END`;

  it('a stolen credential is shut out all the same, which says what is still owed', async () => {
    const stolen = await make('stolen');
    await say('PUT', 'hello', stolen, hello);
    const database = new Sqlite(farm.bench.databaseFile);
    database.exec(breakStore);
    const answer = await call('DELETE', 'devices/stolen/credential');
    expect(answer).toMatchObject({ status: 507, code: 'storage' });
    expect(answer.text).toContain('is shut out now');
    expect(await say('PUT', 'hello', stolen, hello)).toMatchObject({ status: 401 });
    database.exec('DROP TRIGGER full');
    database.close();
    expect(await call('DELETE', 'devices/stolen/credential')).toMatchObject({ status: 204 });
  });
});

describe('a node that a person makes', () => {
  it('is shown once, with all that a board needs in one line', async () => {
    const { port } = farm.bench.app;
    const answer = await call('POST', 'nodes', 'installer', { name: 'Höhle – pump №1', kind: 'node' });
    expect(answer.status).toBe(201);
    const made = secretOf(answer);
    expect(made).toMatchObject({ id: 'hohle-pump-no1', http: `http://127.0.0.1:${port}` });
    expect(made.secret).toMatch(/^[a-z2-7]{32}$/);
    expect(made.qr).toBe(`farmgate://127.0.0.1:${port}/node?id=hohle-pump-no1&key=${made.secret}`);
    // Here the broker for nodes is not run: what is not there is not offered.
    expect(made.mqtt).toEqual({});
  });

  it('is never shown again, in no answer, audit, log or file', async () => {
    const first = await make('shy');
    const second = secretOf(await call('POST', 'devices/shy/credential'));
    await say('PUT', 'hello', second, hello);
    await say('PUT', 'hello', first, hello);
    await call('DELETE', 'devices/shy/credential');
    await make('shyer');
    const answers = await Promise.all(
      ['credentials', 'audit', 'devices', 'devices/shy', 'seen'].map((path) => call('GET', path, 'admin')),
    );
    const files = ['', '-wal'].map((end) => readFileSync(`${farm.bench.databaseFile}${end}`, 'latin1'));
    const everything = [...answers.map(({ text }) => text), ...files, JSON.stringify(logged)].join('\n');
    expect(everything).toContain('credential.make');
    for (const secret of [first.secret, second.secret]) expect(everything).not.toContain(secret);
    for (const { text } of answers) expect(text).not.toMatch(/[0-9a-f]{64}/);
  });

  it.each(['outlet-fe', 'bridge-1', 'session', 'public', 'bens'])(
    'cannot be called %s, and is told no more',
    async (id) => {
      if (id === 'bens') await make('bens', 'stranger');
      const answer = await call('POST', 'nodes', 'installer', { name: 'x', kind: 'node', id });
      expect(answer).toMatchObject({ status: 409, code: 'conflict' });
      expect(answer.member('detail')).toBe(`The id ${id} is taken. Choose another.`);
    },
  );

  it('gets the next free id for a name that is there', async () => {
    const ids = [];
    for (const name of ['Twin', 'twin!', '雨'])
      ids.push(secretOf(await call('POST', 'nodes', 'admin', { name, kind: 'bridge' })).id);
    expect(ids).toEqual(['twin', 'twin-2', 'bridge']);
  });
});

describe('a node that asks over HTTP', () => {
  it('is adopted by its hello, told what to do until it says that it has done it, and shown by what it reports', async () => {
    const node = await make('poller');
    expect(await say('GET', 'commands', node)).toMatchObject({ status: 409, code: 'conflict' });
    expect((await say('PUT', 'hello', node, hello)).status).toBe(204);
    const on = { id: 'command-on-1', device: 'poller', point: 'relay', value: true };
    await call('POST', 'commands', 'user', on);
    const told = { id: on.id, point: 'relay', value: true, ttlMs: 30_000 };
    expect(await poll(node)).toEqual([told]);
    expect(await poll(node)).toEqual([told]);
    const report = {
      receipts: [{ id: on.id, state: 'delivered' }],
      readings: { values: { relay: true, current: 4_200 } },
    };
    expect((await say('POST', 'report', node, report)).status).toBe(204);
    expect(await poll(node)).toEqual([]);
    expect((await call('GET', `commands/${on.id}`)).member('state')).toBe('confirmed');
    expect((await call('GET', 'devices/poller')).member('name')).toBe('Name of poller');
  });

  it('is answered at once when something comes while it waits', async () => {
    const node = await make('waiter');
    await say('PUT', 'hello', node, hello);
    // Of two that wait the later one takes the place of the other, which tells that both have come.
    const polls = [poll(node, 25), poll(node, 25)];
    expect(await Promise.race(polls)).toEqual([]);
    await call('POST', 'commands', 'user', { id: 'command-off-2', device: 'waiter', point: 'relay', value: false });
    expect((await Promise.all(polls)).flat()).toMatchObject([{ id: 'command-off-2' }]);
  });

  it('that is revoked, or whose device is forgotten, is let in no more', async () => {
    await farm.bench.confirm(farm.tokenOf('installer'));
    for (const path of ['devices/gone/credential', 'devices/gone']) {
      const node = await make('gone');
      await say('PUT', 'hello', node, hello);
      expect((await call('DELETE', path)).status).toBe(204);
      expect(await say('PUT', 'hello', node, hello)).toMatchObject({ status: 401, code: 'wrong-credentials' });
      await call('DELETE', 'devices/gone');
    }
  });

  it('may ask four times a second, after sixteen at once', async () => {
    const node = await make('hasty');
    await say('PUT', 'hello', node, hello);
    const statuses: number[] = [];
    for (let at = 0; at < 16; at++) statuses.push((await say('GET', 'commands', node)).status);
    expect(statuses).toEqual([...Array.from({ length: 15 }, () => 200), 429]);
    farm.bench.clock.advance(1_000);
    for (let at = 0; at < 5; at++) statuses.push((await say('GET', 'commands', node)).status);
    expect(statuses.slice(16)).toEqual([200, 200, 200, 200, 429]);
  });

  it('that guesses is slowed down, and nobody beside it', async () => {
    const good = await make('honest');
    await say('PUT', 'hello', good, hello);
    const from = '127.0.0.7';
    const guess = async (id: string) => (await say('GET', 'commands', { id, secret: 'a'.repeat(32), from })).status;
    const guesses = [];
    for (let at = 0; at < 6; at++) guesses.push(await guess('honest'));
    expect(guesses).toEqual([401, 401, 401, 401, 401, 429]);
    for (let at = 0; at < 30; at++) guesses.push(await guess(`stranger-${at}`));
    expect(guesses.at(-1)).toBe(429);
    expect((await say('GET', 'commands', { ...good, from })).status).toBe(200);
  });

  it.each([
    'Basic',
    'Basic ====',
    'Basic bm9jb2xvbg==',
    'Basic Og==',
    'Bearer bm9kZTp4eHg',
    `Basic ${'A'.repeat(500)}`,
  ])('is nobody by %s', async (Authorization) => {
    const answer = await farm.bench.call('GET', '/api/v1/node/commands', { headers: { Authorization } });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
  });

  it.each(['bridge', 'tasmota', 'shelly'])('is no %s, which speaks MQTT', async (kind) => {
    const other = secretOf(await call('POST', 'nodes', 'admin', { name: `Far ${kind}`, kind }));
    expect(other).toMatchObject({ kind });
    expect(await say('PUT', 'hello', other, hello)).toMatchObject({ status: 403, code: 'not-allowed' });
  });

  it.each([
    ['tasmota-plug', 'tasmota'],
    ['shelly-plug', 'shelly'],
  ])('cannot say that it is a %s, and is told that this takes a credential of kind %s', async (type, kind) => {
    const node = await make(`no-${kind}`);
    const answer = await say('PUT', 'hello', node, { ...hello, type });
    expect(answer).toMatchObject({ status: 422, code: 'invalid' });
    expect(answer.text).toContain(`kind ${kind}`);
    expect(await say('GET', 'commands', node)).toMatchObject({ status: 409 });
  });

  it.each([[[]], [{ ...hello, via: 'bridge-1' }], [{ ...hello, contract: 2 }], [{ ...hello, pollS: 0 }]])(
    'cannot say %j',
    async (body) => {
      const node = await make(`odd-${JSON.stringify(body).length}`);
      expect(await say('PUT', 'hello', node, body)).toMatchObject({ status: 422, code: 'invalid' });
    },
  );
});

describe('a device that is there', () => {
  it('gets no credential where it hangs on a bridge or runs on this machine', async () => {
    await call('POST', 'seen/bridge-1/adopt', 'installer', {});
    for (const id of ['outlet-fe', 'bridge-1'])
      expect(await call('POST', `devices/${id}/credential`)).toMatchObject({ status: 409, code: 'conflict' });
  });

  it('gets another one after its own was revoked', async () => {
    const node = await make('again');
    await say('PUT', 'hello', node, hello);
    await call('DELETE', 'devices/again/credential');
    const next = secretOf(await call('POST', 'devices/again/credential'));
    expect((await say('PUT', 'hello', next, hello)).status).toBe(204);
    expect((await say('PUT', 'hello', node, hello)).status).toBe(401);
  });
});
