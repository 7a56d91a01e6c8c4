import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeLog } from '../../src/cli/log.ts';
import { HttpBench, PASSWORD, type BenchSession } from '../../src/testing/http-bench.ts';
import { exchange } from '../../src/testing/http-wire.ts';

const lines: string[] = [];
const log = makeLog('test', { level: 'debug', format: 'json' }, { write: (line) => lines.push(line) });
const bench = new HttpBench(log);
let owner: BenchSession;
let code: string;
beforeAll(async () => {
  await bench.start();
  ({ code } = bench);
  owner = await bench.claim();
});
afterAll(() => bench.stop());

/** What may stand in a header or an address, and much that may not. */
const nasty = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => Buffer.from(text).toString('latin1'));

it('whatever is asked, a line of the log is one line and says no password, code, token, cookie or header', async () => {
  const { access, refresh } = owner;
  const body = JSON.stringify({ login: 'owner', password: PASSWORD, code });
  const secrets = [access, refresh, PASSWORD, code];
  const targets = [
    '/api/v1/session',
    `/api/v1/sessions/${access}`,
    `/${code}?code=${code}`,
    `/x?token=${refresh}&password=${encodeURIComponent(PASSWORD)}`,
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...targets),
      fc.constantFrom('GET', 'POST', 'DELETE'),
      nasty,
      fc.constantFrom(body, body.slice(0, -1)),
      async (target, method, words, sent) => {
        const headers = [
          'Host: 127.0.0.1',
          'Connection: close',
          'Content-Type: application/json',
          `Authorization: Bearer ${access}`,
          `Cookie: fg_access=${access}; fg_refresh=${refresh}`,
          `User-Agent: ${words}`,
          `Content-Length: ${Buffer.byteLength(sent)}`,
        ];
        const text = `${method} ${target}${encodeURI(words.toWellFormed())} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${sent}`;
        if (method !== 'DELETE' || target.startsWith('/x')) await exchange(bench.app.port, Buffer.from(text, 'latin1'));
      },
    ),
    { numRuns: 150 },
  );
  expect(lines.length).toBeGreaterThan(50);
  for (const line of lines) {
    expect(line.indexOf('\n')).toBe(line.length - 1);
    for (const secret of secrets) expect(line).not.toContain(secret);
    expect(line).not.toMatch(/authorization|cookie|bearer/i);
  }
});
