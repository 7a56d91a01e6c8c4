import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/contract/index.ts';
import { loginOf, OUTLET, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';
import { LivePage } from '../../src/testing/http-live.ts';
import { Random } from '../../src/testing/http-random.ts';
import { SqliteAuditLog } from '../../src/store/audit.ts';
import { Database } from '../../src/store/database.ts';
import { guessesAt, type Prey } from './guessed-ids.ts';

const GUESSES = 180;
const WATCHED = 20;
const SITE = 'site_second0001';

let farm: HttpFarm;
let prey: Prey;
/** What stands in the data of the first farm and nowhere else. */
let marks: readonly string[];

beforeAll(async () => {
  farm = await startFarm();
  const { bench, ids, site } = farm;
  const as = { token: farm.tokenOf('admin') };
  const command = 'wall-command-1';
  await bench.call('POST', '/api/v1/commands', {
    ...as,
    body: { id: command, device: OUTLET, point: 'relay.a', value: false },
  });
  await bench.call('POST', '/api/v1/nodes', { ...as, body: { name: 'Wall pump', kind: 'node', id: 'wall-pump' } });
  const newcomer = { login: 'wanda', name: 'Wanda Waits', password: 'twelve blue buckets', site: 'Hill farm' };
  await bench.call('POST', '/api/v1/registrations', { body: newcomer });
  const made = async (who: Who, path: string, body: object) =>
    String((await bench.call('POST', `/api/v1/${path}`, { token: farm.tokenOf(who), body })).member('id'));
  const motor = { phases: 1, kw: 1.1 };
  const setup = { name: 'Deep well', device: OUTLET, point: 'relay.b', hasContactor: true, motor };
  const pump = await made('admin', 'pumps', setup);
  await bench.call('POST', `/api/v1/wallets/${ids.user}/recharge`, { ...as, body: { seconds: 3_600, reason: 'paid' } });
  const run = await made('user', 'runs', { pump, seconds: 600 });
  const at = bench.clock.wallMs() + 3_600_000;
  const planned = await made('user', 'planned-runs', { pump, seconds: 600, at });
  const asking = await made('user', 'minute-requests', { seconds: 600 });
  const energy = { kind: 'flat', rate: '4' };
  const terms = { name: 'Wall supplier', currency: 'THB', energy, fixed: [], surcharges: [], taxes: [] };
  const tariff = await made('admin', 'tariffs', { terms, validFrom: 0 });
  const billed = { from: 0, to: 900_000, currency: 'THB', total: 100 };
  const bill = await made('admin', 'real-bills', billed);
  const limit = { name: 'Wall budget', subject: { kind: 'site' }, measure: 'money', limit: 100 };
  const budget = await made('admin', 'budgets', limit);
  // That OFF stays owed, which is an alert.
  bench.clock.advance(16_000);
  const firstOf = async (path: string, member: string) => {
    const [first] = (await bench.call('GET', `/api/v1/${path}`, as)).member(member) as { id: string }[];
    return first?.id ?? '';
  };
  prey = {
    user: ids.user,
    session: bench.people.forSite(site).sessionsOf(ids.user)[0]?.id ?? '',
    device: OUTLET,
    command,
    credential: 'wall-pump',
    alert: await firstOf('alerts', 'alerts'),
    registration: await firstOf('registrations', 'registrations'),
    pump,
    run,
    planned,
    asking,
    tariff,
    bill,
    budget,
  };
  marks = [
    site,
    'Hill farm',
    'Outlet FE',
    'Wall pump',
    'Deep well',
    'Wanda Waits',
    'Wall supplier',
    'Wall budget',
    loginOf('user'),
    loginOf('master'),
  ];
});
afterAll(() => farm.stop());

function refusals(): AuditEntry[] {
  const db = new Database(farm.bench.databaseFile);
  const entries = new SqliteAuditLog(db, farm.bench.clock).list(SITE, { limit: 1_000 });
  db.close();
  return entries.filter(({ action }) => action === 'access.refused');
}

describe('somebody who guesses at the things of another farm', () => {
  it('has real ids to guess', () => {
    expect(Object.values(prey)).not.toContain('');
  });

  it('is refused each time, reads no byte of it, changes nothing, and is written down each time', async () => {
    const token = farm.tokenOf('stranger');
    await farm.bench.confirm(token);
    const before = farm.bench.people.forSite(farm.site).list();
    for (const { method, path, body } of guessesAt(prey, GUESSES, new Random(11))) {
      const answer = await farm.bench.call(method, `/api/v1/${path}`, {
        token,
        ...(body === undefined ? {} : { body }),
      });
      expect(`${method} ${path}: ${answer.status} ${answer.code}`).toBe(`${method} ${path}: 404 not-found`);
      expect(marks.filter((mark) => answer.text.includes(mark))).toEqual([]);
    }
    expect(refusals()).toHaveLength(GUESSES);
    expect(refusals().every(({ result }) => result === 'refused')).toBe(true);
    expect(farm.bench.people.forSite(farm.site).list()).toEqual(before);
  });

  it('hears nothing of it on the live line, and is written down', async () => {
    const page = await LivePage.open(farm.bench.app.port, farm.tokenOf('stranger') ?? '');
    const heard: string[] = [];
    page.socket.on('message', (frame: Buffer) => heard.push(frame.toString()));
    const names = Array.from({ length: WATCHED }, (_, at) => (at % 2 === 0 ? OUTLET : `outlet-x${at}`));
    for (const [at, name] of names.entries()) {
      page.socket.send(JSON.stringify({ type: 'watch', devices: [name] }));
      await expect.poll(() => refusals().length, { interval: 5 }).toBe(GUESSES + at + 1);
      farm.bench.clock.advance(1_000);
    }
    await farm.bench.call('POST', '/api/v1/commands', {
      token: (await farm.bench.signIn(loginOf('user'))).access,
      body: { device: OUTLET, point: 'relay.a', value: false },
    });
    farm.bench.clock.advance(5_000);
    await expect.poll(() => heard.some((frame) => frame.includes('heartbeat'))).toBe(true);
    const all = JSON.stringify(page.snapshot) + heard.join('');
    expect([...marks, OUTLET].filter((mark) => all.includes(mark))).toEqual([]);
    page.close();
  });

  it('fills no disk: what is too much becomes one line', async () => {
    const { access: token } = await farm.bench.signIn(loginOf('stranger'));
    const before = refusals().length;
    for (let at = 0; at < 400; at += 1) await farm.bench.call('GET', `/api/v1/devices/outlet-${at}`, { token });
    expect(refusals().length - before).toBeLessThan(240);
    const written = refusals().length;
    farm.bench.clock.advance(10 * 60_000);
    const [sum] = refusals();
    expect(refusals()).toHaveLength(written + 1);
    expect(sum).toMatchObject({ subject: 'many more', after: { more: 400 - (written - before) } });
  });

  it('of the own farm is written down as well, where an admin reads it', async () => {
    const { access: token } = await farm.bench.signIn(loginOf('viewer'));
    expect(await farm.bench.call('GET', '/api/v1/devices/outlet-none', { token })).toMatchObject({ status: 404 });
    const admin = await farm.bench.signIn(loginOf('admin'));
    const audit = await farm.bench.call('GET', '/api/v1/audit', { token: admin.access });
    expect(audit.text).toContain('GET /api/v1/devices/outlet-none');
  });
});
