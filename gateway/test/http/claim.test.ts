import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpBench, PASSWORD } from '../../src/testing/http-bench.ts';

const ANOTHER_ADDRESS = '127.0.0.2';

let bench: HttpBench;
beforeEach(async () => {
  bench = new HttpBench();
  await bench.start();
});
afterEach(() => bench.stop());

const claim = (changes: object = {}, from?: string) =>
  bench.call('POST', '/api/v1/claim', { body: { ...bench.claimBody(), ...changes }, ...(from ? { from } : {}) });
const info = async () => (await bench.call('GET', '/api/v1/gateway')).member;

describe('an empty gateway', () => {
  it("says that it is nobody's, and gives the code away to nobody who asks", async () => {
    const answer = await bench.call('GET', '/api/v1/gateway');
    expect(answer.member('claimed')).toBe(false);
    expect(answer.text).not.toContain(bench.code);
  });

  it('lets nobody in', async () => {
    const body = { login: 'owner', password: PASSWORD };
    expect(await bench.call('POST', '/api/v1/session', { body })).toMatchObject({ code: 'wrong-credentials' });
    expect(await bench.call('GET', '/api/v1/devices')).toMatchObject({ status: 401 });
  });

  it('belongs to whoever knows the code, typed as people type', async () => {
    const typed = bench.code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const answer = await claim({ code: ` ${typed} ` });
    expect(answer.status).toBe(201);
    expect(answer.member('user')).toMatchObject({ role: 'admin', masterAdmin: true });
    expect((await info())('claimed')).toBe(true);
  });

  it('is claimed once', async () => {
    await claim();
    expect(await claim()).toMatchObject({ status: 409, code: 'already-claimed' });
  });

  it('is claimed by one of two who try at the same moment', async () => {
    const body = bench.claimBody();
    const answers = await Promise.all([claim(), claim({ user: { ...body.user, login: 'second' } })]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(bench.people.all()).toHaveLength(1);
  });

  it.each([
    ['password', { password: 'password' }],
    ['login', { login: 'swampfox1', password: 'SwampFox1' }],
  ])('takes no owner whose password is the %s', async (_what, changes) => {
    expect(await claim({ user: { ...bench.claimBody().user, ...changes } })).toMatchObject({
      status: 422,
      code: 'invalid',
    });
    expect(bench.people.isClaimed()).toBe(false);
  });
});

describe('the claim code', () => {
  it('may be typed wrong five times, then one must wait, and only there', async () => {
    for (let at = 0; at < 6; at += 1)
      expect(await claim({ code: 'WRNG-C0DE' })).toMatchObject({ status: 403, code: 'wrong-code' });
    const slowed = await claim();
    expect(slowed).toMatchObject({ status: 429, code: 'slow-down' });
    expect(slowed.headers['retry-after']).toBe('1');
    expect(await claim({}, ANOTHER_ADDRESS)).toMatchObject({ status: 201 });
  });

  it('is taken again when the wait is over', async () => {
    for (let at = 0; at < 6; at += 1) await claim({ code: 'WRNG-C0DE' });
    bench.clock.advance(1_000);
    expect(await claim()).toMatchObject({ status: 201 });
  });

  it('expires, and a new one is announced', async () => {
    const { code } = bench;
    bench.clock.advance(60 * 60_000);
    expect(bench.code).not.toBe(code);
    expect(await claim({ code })).toMatchObject({ code: 'wrong-code' });
    expect(await claim()).toMatchObject({ status: 201 });
  });

  it('is worth nothing after the claim, when the owner is all there is', async () => {
    await claim();
    bench.clock.advance(2 * 60 * 60_000);
    expect(await claim()).toMatchObject({ code: 'already-claimed' });
  });
});

describe('clocks that differ by more than two minutes', () => {
  const AHEAD_MS = 3 * 60_000;
  const clientNow = () => bench.clock.wallMs() + AHEAD_MS;

  it('are asked about, and nothing is claimed until somebody says which is right', async () => {
    const answer = await claim({ clientNow: clientNow() });
    expect(answer).toMatchObject({ status: 409, code: 'clock-differs' });
    expect(answer.member('now')).toBe(bench.clock.wallMs());
    expect(bench.people.isClaimed()).toBe(false);
  });

  it("are both the gateway's when that is right", async () => {
    expect(await claim({ clientNow: clientNow(), clock: 'gateway' })).toMatchObject({ status: 201 });
    const member = await info();
    expect([member('now'), member('clockTrust')]).toEqual([bench.clock.wallMs(), 'set-by-person']);
  });

  it("are both the phone's when that is right", async () => {
    const now = clientNow();
    expect(await claim({ clientNow: now, clock: 'client' })).toMatchObject({ status: 201 });
    const member = await info();
    expect([member('now'), member('clockTrust')]).toEqual([now, 'set-by-person']);
  });

  it('are set by nobody who does not know the code', async () => {
    const before = (await info())('now');
    expect(await claim({ code: 'WRNG-C0DE', clientNow: clientNow(), clock: 'client' })).toMatchObject({ status: 403 });
    expect((await info())('now')).toBe(before);
  });

  it('are set by no claim that is refused for something else', async () => {
    const before = (await info())('now');
    const user = { ...bench.claimBody().user, password: 'password' };
    expect(await claim({ user, clientNow: clientNow(), clock: 'client' })).toMatchObject({ status: 422 });
    expect((await info())('now')).toBe(before);
  });

  it('vouch for each other when they agree', async () => {
    await claim();
    expect((await info())('clockTrust')).toBe('set-by-person');
  });

  it('are not asked about when they differ by less', async () => {
    expect(await claim({ clientNow: bench.clock.wallMs() - 119_000 })).toMatchObject({ status: 201 });
  });
});
