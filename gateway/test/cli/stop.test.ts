import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpCaller, type HttpAnswer } from '../../src/testing/http-client.ts';
import { hold } from '../../src/testing/http-flood.ts';
import { LivePage } from '../../src/testing/http-live.ts';
import { makeFolder, startGateway, type GatewayProcess } from '../../src/testing/processes.ts';
import { descendantsOf, isAlive, until } from './process-tree.ts';

const OUTLET = 'outlet-fe';
const user = { login: 'ana', name: 'Ana', password: 'water-and-sun-2' };

let folder: ReturnType<typeof makeFolder>;
let gateway: GatewayProcess | undefined;
let http: HttpCaller | undefined;
beforeEach(() => {
  folder = makeFolder('stop');
});
afterEach(async () => {
  http?.close();
  await gateway?.stop('SIGKILL');
  folder.remove();
});

const portOf = ({ url }: GatewayProcess) => Number(new URL(url).port);

/** A demo that somebody has claimed, with an outlet that is heard. */
async function startClaimed() {
  gateway = await startGateway(folder.dir, ['--demo']);
  const caller = new HttpCaller(portOf(gateway));
  http = caller;
  const site = { name: 'Farm 0', timeZone: 'UTC' };
  const body = { code: gateway.code, site, user, clientNow: Date.now(), session: 'bearer' };
  const token = String((await caller.call('POST', '/api/v1/claim', { body })).member('accessToken'));
  const call = (method: string, path: string, more = {}) => caller.call(method, path, { token, body: more });
  await expect
    .poll(() => caller.call('GET', `/api/v1/devices/${OUTLET}`, { token }).then(({ status }) => status), {
      timeout: 10_000,
    })
    .toBe(200);
  return { running: gateway, token, call };
}

/** Renames the site every 20 ms until nobody answers any more. */
async function keepRenaming(call: (method: string, path: string, body: object) => Promise<HttpAnswer>) {
  const asked: { name: string; answer: HttpAnswer }[] = [];
  const all: Promise<void>[] = [];
  for (let at = 1, isThere = true; isThere; at += 1) {
    const name = `Farm ${at}`;
    const ask = call('PATCH', '/api/v1/sites/current', { name }).then(
      (answer) => void asked.push({ name, answer }),
      () => {
        isThere = false;
      },
    );
    all.push(ask);
    await wait(20);
  }
  await Promise.all(all);
  return asked;
}

describe('a gateway that is told to stop under load', () => {
  it('answers what it began, refuses the rest clearly, loses nothing and leaves no process', async () => {
    const { running, token, call } = await startClaimed();
    const pids = descendantsOf(running.child.pid ?? 0);
    const page = await LivePage.open(portOf(running), token);
    const closed = page.closed();
    const renaming = keepRenaming(call);
    const head = [
      'PATCH /api/v1/users/user_nowhere0 HTTP/1.1',
      'Host: 127.0.0.1',
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      'Content-Length: 2',
    ];
    const slow = await hold(portOf(running), `${head.join('\r\n')}\r\n\r\n{`);
    await wait(200);
    const off = { id: 'the-last-off', device: OUTLET, point: 'relay.a', value: false };
    expect((await call('POST', '/api/v1/commands', off)).status).toBe(202);

    const gone = once(running.child, 'exit');
    running.child.kill('SIGTERM');
    expect(await closed).toBe(1001);
    expect(await call('GET', '/healthz')).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    // It was asked before: it is waited for, and answered as ever.
    slow.socket.write('}');
    await expect.poll(() => slow.heard()).toMatch(/^HTTP\/1.1 404 /);
    const asked = await renaming;
    expect(await gone).toEqual([0, null]);
    await until(() => !pids.some(isAlive));

    const done = asked.filter(({ answer }) => answer.status === 200);
    expect(done.length).toBeGreaterThan(3);
    for (const { name, answer } of done) expect(answer.member('name')).toBe(name);
    const refused = asked.filter(({ answer }) => answer.status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const { answer } of refused) expect(answer).toMatchObject({ status: 503, code: 'not-ready' });

    gateway = await startGateway(folder.dir);
    const again = new HttpCaller(portOf(gateway));
    http = again;
    const { login, password } = user;
    const signIn = await again.call('POST', '/api/v1/session', { body: { login, password, session: 'bearer' } });
    const fresh = String(signIn.member('accessToken'));
    const site = await again.call('GET', '/api/v1/sites/current', { token: fresh });
    expect(site.member('name')).toBe(done.at(-1)?.name);
    const lastOff = async () => (await again.call('GET', '/api/v1/commands/the-last-off', { token: fresh })).text;
    await expect.poll(lastOff, { timeout: 10_000 }).toContain('"state":"delivered"');
  });

  it('ends at once when told so again', async () => {
    const { running, token } = await startClaimed();
    const pids = descendantsOf(running.child.pid ?? 0);
    const head = `POST /api/v1/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n`;
    await hold(portOf(running), `${head}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{`);
    const gone = once(running.child, 'exit');
    running.child.kill('SIGTERM');
    await until(() => running.output().includes('Stopping'));
    await wait(400);
    const began = performance.now();
    running.child.kill('SIGTERM');
    await gone;
    expect(performance.now() - began).toBeLessThan(500);
    await until(() => !pids.some(isAlive));
  });
});
