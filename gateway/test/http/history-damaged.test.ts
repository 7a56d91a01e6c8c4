import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { HttpBench, OWNER } from '../../src/testing/http-bench.ts';

let bench: HttpBench;
afterEach(() => bench.stop());

it('a history that cannot be opened is set aside, told, and begun anew; all else goes on', async () => {
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
