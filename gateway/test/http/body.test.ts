import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpBench, type BenchSession } from '../../src/testing/http-bench.ts';
import { exchange } from '../../src/testing/http-wire.ts';

let bench: HttpBench;
let owner: BenchSession;
beforeAll(async () => {
  bench = new HttpBench();
  await bench.start();
  owner = await bench.claim();
});
afterAll(() => bench.stop());

/** Sends bytes as the body of a change of the site's name. */
async function rename(body: Uint8Array, headers: Record<string, string> = {}, token = owner.access) {
  const all = {
    Host: '127.0.0.1',
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Content-Length': String(body.length),
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const start = `PATCH /api/v1/sites/current HTTP/1.1\r\n${head.join('')}\r\n`;
  const answer = await exchange(bench.app.port, Buffer.concat([Buffer.from(start), body]));
  if (typeof answer === 'string') throw new Error(answer);
  return { status: answer.status, text: answer.body };
}
const nameOf = () => bench.people.forSite(owner.site).site()?.name;
const nested = (levels: number) => Buffer.from(`{"name":${'['.repeat(levels)}${']'.repeat(levels)}}`);

describe('a body', () => {
  it.each([
    ['that is no UTF-8', Buffer.from([...Buffer.from('{"name":"'), 0xff, ...Buffer.from('"}')])],
    ['with half a character', Buffer.from('{"name":"a\\ud800"}')],
    ['that is cut short', Buffer.from('{"name":"a')],
    ['that reaches for the prototype', Buffer.from('{"name":"a","__proto__":{"name":"b"}}')],
    ['that reaches for it deeper down', Buffer.from('{"name":{"constructor":{"prototype":1}}}')],
    ['nested too deep', nested(17)],
    ['nested as deep as it is long', nested(30_000)],
    ['of a lone number beyond all numbers', Buffer.from('1'.repeat(60_000))],
  ])('%s is refused and changes nothing', async (_what, body) => {
    const before = nameOf();
    expect([400, 422]).toContain((await rename(body)).status);
    expect(nameOf()).toBe(before);
  });

  it('of any script is kept as it was written', async () => {
    expect((await rename(Buffer.from('{"name":"ฟาร์ม 🌾"}'))).status).toBe(200);
    expect(nameOf()).toBe('ฟาร์ม 🌾');
  });

  it('is told by JSON pointers what is wrong with it', async () => {
    const answer = await bench.call('POST', '/api/v1/users', { token: owner.access, body: { login: 7, 'a/b~c': 1 } });
    expect(answer.member('errors')).toMatchObject([
      { pointer: '/login' },
      { pointer: '/name' },
      {},
      {},
      { pointer: '' },
    ]);
    expect(await bench.call('GET', '/api/v1/audit?limit=0', { token: owner.access })).toMatchObject({ status: 422 });
  });

  it.each([
    ['larger than 64 kB', Buffer.alloc(64 * 1024 + 1, ' '), {}, 413],
    ['of another kind', Buffer.from('name=a'), { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['in another alphabet', Buffer.from('{}'), { 'Content-Type': 'application/json; charset=utf-16' }, 415],
    ['that is compressed', gzipSync('{}'), { 'Content-Encoding': 'gzip' }, 415],
  ])('%s is refused for that', async (_what, body, headers, status) => {
    expect((await rename(body, headers)).status).toBe(status);
  });

  it('of a stranger is not looked at', async () => {
    const text = { 'Content-Type': 'text/plain' };
    expect((await rename(Buffer.from('not even JSON'), text, 'nobodys-token-nobodys-token')).status).toBe(401);
  });
});

describe('a request', () => {
  it('that was done is said to be done, whatever bytes come after it', async () => {
    await bench.confirm(owner.access);
    for (let at = 0; at < 20; at += 1) {
      const user = bench.addPerson({ site: owner.site, login: `gone${at}`, role: 'viewer' });
      const head = [
        `DELETE /api/v1/users/${user} HTTP/1.1`,
        'Host: 127.0.0.1',
        `Authorization: Bearer ${owner.access}`,
      ];
      const answer = await exchange(bench.app.port, Buffer.from(`${head.join('\r\n')}\r\n\r\nno HTTP at all\r\n\r\n`));
      expect(answer).toMatchObject({ status: 204 });
    }
  });
});

describe('an address', () => {
  it.each(['/api/v1/audit?limit=%ff', '/api/v1/users/%E0%A4%A', '/%', '/api/v1/devices?%zz'])(
    'with a broken escape such as %s is refused',
    async (path) => {
      expect(await bench.call('GET', path, { token: owner.access })).toMatchObject({
        status: 400,
        code: 'bad-request',
      });
    },
  );
});
