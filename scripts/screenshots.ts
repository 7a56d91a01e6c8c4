// Makes the pictures of the README, and one of every page in every look, from a demo gateway in a real Chromium.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { makeFolder, startGateway } from '../gateway/src/testing/processes.ts';
import { findBrowser } from './browser.mjs';
import { Camera } from './screenshots/camera.ts';
import { inReadme, playAll } from './screenshots/scenes.ts';

const root = join(import.meta.dirname, '..');
const out = process.argv[2] ?? join(root, '.cache/screenshots');
const docs = join(root, 'docs/screenshots');

for (const dir of [out, docs]) mkdirSync(dir, { recursive: true });
const camera = new Camera(out);
const folder = makeFolder('pictures');
const gateway = await startGateway(folder.dir, ['--demo', '--demo-life', 'no']);
const browser = await chromium.launch(await findBrowser(root));
try {
  await camera.scene('the farm', () => playAll({ url: gateway.url, code: gateway.code ?? '', browser, camera }));
} finally {
  await browser.close();
  await gateway.stop();
  folder.remove();
}
for (const name of inReadme) if (existsSync(join(out, name))) copyFileSync(join(out, name), join(docs, name));
console.log(`${camera.taken} pictures in ${out}`);
if (camera.failed.length > 0) {
  console.error(`Not taken: ${camera.failed.join(', ')}`);
  process.exitCode = 1;
}
