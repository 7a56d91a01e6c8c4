import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunDetail } from '../../src/contract/index.ts';
import { startFarm, type HttpFarm } from '../../src/testing/http-farm.ts';
import { HttpPump } from '../../src/testing/http-pump.ts';

const DAY_S = 24 * 3_600;
let farm: HttpFarm;
let pump: HttpPump;
beforeAll(async () => {
  farm = await startFarm();
  pump = await new HttpPump(farm).build();
  await pump.pay('installer', 7_200);
});
afterAll(() => farm.stop());

it('the motor that an installer left running goes off when their day is over, and their minutes stay theirs', async () => {
  farm.bench.clock.advance((DAY_S - 300) * 1000);
  await pump.pass(70, 10);
  const asked = await pump.call('POST', 'runs', 'installer', { id: 'left-running-1', pump: pump.id, seconds: 3_600 });
  expect(asked.status).toBe(201);
  await pump.pass(60);
  const detail = async () => RunDetail.parse(JSON.parse((await pump.call('GET', 'runs/left-running-1', 'admin')).text));
  expect((await detail()).run.state).toBe('running');
  await pump.pass(300);
  const { run, trail } = await detail();
  expect(run).toMatchObject({ state: 'ended', reason: 'suspended' });
  expect(trail.map(({ by }) => by)).toContain('gateway: a day as installer is over');
  expect(pump.told.at(-1)?.value).toBe(false);
  const { balanceS, reservedS } = JSON.parse(
    (await pump.call('GET', `wallets/${farm.ids.installer}`, 'admin')).text,
  ) as { balanceS: number; reservedS: number };
  expect([balanceS, reservedS]).toEqual([7_200 - (run.usedS ?? 0), 0]);
});
