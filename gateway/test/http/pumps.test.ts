import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PumpDetail, RunDetail, SharingView } from '../../src/contract/index.ts';
import { OUTLET, startFarm, type HttpFarm } from '../../src/testing/http-farm.ts';
import { HttpPump } from '../../src/testing/http-pump.ts';

let farm: HttpFarm;
let pump: HttpPump;
beforeAll(async () => {
  farm = await startFarm();
  pump = await new HttpPump(farm).build();
  await pump.pay('user', 7_200);
  await pump.pay('installer', 7_200);
  await pump.pass(70, 10);
});
afterAll(() => farm.stop());
// A node may ask so often.
beforeEach(() => farm.bench.clock.advance(2_000));

const sharing = async () => SharingView.parse(JSON.parse((await pump.call('GET', 'sharing', 'user')).text));
const detail = async () => PumpDetail.parse(JSON.parse((await pump.call('GET', `pumps/${pump.id}`, 'admin')).text));
const wallet = async () => {
  const answer = await pump.call('GET', 'wallet', 'user');
  return [answer.member('balanceS'), answer.member('reservedS')];
};
const ask = (seconds: number, more: object = {}) =>
  pump.call('POST', 'runs', 'user', { pump: pump.id, seconds, ...more });

describe('a run over the API', () => {
  it('is asked for, confirmed by its node, extended, stopped and charged', async () => {
    const [before] = await wallet();
    const asked = await ask(600, { id: 'my-own-run-1' });
    expect([asked.status, asked.member('state')]).toEqual([201, 'starting']);
    expect((await ask(600, { id: 'my-own-run-1' })).member('number')).toBe(asked.member('number'));
    expect(await wallet()).toEqual([before, 600]);
    await pump.turn();
    expect((await sharing()).runs).toMatchObject([{ id: 'my-own-run-1', state: 'running', isCounting: true }]);
    const on = pump.told.find(({ value }) => value === true);
    expect(on).toMatchObject({ point: 'relay', leaseS: 90 });
    await pump.pass(120);
    expect(pump.told.filter(({ renew }) => renew).length).toBeGreaterThan(3);
    const longer = await pump.call('POST', 'runs/my-own-run-1/extend', 'user', { seconds: 60 });
    expect([longer.status, longer.member('askedS')]).toEqual([200, 660]);
    const stopped = await pump.call('POST', 'runs/my-own-run-1/stop', 'user', {});
    expect([stopped.status, stopped.member('reason'), stopped.member('usedS')]).toEqual([
      200,
      'stopped-by-user',
      expect.closeTo(120, -1),
    ]);
    await pump.turn();
    const { run, trail, commands } = RunDetail.parse(
      JSON.parse((await pump.call('GET', 'runs/my-own-run-1', 'viewer')).text),
    );
    expect(run).toMatchObject({ state: 'ended', usedS: stopped.member('usedS') });
    expect(trail.map(({ what }) => what)).toEqual([
      'requested',
      'starting',
      'running',
      'extended',
      'stopping',
      'ended',
    ]);
    expect(commands).toMatchObject([{ value: true, state: 'confirmed', evidence: 'report' }]);
    const [after, reserved] = await wallet();
    expect([Number(before) - Number(after), reserved]).toEqual([stopped.member('usedS'), 0]);
  });

  it.each([
    ['longer than the pump may run', { seconds: 80_000 }, 'run.too-long'],
    ['shorter than the motor likes', { seconds: 5 }, 'run.too-short'],
  ])('%s is refused with code, sentence and remedy, and nothing is booked', async (_what, { seconds }, code) => {
    const before = await wallet();
    const answer = await ask(seconds);
    expect(answer).toMatchObject({ status: 409, code: 'refused' });
    const why = answer.member('why');
    expect(why).toMatchObject({ code });
    expect(Object.keys(Object(why))).toEqual(expect.arrayContaining(['sentence', 'remedy']));
    expect(await wallet()).toEqual(before);
  });

  it('of another is stopped by an admin alone, who says why', async () => {
    await pump.pass(70, 10);
    const mine = await ask(600);
    const id = String(mine.member('id'));
    expect(await pump.call('POST', `runs/${id}/stop`, 'installer', {})).toMatchObject({
      status: 403,
      code: 'not-allowed',
    });
    const forced = await pump.call('POST', `runs/${id}/stop`, 'admin', { isForced: true, reason: 'the pipe broke' });
    expect(forced.member('reason')).toBe('force-stop');
    await pump.turn();
  });

  it('is asked for without wallets where the site has none, and with a quota where it has one', async () => {
    const settings = JSON.parse((await pump.call('GET', 'sharing/settings', 'viewer')).text) as object;
    await pump.call('PUT', 'sharing/settings', 'admin', { ...settings, billing: 'off', quotaS: 600 });
    expect((await ask(1_200)).member('why')).toMatchObject({ code: 'run.quota' });
    await pump.call('PUT', 'sharing/settings', 'admin', settings);
  });
});

describe('a pump', () => {
  it('is refused on a device that cannot keep it safe, until an admin says that a contactor does', async () => {
    const setup = { name: 'Old pump', device: OUTLET, point: 'relay.a', motor: { phases: 1 } };
    expect(await pump.call('POST', 'pumps', 'admin', setup)).toMatchObject({ status: 409, code: 'unsafe-load' });
    expect(await pump.call('POST', 'pumps', 'installer', { ...setup, hasContactor: true })).toMatchObject({
      status: 409,
      code: 'unsafe-load',
    });
    const made = await pump.call('POST', 'pumps', 'admin', { ...setup, hasContactor: true });
    expect(made.status).toBe(201);
    const service = `pumps/${String(made.member('id'))}/service`;
    const stopped = await pump.call('PUT', service, 'installer', { outOfService: 'the seal leaks' });
    expect([stopped.status, stopped.member('outOfService')]).toEqual([200, 'the seal leaks']);
    const light = await pump.call('PATCH', `devices/${OUTLET}/points/relay.a`, 'installer', { load: 'light' });
    expect(light).toMatchObject({ status: 409, code: 'conflict' });
    expect(await pump.call('DELETE', `pumps/${String(made.member('id'))}`, 'admin')).toMatchObject({ status: 204 });
  });

  it.each([
    ['a device that is not there', { device: 'nowhere' }, '/point'],
    ['a point that switches nothing', { point: 'current' }, '/point'],
    ['a sensor that is not there', { wiring: { flow: { device: 'nowhere', point: 'flow' } } }, '/wiring/flow'],
    ['a channel nobody knows', { wiring: { taste: { device: 'well-node', point: 'current' } } }, '/wiring/taste'],
    ['a protection out of its range', { protections: { 'dry-run': { percent: 5 } } }, '/protections/dry-run'],
    ['a feeder that is no switch', { feeder: { device: 'well-node', point: 'current' } }, '/feeder'],
  ])('is not set up on %s', async (_what, wrong, pointer) => {
    const setup = { name: 'New', device: 'well-node', point: 'relay', motor: { phases: 1 }, ...wrong };
    const answer = await pump.call('POST', 'pumps', 'admin', setup);
    expect(answer).toMatchObject({ status: 422, code: 'invalid' });
    expect(answer.member('errors')).toMatchObject([{ pointer }]);
  });

  it('hangs on a switch that no other hangs on', async () => {
    const setup = { name: 'Twin', device: 'well-node', point: 'relay', motor: { phases: 1 } };
    expect(await pump.call('POST', 'pumps', 'admin', setup)).toMatchObject({ status: 409, code: 'conflict' });
  });

  it('has limits as usual for its motor, and says what cannot be watched', async () => {
    const found = await detail();
    expect(found.limits).toMatchObject({ minRestS: 60, startsPerHour: 6, startsPerDay: 100, leaseS: 90 });
    expect(found.protections.find(({ name }) => name === 'phase-loss')).toMatchObject({
      state: 'not-watched',
      notWatched: 'Not watched: The motor has one phase.',
    });
    const usual = await pump.call('GET', 'pump-usual?kw=7.5&phases=3&nominalV=230', 'installer');
    expect(usual.member('limits')).toMatchObject({ minRestS: 900, startsPerDay: 100 });
  });

  it('is switched on by runs alone', async () => {
    const on = { device: 'well-node', point: 'relay', value: true };
    expect(await pump.call('POST', 'commands', 'admin', on)).toMatchObject({ status: 409, code: 'conflict' });
  });

  it('out of service says so to whoever asks', async () => {
    await pump.call('PUT', `pumps/${pump.id}/service`, 'installer', { outOfService: 'the seal leaks' });
    expect((await ask(600)).member('why')).toMatchObject({ code: 'pump.out-of-service' });
    expect((await sharing()).pumps[0]?.reasons.map(({ name }) => name)).toContain('out-of-service');
    await pump.call('PUT', `pumps/${pump.id}/service`, 'installer', { outOfService: null });
  });

  it('without water is stopped, says why, is refunded the rest, and goes on after the rest of its well', async () => {
    await pump.pass(70, 10);
    const [before] = await wallet();
    const run = String((await ask(600)).member('id'));
    await pump.turn();
    pump.currentMa = 1_000;
    await pump.pass(40);
    expect(pump.told.at(-1)).toMatchObject({ point: 'relay', value: false });
    const [view] = (await sharing()).pumps;
    expect(view?.reasons[0]).toMatchObject({ kind: 'stop', name: 'dry-run', code: expect.stringMatching(/^dry-run/) });
    expect(view?.reasons[0]?.sentence).toMatch(/^No water/);
    expect((await sharing()).runs).toMatchObject([
      { id: run, state: 'hold', hold: { cause: 'pump', name: 'dry-run' } },
    ]);
    const alerts = await pump.call('GET', 'alerts', 'viewer');
    expect(alerts.text).toContain('pump-dry-run');
    await pump.call('POST', `runs/${run}/stop`, 'user', {});
    const [after] = await wallet();
    expect(Number(before) - Number(after)).toBeLessThan(40);
    pump.currentMa = 4_800;
    await pump.call('POST', `pumps/${pump.id}/reset`, 'installer', { reason: 'the well is full again' });
    expect((await sharing()).pumps[0]?.reasons.filter(({ kind }) => kind !== 'wait')).toEqual([]);
  });

  it('that somebody waits for stays where it is', async () => {
    await pump.pass(70, 10);
    const run = String((await ask(600)).member('id'));
    expect(await pump.call('DELETE', `pumps/${pump.id}`, 'admin')).toMatchObject({ status: 409, code: 'conflict' });
    await pump.call('POST', `runs/${run}/stop`, 'user', {});
    await pump.turn();
  });
});

describe('the power of a site', () => {
  it('that an admin says is gone holds the run, and lets it go on when it is back', async () => {
    await pump.pass(70, 10);
    const run = String((await ask(600)).member('id'));
    await pump.turn();
    await pump.pass(30);
    await pump.call('PUT', 'grid/switch', 'admin', { to: 'shedding', reason: 'the line is down' });
    await pump.pass(10);
    expect((await sharing()).runs).toMatchObject([{ id: run, state: 'hold', hold: { cause: 'grid' } }]);
    expect((await sharing()).grid).toMatchObject({ state: 'shedding', switch: 'shedding' });
    expect((await ask(600)).member('why')).toMatchObject({ code: 'run.already' });
    await pump.call('PUT', 'grid/switch', 'admin', { to: 'auto' });
    await pump.pass(150);
    expect((await sharing()).runs).toMatchObject([{ id: run, state: 'running' }]);
    await pump.call('POST', `runs/${run}/stop`, 'user', {});
    await pump.turn();
  });

  it('is known by a voltage or a yes, and by nothing else', async () => {
    const source = (point: object, more: object) => ({ sources: [{ id: 'main', point, ...more }] });
    const of = (point: string) => ({ device: 'well-node', point });
    for (const wrong of [
      source(of('current'), { kind: 'meter', nominalV: 230 }),
      source(of('voltage'), { kind: 'sense' }),
      source({ device: 'nowhere', point: 'voltage' }, { kind: 'meter', nominalV: 230 }),
    ])
      expect(await pump.call('PUT', 'grid/settings', 'admin', wrong)).toMatchObject({ status: 422, code: 'invalid' });
    const right = source(of('voltage'), { kind: 'meter', nominalV: 230 });
    expect(await pump.call('PUT', 'grid/settings', 'admin', right)).toMatchObject({ status: 200 });
    await pump.pass(80, 5);
    expect((await sharing()).grid).toMatchObject({ state: 'good', sources: [{ id: 'main', says: 'good' }] });
    pump.volts = 0;
    await pump.pass(10);
    expect((await sharing()).grid.state).toBe('shedding');
    pump.volts = 230;
    await pump.pass(80, 5);
    expect((await sharing()).grid.state).toBe('good');
    await pump.call('PUT', 'grid/settings', 'admin', { sources: [] });
  });
});

describe('minutes', () => {
  it('are booked once for one id, with a receipt that its owner may read', async () => {
    const path = `wallets/${farm.ids.user}/recharge`;
    const body = { id: 'recharge-one-1', seconds: 600, reason: 'paid' };
    const [first, second] = [
      await pump.call('POST', path, 'admin', body),
      await pump.call('POST', path, 'admin', body),
    ];
    expect(second.member('number')).toBe(first.member('number'));
    expect(first.member('code')).toMatch(/^R\d{6}-[0-9A-F]{8}$/);
    const number = String(first.member('number'));
    expect(await pump.call('GET', `receipts/${number}`, 'user')).toMatchObject({ status: 200 });
    expect(await pump.call('GET', `receipts/${number}`, 'installer')).toMatchObject({ status: 404 });
  });

  it('are asked for, and given or refused once', async () => {
    const asked = await pump.call('POST', 'minute-requests', 'user', { seconds: 900, note: 'rice' });
    expect(await pump.call('POST', 'minute-requests', 'user', { seconds: 900 })).toMatchObject({ status: 409 });
    const path = `minute-requests/${String(asked.member('id'))}/decision`;
    expect(await pump.call('POST', path, 'admin', { state: 'rejected' })).toMatchObject({ status: 422 });
    const [before] = await wallet();
    expect((await pump.call('POST', path, 'admin', { state: 'approved' })).member('state')).toBe('approved');
    expect(await pump.call('POST', path, 'admin', { state: 'approved' })).toMatchObject({ status: 409 });
    expect(Number((await wallet())[0]) - Number(before)).toBe(900);
  });

  it('stand in a ledger that is found whole, as pages, days and a table without formulas', async () => {
    await pump.call('POST', `wallets/${farm.ids.user}/recharge`, 'admin', {
      seconds: 60,
      reason: '=HYPERLINK("evil")',
    });
    expect((await pump.call('POST', 'ledger/check', 'admin')).member('isWhole')).toBe(true);
    const page = await pump.call('GET', 'ledger?limit=2', 'admin');
    expect(page.member('entries')).toHaveLength(2);
    expect(page.member('next')).toEqual(expect.any(Number));
    const days = (from: string) => pump.call('GET', `ledger/days?from=${from}&to=2026-12-31`, 'admin');
    expect((await days('2026-01-01')).text).toContain('"kind":"recharge"');
    expect(await days('1970-01-01')).toMatchObject({ status: 422, code: 'invalid' });
    const table = await pump.call('GET', 'ledger.csv', 'admin');
    expect(table.text.split('\n')[0]).toMatch(/^entry,time,user,kind,seconds/);
    expect(table.text).toContain(`"'=HYPERLINK(""evil"")"`);
  });
});

describe('a run to come', () => {
  it('enters the queue when its time comes, as who asked for it', async () => {
    const at = farm.bench.clock.wallMs() + 600_000;
    const planned = await pump.call('POST', 'planned-runs', 'user', { pump: pump.id, seconds: 600, at });
    expect(planned.status).toBe(201);
    const id = String(planned.member('id'));
    await pump.pass(590, 30);
    expect((await sharing()).runs).toEqual([]);
    await pump.pass(40, 10);
    expect((await sharing()).runs).toMatchObject([{ id, user: farm.ids.user }]);
    await pump.call('POST', `runs/${id}/stop`, 'user', {});
    await pump.turn();
  });

  it.each([
    ['in the past', -60_000],
    ['too far off', 40 * 86_400_000],
  ])('%s is refused', async (_what, inMs) => {
    const at = farm.bench.clock.wallMs() + inMs;
    const answer = await pump.call('POST', 'planned-runs', 'user', { pump: pump.id, seconds: 600, at });
    expect(answer.member('why')).toMatchObject({ code: 'plan.time' });
  });
});

it('whoever is suspended is stopped at once, and keeps what was not pumped', async () => {
  await pump.pass(70, 10);
  const [before] = await wallet();
  const run = String((await ask(600)).member('id'));
  await pump.turn();
  await pump.pass(30);
  const body = { suspended: true, reason: 'pumps at night' };
  expect(await pump.call('PATCH', `users/${farm.ids.user}`, 'admin', body)).toMatchObject({ status: 200 });
  await pump.turn();
  const { run: after } = RunDetail.parse(JSON.parse((await pump.call('GET', `runs/${run}`, 'admin')).text));
  expect(after).toMatchObject({ state: 'ended', reason: 'suspended' });
  expect(after.usedS).toBeLessThanOrEqual(32);
  await pump.call('PATCH', `users/${farm.ids.user}`, 'admin', { suspended: false });
  const [left, reserved] = await wallet();
  expect([Number(before) - Number(left), reserved]).toEqual([after.usedS, 0]);
});

it('a call for help is told to those who look after the farm', async () => {
  expect(await pump.call('POST', 'help', 'viewer', { pump: pump.id })).toMatchObject({ status: 204 });
  expect((await pump.call('GET', 'alerts', 'admin')).text).toContain('calls for help at Deep well');
});

it('a pump whose device is forgotten is away, and may be removed', async () => {
  expect(await pump.call('DELETE', 'devices/well-node', 'admin')).toMatchObject({ status: 204 });
  await pump.pass(70, 70).catch(() => {});
  expect((await sharing()).pumps[0]).toMatchObject({ isHeard: false, reasons: [{ name: 'away' }] });
  expect((await ask(600)).member('state')).toBe('waiting');
  const [run] = (await sharing()).runs;
  await pump.call('POST', `runs/${String(run?.id)}/stop`, 'user', {});
  expect(await pump.call('DELETE', `pumps/${pump.id}`, 'admin')).toMatchObject({ status: 204 });
  expect((await sharing()).pumps).toEqual([]);
});
