import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startGateway, type GatewayProcess } from './bench/gateway-process.ts';
import { claim } from './bench/session.ts';
import { productionFlags } from './bundle.ts';

const root = join(import.meta.dirname, '..');
let dir: string;
let gateway: GatewayProcess | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'farmgate-bundle-'));
});
afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
  rmSync(dir, { recursive: true, force: true });
});

/** Carried away from the repository, where it finds neither sources nor packages. */
async function bundleElsewhere(): Promise<string> {
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [join(root, 'scripts/bundle.ts')], { env });
  cpSync(join(root, 'build/app'), join(dir, 'lib/app'), { recursive: true });
  return join(dir, 'lib/app/farmgate.mjs');
}

it('bundles the whole product: UI, API, claim, sign-in, and the farm and bridge of the demo', async () => {
  const program = [...productionFlags, await bundleElsewhere()];
  gateway = await startGateway({ root, data: join(dir, 'data'), args: ['--demo', '--log-format', 'json'], program });
  const page = await fetch(`${gateway.origin}/`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<!doctype html>')]);
  const openApi = await fetch(`${gateway.origin}/api/v1/openapi.json`);
  expect([openApi.status, await openApi.json()]).toEqual([200, expect.objectContaining({ openapi: '3.1.0' })]);
  expect((await fetch(`${gateway.origin}/metrics`)).status).toBe(200);
  const session = await claim(gateway);
  await expect
    .poll(() => session.call('GET', '/api/v1/devices'), { timeout: 10_000 })
    .toMatchObject({ devices: expect.arrayContaining([expect.objectContaining({ id: 'outlet-fe' })]) });
  // Read by a thread whose program is another file of the bundle.
  await expect
    .poll(() => session.call('GET', '/api/v1/history/series'), { timeout: 20_000 })
    .toMatchObject({ series: expect.arrayContaining([expect.objectContaining({ device: 'outlet-fe' })]) });
});
