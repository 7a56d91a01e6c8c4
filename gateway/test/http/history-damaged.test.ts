import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { HttpBench, OWNER } from '../../src/testing/http-bench.ts';

let bench: HttpBench;
afterEach(() => bench.stop());

it('a history that the disk does not give is told of, and all else goes on', async () => {
  bench = new HttpBench();
  await bench.start();
  await bench.claim();
  await bench.stopApp();
  for (const end of ['', '-wal', '-shm']) rmSync(join(bench.dataDir, `history.db${end}`), { force: true });
  mkdirSync(join(bench.dataDir, 'history.db'));
  await bench.start();
  const { access: token } = await bench.signIn(OWNER);
  expect(await bench.call('GET', '/api/v1/history/state', { token })).toMatchObject({ status: 503, code: 'not-ready' });
  expect((await bench.call('GET', '/api/v1/devices', { token })).status).toBe(200);
  const { text } = await bench.call('GET', '/api/v1/alerts', { token });
  expect(JSON.parse(text)).toMatchObject({ alerts: [{ rule: 'history-damaged' }] });
});

it('a history that is damaged is set aside, told, and begun anew; all else goes on', async () => {
  bench = new HttpBench();
  await bench.start();
  await bench.claim();
  await bench.stopApp();
  for (const end of ['', '-wal', '-shm'])
    writeFileSync(join(bench.dataDir, `history.db${end}`), 'this is no database at all');
  await bench.start();
  const { access: token } = await bench.signIn(OWNER);
  const alerts = JSON.parse((await bench.call('GET', '/api/v1/alerts', { token })).text) as {
    alerts: { rule: string }[];
  };
  expect(alerts.alerts).toMatchObject([{ rule: 'history-damaged', severity: 'warning' }]);
  expect((await bench.call('GET', '/api/v1/history/state', { token })).status).toBe(200);
  expect((await bench.call('GET', '/api/v1/history/series', { token })).text).toBe('{"series":[]}');
});
