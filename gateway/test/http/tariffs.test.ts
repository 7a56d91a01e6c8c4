import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loginOf, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';

const terms = {
  name: 'Hill electric',
  currency: 'THB',
  energy: {
    kind: 'slabs',
    slabs: [{ upToKwh: 150, rate: '3.2484' }, { rate: '4.2218' }],
  },
  fixed: [{ name: 'Service charge', rate: '24.62', per: 'month' }],
  surcharges: [{ name: '=Ft', rate: '0.1623' }],
  taxes: [{ name: 'VAT', percent: '7', on: 'all' }],
};

let farm: HttpFarm;
beforeAll(async () => {
  farm = await startFarm();
});
afterAll(() => farm.stop());

/** Tokens of those who signed in again: time passes, and they hold for a quarter of an hour. */
const tokens = new Map<Who, string>();
const tokenOf = (who: Who) => tokens.get(who) ?? farm.tokenOf(who) ?? '';
const call = (method: string, path: string, who: Who, body?: unknown) =>
  farm.bench.call(method, `/api/v1/${path}`, { token: tokenOf(who), ...(body === undefined ? {} : { body }) });
const confirmed = async (method: string, path: string) => {
  await farm.bench.confirm(tokenOf('admin'));
  return farm.bench.call(method, `/api/v1/${path}`, { token: tokenOf('admin') });
};
const audit = async () => (await call('GET', 'audit', 'admin')).text;

describe('tariffs over the API', () => {
  let id: string;

  it('are entered by an admin and read by everybody of the site', async () => {
    const made = await call('POST', 'tariffs', 'admin', { terms, validFrom: 0 });
    expect([made.status, made.member('version'), made.member('terms')]).toEqual([201, 1, terms]);
    id = String(made.member('id'));
    for (const who of ['viewer', 'user'] as const) expect((await call('GET', 'tariffs', who)).text).toContain(id);
    expect((await call('GET', 'tariffs', 'stranger')).text).not.toContain(id);
    expect(await audit()).toContain('tariff.add');
  });

  it.each([
    [{ ...terms, currency: 'BAHT' }, '/terms/currency', 'three letters'],
    [{ ...terms, energy: { kind: 'flat', rate: 4 } }, '/terms/energy/rate', ''],
    [
      { ...terms, energy: { kind: 'slabs', slabs: [{ upToKwh: 5, rate: '1' }] } },
      '/terms/energy/slabs/0/upToKwh',
      'left out',
    ],
    [{ ...terms, fixed: [{ name: 'kW', rate: '1', per: 'kw' }] }, '/terms/sanctionedKw', 'is missing'],
    [{ ...terms, extra: 1 }, '/terms', 'extra'],
  ])('with %j are refused at %s, and nothing is kept', async (wrong, pointer, words) => {
    const answer = await call('POST', 'tariffs', 'admin', { terms: wrong, validFrom: 900_000 });
    expect(answer).toMatchObject({ status: 422, code: 'invalid' });
    expect(answer.member('errors')).toMatchObject([{ pointer, detail: expect.stringContaining(words) as string }]);
    expect((await call('GET', 'tariffs', 'admin')).member('tariffs')).toHaveLength(1);
  });

  it('that begin between two quarters, or with another, are refused', async () => {
    expect(await call('POST', 'tariffs', 'admin', { terms, validFrom: 1 })).toMatchObject({ status: 422 });
    const twice = await call('POST', 'tariffs', 'admin', { terms, validFrom: 0, reason: 'again' });
    expect(twice).toMatchObject({ status: 422, code: 'invalid' });
    expect(twice.member('errors')).toMatchObject([{ pointer: '/validFrom' }]);
  });

  it('that held are changed with a reason, by a new version', async () => {
    const changed = { terms: { ...terms, roundTo: 25 }, validFrom: 0 };
    expect(await call('PUT', `tariffs/${id}`, 'admin', changed)).toMatchObject({ status: 422, code: 'invalid' });
    const done = await call('PUT', `tariffs/${id}`, 'admin', { ...changed, reason: 'they round to a quarter' });
    expect([done.status, done.member('version')]).toEqual([200, 2]);
    const versions = await call('GET', `tariffs/${id}/versions`, 'admin');
    expect(versions.member('versions')).toMatchObject([
      { version: 2, state: 'current', reason: 'they round to a quarter' },
      { version: 1, state: 'replaced' },
    ]);
  });

  it('are taken away after PIN or password, with a reason', async () => {
    const later = farm.bench.clock.wallMs() + 86_400_000;
    const validFrom = later - (later % 900_000);
    const made = await call('POST', 'tariffs', 'admin', { terms, validFrom });
    const path = `tariffs/${String(made.member('id'))}`;
    expect(await call('DELETE', path, 'admin')).toMatchObject({ status: 403, code: 'confirm-first' });
    expect(await confirmed('DELETE', path)).toMatchObject({ status: 204 });
    expect(await confirmed('DELETE', path)).toMatchObject({ status: 404 });
    expect(await confirmed('DELETE', `tariffs/${id}`)).toMatchObject({ status: 422 });
    expect(await confirmed('DELETE', `tariffs/${id}?reason=x`)).toMatchObject({ status: 422 });
  });

  it('are tried out, and nothing is kept', async () => {
    const answer = await call('POST', 'tariff-trials', 'admin', { terms, energyKwh: [0, 200] });
    expect(answer.status).toBe(200);
    // 24.62, 150 units at 3.2484, 50 at 4.2218 and 200 at 0.1623, with 7 %.
    expect(answer.member('bills')).toMatchObject([{ total: 2_634 }, { energyKwh: '200', total: 80_831 }]);
    const wrong = { ...terms, currency: 'BAHT' };
    const refused = await call('POST', 'tariff-trials', 'admin', { terms: wrong, energyKwh: [100] });
    expect(refused.member('errors')).toMatchObject([{ pointer: '/terms/currency' }]);
    expect((await call('GET', 'tariffs', 'admin')).member('tariffs')).toHaveLength(1);
  });

  it('to begin with say where they come from', async () => {
    const presets = (await call('GET', 'tariff-presets', 'viewer')).member('presets') as {
      terms: { source: string };
    }[];
    expect(presets.length).toBeGreaterThan(7);
    expect(presets.every(({ terms: { source } }) => source.length > 20)).toBe(true);
  });
});

describe('the bill of a month over the API', () => {
  it('has its fixed charges, to what the supplier rounds', async () => {
    const answer = await call('GET', 'bills/2026-10', 'viewer');
    expect(answer.status).toBe(200);
    // 24.62 and 7 % are 26.34, and 26.25 to the quarter.
    expect(answer.member('bill')).toMatchObject({ currency: 'THB', subtotal: 2_462, tax: 172, total: 2_625 });
    expect(answer.member('energyKwh')).toBe('0');
  });

  it.each([
    ['bills/2026-13', 422],
    ['bills/last', 422],
    ['bills/0000-01', 422],
    ['bills/2200-01', 422],
    ['bills/2199-12', 200],
    ['bills/2026-10?device=outlet-fe', 422],
    ['bills/2026-10?point=relay.a', 422],
    ['bills/2026-10?device=outlet-fe&point=relay.a', 200],
    ['bills/2026-10?device=outlet-fe&point=relay.z', 404],
    ['bills/2026-10?device=outlet-00&point=relay.a', 404],
  ])('at %s is %s', async (path, status) => expect((await call('GET', path, 'viewer')).status).toBe(status));

  it('is of the own site', async () => {
    const answer = await call('GET', 'bills/2026-10', 'stranger');
    expect(answer.member('why')).toMatchObject({ code: 'bill.no-tariff' });
    expect(await call('GET', 'bills/2026-10?device=outlet-fe&point=relay.a', 'stranger')).toMatchObject({
      status: 404,
    });
  });

  it('is taken apart', async () => {
    const parts = await call('GET', 'bills/2026-10/parts', 'viewer');
    expect([parts.status, parts.member('standing'), parts.member('days')]).toEqual([200, 2_625, []]);
    expect(parts.member('hours')).toHaveLength(24);
    expect((await call('GET', 'bills/2026-10/parts', 'stranger')).text).not.toContain('outlet-fe');
  });

  it('is a table, in which no formula runs', async () => {
    const table = await call('GET', 'bills/2026-10/sheet.csv', 'viewer');
    expect(table.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="energy-2026-10.csv"',
    });
    const rows = table.text.split('\n');
    expect(rows[0]).toBe('Hill farm: 2026-10');
    expect(rows).toContain("'=Ft,2026-10-01,0,kWh,0.1623,0.00");
    expect(rows).toContain('Rounding,2026-10-01,,,,-0.09');
  });

  it('is a PDF', async () => {
    const sheet = await call('GET', 'bills/2026-10/sheet.pdf', 'viewer');
    expect(sheet.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="energy-2026-10.pdf"',
    });
    expect([sheet.text.slice(0, 8), sheet.text.slice(-6)]).toEqual(['%PDF-1.4', '%%EOF\n']);
  });
});

describe('a bill of the supplier over the API', () => {
  const real = { from: 1_790_812_800_000, to: 1_793_404_800_000, currency: 'THB', total: 2_700 };

  it('is entered, explained and taken away', async () => {
    const made = await call('POST', 'real-bills', 'admin', { ...real, note: 'October' });
    expect(made.status).toBe(201);
    const path = `real-bills/${String(made.member('id'))}`;
    expect((await call('GET', 'real-bills', 'viewer')).text).toContain('October');
    const answer = await call('GET', `${path}/variance`, 'viewer');
    expect([answer.status, answer.member('real')]).toEqual([200, 2_700]);
    expect(await call('POST', 'real-bills', 'admin', real)).toMatchObject({ status: 409, code: 'conflict' });
    expect(await confirmed('DELETE', path)).toMatchObject({ status: 204 });
    expect((await call('GET', 'real-bills', 'viewer')).member('bills')).toEqual([]);
    expect(await audit()).toContain('bill.remove');
  });

  it.each([
    [{ to: real.from }, '/to'],
    [{ from: real.from + 1 }, '/from'],
    [{ total: 10.5 }, '/total'],
    [{ energyKwh: '12.3456' }, '/energyKwh'],
    [{ currency: 'USD' }, '/currency'],
  ])('with %j is refused at %s', async (changes, pointer) => {
    const answer = await call('POST', 'real-bills', 'admin', { ...real, ...changes });
    expect(answer).toMatchObject({ status: 422, code: 'invalid' });
    expect(answer.member('errors')).toMatchObject([{ pointer }]);
  });
});

describe('budgets over the API', () => {
  const budget = { name: 'Farm', subject: { kind: 'site' }, measure: 'money', limit: 2_000 };

  it('are set, told of, changed and taken away', async () => {
    const made = await call('POST', 'budgets', 'admin', budget);
    expect(made.status).toBe(201);
    const path = `budgets/${String(made.member('id'))}`;
    farm.bench.clock.advance(900_000);
    for (const who of ['viewer', 'admin'] as const) tokens.set(who, (await farm.bench.signIn(loginOf(who))).access);
    // The fixed charge alone is more: the next look tells it.
    await expect
      .poll(async () => (await call('GET', 'alerts', 'viewer')).text)
      .toContain('this month’s budget is used up');
    expect((await call('GET', 'budgets', 'viewer')).member('budgets')).toMatchObject([
      { told: expect.arrayContaining(['100']) as string[] },
    ]);
    expect(await call('GET', `${path}/standing`, 'viewer')).toMatchObject({ status: 200 });
    expect((await call('PUT', path, 'admin', { ...budget, limit: 9_000 })).member('told')).toEqual([]);
    expect(await confirmed('DELETE', path)).toMatchObject({ status: 204 });
    expect((await call('GET', 'budgets', 'viewer')).member('budgets')).toEqual([]);
    expect((await call('GET', 'alerts', 'viewer')).text).not.toContain('budget is used up');
  });

  it.each([
    [{ limit: 0 }, '/limit'],
    [{ measure: 'litres' }, '/measure'],
    [{ subject: { kind: 'point', device: 'outlet-fe', point: 'relay.z' } }, '/subject/point'],
  ])('with %j are refused at %s', async (changes, pointer) => {
    const answer = await call('POST', 'budgets', 'admin', { ...budget, ...changes });
    expect(answer).toMatchObject({ status: 422, code: 'invalid' });
    expect(answer.member('errors')).toMatchObject([{ pointer }]);
  });
});
