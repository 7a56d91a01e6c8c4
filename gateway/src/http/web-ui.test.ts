import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../domain/log.ts';
import { systemClock } from '../system-clock.ts';
import { HttpCaller } from '../testing/http-client.ts';
import { standardLimits } from './limits.ts';
import { HttpServer } from './server.ts';

const PAGE = '<!doctype html><title>Farmgate</title>';

let webRoot: string;
let server: HttpServer;
let caller: HttpCaller;
beforeEach(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'fg-web-'));
  mkdirSync(join(webRoot, 'assets'));
  write('index.html', PAGE);
  server = new HttpServer({
    routes: [],
    authenticate: () => undefined,
    authenticateNode: () => undefined,
    isConfirmed: () => false,
    onNowhere: () => {},
    onSessionEnded: () => () => {},
    upgrades: {},
    webRoot,
    names: [],
    limits: standardLimits,
    clock: systemClock,
    log: silentLog,
    onAnswer: () => {},
  });
  caller = new HttpCaller(await server.start('127.0.0.1', 0));
});
afterEach(async () => {
  caller.close();
  await server.stop();
  rmSync(webRoot, { recursive: true });
});

const write = (name: string, text: string) => writeFileSync(join(webRoot, name), text);
const get = (path: string, headers: Record<string, string> = {}) => caller.call('GET', path, { headers });

describe('the web UI', () => {
  it.each(['/', '/devices', '/devices/outlet-fe', '/problems', '/__proto__'])(
    'is one page, also at %s',
    async (path) => {
      const answer = await get(path);
      expect(answer).toMatchObject({ status: 200, text: PAGE });
      expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
    },
  );

  it.each(['/assets/old-1a2b.js', '/favicon.ico', '/.env', '/..%2f..%2fetc/passwd.txt', '/assets/%00.js'])(
    'has no %s',
    async (path) => {
      expect(await get(path)).toMatchObject({ status: 404, code: 'not-found' });
    },
  );

  it('lets browsers keep for ever what is named by its content', async () => {
    write('assets/app-1a2b.js', 'let a;');
    const { headers } = await get('/assets/app-1a2b.js');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', undefined],
  ])('goes to who accepts %s as %s', async (accepted, coding) => {
    write('index.html.br', 'by brotli');
    write('index.html.gz', 'by gzip');
    const { headers, text } = await get('/devices', { 'Accept-Encoding': accepted });
    expect(headers['content-encoding']).toBe(coding);
    expect(text).toBe(coding === undefined ? PAGE : coding === 'br' ? 'by brotli' : 'by gzip');
    expect(headers).toMatchObject({ vary: 'Accept-Encoding', 'content-type': 'text/html; charset=utf-8' });
  });

  it('may be built anew, or taken away, while the gateway runs', async () => {
    await get('/');
    rmSync(join(webRoot, 'index.html'));
    expect((await get('/')).text).toMatch(/npm run build/);
    write('index.html', 'another');
    expect((await get('/')).text).toBe('another');
  });

  it.each(['bytes=5-2', 'bytes=99999-', 'bytes=a-b', 'bytes=1e9-2', 'bytes=-', 'lines=1'])(
    'is sent whole, also for %s',
    async (Range) => {
      expect(await get('/', { Range })).toMatchObject({ status: 200, text: PAGE });
    },
  );

  it('can only be read', async () => {
    const answer = await caller.call('POST', '/');
    expect(answer).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(answer.headers.allow).toBe('GET, HEAD');
  });
});
