import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpBench } from '../../src/testing/http-bench.ts';
import { exchange, isLetGo } from '../../src/testing/http-wire.ts';

let bench: HttpBench;
beforeAll(async () => {
  bench = new HttpBench();
  await bench.start();
});
afterAll(() => bench.stop());

const lines = (...text: string[]) => Buffer.from(`${text.join('\r\n')}\r\n\r\n`);
const host = 'Host: 127.0.0.1';
const upgrade = (to: string) => ['Connection: Upgrade', `Upgrade: ${to}`];

describe('a connection', () => {
  it.each([
    ['an upgrade that is refused', lines('GET /nowhere HTTP/1.1', host, ...upgrade('websocket'))],
    ['a request that is none', lines('this is not HTTP')],
    ['a tunnel that is refused', lines('CONNECT farm.example:443 HTTP/1.1', host)],
  ])('is let go after %s, though the other side holds on', async (_what, bytes) => {
    expect(await isLetGo(bench.app.port, bytes)).toBe(true);
  });

  it('that offers a protocol we do not speak is served as HTTP', async () => {
    const request = lines('GET /healthz HTTP/1.1', host, 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c');
    expect(await exchange(bench.app.port, request)).toMatchObject({ status: 200 });
  });

  it('that asks for a tunnel is told that there is none', async () => {
    const request = lines('CONNECT farm.example:443 HTTP/1.1', host);
    expect(await exchange(bench.app.port, request)).toMatchObject({ status: 405 });
  });

  it('without a name of the gateway is told so', async () => {
    expect(await exchange(bench.app.port, lines('GET /api/v1/gateway HTTP/1.0'))).toMatchObject({ status: 421 });
    expect(await exchange(bench.app.port, lines('GET /api/v1/gateway HTTP/1.1', 'Host:'))).toMatchObject({
      status: 421,
    });
  });

  it('with a target that is no address gets a problem as any other', async () => {
    const answer = await exchange(bench.app.port, lines('GET http://[::1 HTTP/1.1', host));
    expect(answer).toMatchObject({ status: 400 });
  });
});
