import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFarm, type HttpFarm } from '../../src/testing/http-farm.ts';
import { HttpPump } from '../../src/testing/http-pump.ts';

let farm: HttpFarm;
let pump: HttpPump;
beforeAll(async () => {
  farm = await startFarm();
  pump = await new HttpPump(farm).build();
  await pump.pay('user', 7_200);
});
afterAll(() => farm.stop());

const setZone = async (timeZone: string) => (await pump.call('PATCH', 'sites/current', 'admin', { timeZone })).status;

const ask = () => pump.call('POST', 'runs', 'user', { pump: pump.id, seconds: 600 });

it('a pump’s hours and the supplier’s timetable go by the time zone of the site from the moment it is changed', async () => {
  expect(await setZone('UTC')).toBe(200);
  const hour = new Date(farm.bench.clock.wallMs()).getUTCHours();
  const [from, to] = [((hour + 23) % 24) * 60, ((hour + 2) % 24) * 60];
  const setup = { name: 'Deep well', device: 'well-node', point: 'relay', motor: { phases: 1, kw: 1.1 } };
  await pump.call('PUT', `pumps/${pump.id}`, 'admin', { ...setup, allowedHours: [{ from, to }] });
  const days = [1, 2, 3, 4, 5, 6, 7];
  const sources = [{ id: 'supplier', kind: 'timetable', slots: [{ days, from, to }] }];
  expect((await pump.call('PUT', 'grid/settings', 'admin', { sources })).status).toBe(200);
  const first = await ask();
  expect(first.status).toBe(201);
  await pump.call('POST', `runs/${String(first.member('id'))}/stop`, 'user', {});
  const before = (await pump.call('GET', 'grid', 'user')).member('state');
  expect(await setZone('Asia/Tokyo')).toBe(200);
  const asked = await ask();
  expect(asked.member('why')).toMatchObject({ code: 'run.hours' });
  const after = (await pump.call('GET', 'grid', 'user')).member('state');
  expect([before, after]).toEqual(['good', 'shedding']);
});
