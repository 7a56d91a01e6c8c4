import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HttpBench, type BenchSession } from '../../src/testing/http-bench.ts';
import { hold, holdMany, release, slowHeaders, type FloodSocket } from '../../src/testing/http-flood.ts';
import { LivePage } from '../../src/testing/http-live.ts';
import { silentLog } from '../../src/domain/log.ts';

/** As in earnest, but for times that a test can wait for. */
const limits = { headersMs: 400, requestMs: 800, checkMs: 50, stalledMs: 300, idleMs: 200 };
const patient = { headersMs: 60_000, requestMs: 60_000, idleMs: 60_000, stalledMs: 60_000 };

let hasty: HttpBench;
let calm: HttpBench;
let owner: BenchSession;
beforeAll(async () => {
  hasty = new HttpBench(silentLog, limits);
  calm = new HttpBench(silentLog, patient);
  await Promise.all([hasty.start(), calm.start()]);
  owner = await calm.claim();
});
afterAll(async () => {
  await Promise.all([hasty.stop(), calm.stop()]);
});

let held: FloodSocket[] = [];
afterEach(() => {
  release(held);
  held = [];
});

const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n`;
const host = 'Host: 127.0.0.1';
const json = 'Content-Type: application/json';
const figureOf = async (bench: HttpBench, name: string) =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec((await bench.call('GET', '/metrics')).text)?.[1]);
/** The one that asks is one of them. */
const connectionsOf = (bench: HttpBench) => figureOf(bench, 'farmgate_http_connections');
const live = (page: LivePage) => page.socket.readyState === page.socket.OPEN;

describe('under a thousand connections with headers that never end, a signed-in person', () => {
  it('is answered within a second, at the same address and at another, and keeps the open page', async () => {
    const page = await LivePage.open(calm.app.port, owner.access);
    held = [
      ...(await holdMany(600, calm.app.port, slowHeaders)),
      ...(await holdMany(600, calm.app.port, slowHeaders, '127.0.0.9')),
    ];
    const began = performance.now();
    for (const from of ['127.0.0.1', '127.0.0.9', '127.0.0.3'])
      expect(await calm.call('GET', '/api/v1/devices', { token: owner.access, from })).toMatchObject({ status: 200 });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(live(page)).toBe(true);
    await expect.poll(() => held.filter(({ socket }) => socket.closed).length).toBeGreaterThanOrEqual(200 - 24);
    page.close();
  });
});

describe('a connection', () => {
  it.each([
    ['whose headers do not end', slowHeaders, 408],
    ['whose body trickles', head('POST /api/v1/session HTTP/1.1', host, json, 'Content-Length: 50', '') + '{"log', 408],
    ['with headers without measure', head('GET / HTTP/1.1', host, `X-Long: ${'a'.repeat(17_000)}`), 431],
    ['with an address without measure', head(`GET /${'a'.repeat(5_000)} HTTP/1.1`, host, ''), 400],
  ])('%s is told and let go', async (_what, bytes, status) => {
    const one = await hold(hasty.app.port, bytes);
    held = [one];
    const trickle = setInterval(() => one.socket.write(' '), 100);
    try {
      expect(await one.gone).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    } finally {
      clearInterval(trickle);
    }
  });

  it('that says nothing at all is let go', async () => {
    held = [await hold(hasty.app.port, '')];
    await held[0]?.gone;
  });

  it('that is kept after an answer is let go when nothing more comes', async () => {
    held = [await hold(hasty.app.port, head('GET /healthz HTTP/1.1', host, ''))];
    expect(await held[0]?.gone).toMatch(/^HTTP\/1.1 200 /);
  });

  it('that takes no answer is let go', async () => {
    const one = await hold(hasty.app.port, '');
    held = [one];
    one.socket.pause();
    one.socket.write(head('GET /api/v1/openapi.json HTTP/1.1', host, '').repeat(400));
    // Who does not read does not see its end either.
    await expect.poll(() => connectionsOf(hasty), { timeout: 40_000 }).toBe(1);
  });

  it('that sends on after a refusal hears it and is let go', async () => {
    const one = await hold(
      calm.app.port,
      head('PATCH /api/v1/sites/current HTTP/1.1', host, 'Content-Length: 9000000', '') + 'x'.repeat(100_000),
    );
    held = [one];
    await expect.poll(() => one.heard()).toMatch(/^HTTP\/1.1 401 /);
    calm.clock.advance(1_000);
    await one.gone;
  });
});

describe('an open page', () => {
  it('that does not answer for long is cut off', async () => {
    const page = await LivePage.open(calm.app.port, owner.access);
    page.socket.pause();
    const closed = page.closed();
    const silence = setInterval(() => calm.clock.advance(15_000), 10);
    await expect.poll(() => figureOf(calm, 'farmgate_live_viewers')).toBe(0);
    clearInterval(silence);
    page.socket.resume();
    await closed;
  });

  it('that pings without end, or cuts a message into crumbs, is told to stop', async () => {
    const open = () => LivePage.open(calm.app.port, owner.access);
    const [pinging, crumbling, empty] = [await open(), await open(), await open()];
    const ends = Promise.all([pinging.closed(), crumbling.closed(), empty.closed()]);
    for (let at = 0; at < 20; at += 1) pinging.socket.ping();
    for (let at = 0; at < 20; at += 1) crumbling.socket.send('{', { fin: false });
    for (let at = 0; at < 20; at += 1) empty.socket.send('', { fin: false });
    expect(await ends).toEqual([1008, 1008, 1008]);
  });
});
