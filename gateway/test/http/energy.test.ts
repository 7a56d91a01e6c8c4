import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BalanceAnswer, EnergyNow, HoursAnswer, RunDetail, UsesAnswer } from '../../src/contract/index.ts';
import { OUTLET, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';
import { HttpPump } from '../../src/testing/http-pump.ts';

let farm: HttpFarm;
let pump: HttpPump;
beforeAll(async () => {
  farm = await startFarm();
  pump = await new HttpPump(farm).build();
  pump.energyWh = 500;
  await pump.pay('user', 7_200);
  await pump.pass(70, 10);
});
afterAll(() => farm.stop());

const now = async () => {
  // What was answered a moment ago is answered again.
  farm.bench.clock.advance(2_000);
  return EnergyNow.parse(JSON.parse((await pump.call('GET', 'energy/now', 'viewer')).text));
};
const detail = async (id: string) => RunDetail.parse(JSON.parse((await pump.call('GET', `runs/${id}`, 'viewer')).text));

describe('what energy costs now, over the API', () => {
  it('says what is missing', async () => {
    const answer = await now();
    expect(answer).toMatchObject({ price: null, whyNoPrice: { code: 'price.no-tariff' }, loads: [], runs: [] });
    expect(answer.power).toMatchObject({ w: 0, by: 'sum' });
  });

  it('tells of the load and of the run that goes on, which keeps its cost', async () => {
    const terms = {
      name: 'Flat',
      currency: 'THB',
      energy: { kind: 'flat', rate: '4' },
      fixed: [{ name: 'Meter', rate: '30', per: 'month' }],
      surcharges: [],
      taxes: [{ name: 'VAT', percent: '7', on: 'all' }],
    };
    await pump.call('POST', 'tariffs', 'admin', { terms, validFrom: 0 });
    const asked = await pump.call('POST', 'runs', 'user', { pump: pump.id, seconds: 1_200, id: 'cost-run-1' });
    expect(asked.status).toBe(201);
    await pump.turn();
    await pump.pass(600);
    const answer = await now();
    // 4.8 A at 230 V and 0.8.
    expect(answer.power).toMatchObject({ w: expect.closeTo(883.2, 1) as number, estimated: true });
    expect(answer.price).toMatchObject({ perKwh: '4.28', rate: '4' });
    expect(answer.costPerHour).toBe(378);
    expect(answer.loads).toMatchObject([{ pump: pump.id, name: 'Deep well', costPerHour: 378 }]);
    // Its meter counts 1,104 W: 184 Wh in ten minutes.
    const [run] = answer.runs;
    expect(run).toMatchObject({ run: 'cost-run-1', use: { estimated: false, currency: 'THB' } });
    expect(Number(run?.use.energyKwh)).toBeCloseTo(0.184, 2);
    expect(run?.use.cost).toBe(Math.round(Number(run?.use.energyKwh) * 428));
    await pump.call('POST', 'runs/cost-run-1/stop', 'user', {});
    await pump.turn();
    const ended = (await detail('cost-run-1')).use;
    expect(Number(ended?.energyKwh)).toBeCloseTo(0.184, 2);
    // It is kept some minutes after its end: with what its meter has said since.
    await pump.pass(600, 30);
    expect((await detail('cost-run-1')).use).toEqual(ended);
    await pump.call('DELETE', `history/devices/${pump.device}`, 'admin');
    expect((await detail('cost-run-1')).use).toEqual(ended);
    expect((await now()).runs).toEqual([]);
  });

  it('is told of a month by person, run and load: all to an admin, one’s own to anybody else', async () => {
    const month = new Date(farm.bench.clock.wallMs() + 7 * 3_600_000).toISOString().slice(0, 7);
    const uses = async (who: Exclude<Who, 'nobody'>, more: string) =>
      pump.call('GET', `energy/uses?month=${month}&${more}`, who);
    const { parts, whole } = UsesAnswer.parse(JSON.parse((await uses('admin', 'by=person')).text));
    expect(parts).toMatchObject([{ id: farm.ids.user, use: { runs: 1, cost: whole.cost } }]);
    expect(whole.cost).toBe((await detail('cost-run-1')).use?.cost);
    expect((await uses('user', 'by=load')).member('parts')).toMatchObject([{ id: pump.id, name: 'Deep well' }]);
    expect((await uses('user', 'by=run')).member('parts')).toMatchObject([{ id: 'cost-run-1', pump: 'Deep well' }]);
    for (const who of ['viewer', 'stranger'] as const) expect((await uses(who, 'by=run')).member('parts')).toEqual([]);
    expect((await uses('user', `by=run&user=${farm.ids.admin}`)).status).toBe(403);
    for (const wrong of ['from=1&by=run', 'by=run', 'from=5&to=5&by=run', 'from=0&to=99000000000&by=run'])
      expect(await pump.call('GET', `energy/uses?${wrong}`, 'admin')).toMatchObject({ status: 422, code: 'invalid' });
    // The sheet of the month has everybody's part, for those who may know it.
    const sheet = async (who: Exclude<Who, 'nobody'>) => (await pump.call('GET', `bills/${month}/sheet.csv`, who)).text;
    expect(await sheet('admin')).toContain('All else, with what is fixed');
    expect(await sheet('viewer')).not.toContain('All else');
  });

  it('says nothing of the use of a run that never ran', async () => {
    await pump.pass(120);
    await pump.call('POST', 'runs', 'user', { pump: pump.id, seconds: 600, id: 'cost-run-2' });
    await pump.call('POST', 'runs/cost-run-2/stop', 'user', {});
    expect((await detail('cost-run-2')).use).toBeUndefined();
  });
});

describe('what measures the whole site, over the API', () => {
  const usual = { main: null, leftOut: [], tolerancePercent: 10, warnAfterMin: 60 };
  const put = (body: object) => pump.call('PUT', 'energy/settings', 'admin', body);

  it('is nothing of its own until an admin says so', async () => {
    expect(JSON.parse((await pump.call('GET', 'energy/settings', 'viewer')).text)).toEqual(usual);
    const own = { ...usual, main: { device: pump.device, point: 'power' } };
    expect((await put(own)).status).toBe(200);
    expect(JSON.parse((await pump.call('GET', 'energy/settings', 'viewer')).text)).toEqual(own);
    expect(JSON.parse((await pump.call('GET', 'energy/settings', 'stranger')).text)).toEqual(usual);
    expect((await pump.call('GET', 'audit', 'admin')).text).toContain('energy.settings');
  });

  it.each([
    [{ main: { device: 'no-such', point: 'energy' } }, '/main', 'There is no point'],
    [{ main: { device: 'well-node', point: 'voltage' } }, '/main', 'tells no energy'],
    [{ main: { device: 'well-node', point: 'relay' } }, '/main', 'tells no energy'],
    [{ leftOut: ['no-such'] }, '/leftOut/0', 'There is no no-such here'],
    [{ main: { device: 'well-node', point: 'energy' }, leftOut: ['well-node'] }, '/leftOut', 'cannot be left out'],
    [{ tolerancePercent: 0 }, '/tolerancePercent', ''],
    [{ warnAfterMin: 40 }, '/warnAfterMin', 'quarters'],
    [{ more: 1 }, '', ''],
  ])('is not %j', async (wrong, pointer, words) => {
    const before = (await pump.call('GET', 'energy/settings', 'viewer')).text;
    const answer = await put({ ...usual, ...wrong });
    expect(answer).toMatchObject({ status: 422, code: 'invalid' });
    expect(answer.member('errors')).toMatchObject([{ pointer, detail: expect.stringContaining(words) as string }]);
    expect((await pump.call('GET', 'energy/settings', 'viewer')).text).toBe(before);
  });

  it('is held against the loads, day by day', async () => {
    await put({ ...usual, main: { device: pump.device, point: 'energy' } });
    const month = new Date(farm.bench.clock.wallMs()).toISOString().slice(0, 7);
    const answer = BalanceAnswer.parse(JSON.parse((await pump.call('GET', `energy/balance/${month}`, 'viewer')).text));
    expect(answer.loads.map(({ device }) => device)).toEqual([OUTLET, OUTLET]);
    expect(await pump.call('GET', `energy/balance/${month}`, 'stranger')).toMatchObject({ status: 200 });
    expect(await pump.call('GET', 'energy/balance/2026-13', 'viewer')).toMatchObject({ status: 422 });
  });
});

describe('the hours of loads, over the API', () => {
  it('are those of the site alone', async () => {
    const month = new Date(farm.bench.clock.wallMs() + 7 * 3_600_000).toISOString().slice(0, 7);
    const answer = await pump.call('GET', `energy/hours/${month}`, 'viewer');
    const { loads } = HoursAnswer.parse(JSON.parse(answer.text));
    expect(loads.map(({ name }) => name)).toContain('Deep well');
    expect((await pump.call('GET', `energy/hours/${month}`, 'stranger')).member('loads')).toEqual([]);
    expect(await pump.call('GET', 'energy/hours/2026', 'viewer')).toMatchObject({ status: 422 });
  });
});
