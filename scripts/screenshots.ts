// Makes the pictures of the README, and one of every page in every look, from a demo gateway in a real Chromium.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { makeFolder, startGateway } from '../gateway/src/testing/processes.ts';
import { places } from '../gateway/test/e2e/places.ts';
import { findBrowser } from './browser.mjs';

const root = join(import.meta.dirname, '..');
const out = process.argv[2] ?? join(root, '.cache/screenshots');
const docs = join(root, 'docs/screenshots');
const inReadme = ['home.phone.png', 'home.desk.png'];
const looks = [
  { name: 'phone', width: 360, height: 740, theme: 'light' },
  { name: 'phone-dark', width: 360, height: 740, theme: 'dark' },
  { name: 'desk', width: 1280, height: 800, theme: 'light' },
] as const;

for (const dir of [out, docs]) mkdirSync(dir, { recursive: true });
const folder = makeFolder('pictures');
const gateway = await startGateway(folder.dir, ['--demo']);
const browser = await chromium.launch(await findBrowser(root));
try {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(gateway.url);
  await page.screenshot({ path: join(out, 'language.png') });
  await claim(page, gateway.code ?? '');
  await tap(page, 'Outlet FE, Socket A', 'running');
  await tap(page, 'Outlet 10, Socket B', 'said-yes');
  await tap(page, 'Outlet 11, Socket A', 'tripped');
  for (const look of looks) {
    await page.setViewportSize(look);
    await page.evaluate((theme) => localStorage.setItem('farmgate.preferences', JSON.stringify({ theme })), look.theme);
    for (const place of places) {
      await page.goto(gateway.url + place);
      await page.locator('h1').first().waitFor();
      if (!place.startsWith('/nowhere')) await page.locator('[data-link=live]').waitFor();
      const name = place === '/' ? 'home' : place.slice(1).replaceAll('/', '-');
      const file = `${name}.${look.name}.png`;
      // Of a whole page the bar at the bottom would stand in the middle.
      await page.screenshot({ path: join(out, file), fullPage: !inReadme.includes(file) });
    }
  }
  for (const name of inReadme) copyFileSync(join(out, name), join(docs, name));
} finally {
  await browser.close();
  await gateway.stop();
  folder.remove();
}

async function claim(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Claim code').fill(code);
  await page.getByLabel('Name of the farm').fill('Green Valley');
  await page.getByLabel('Your name').fill('Ana');
  await page.getByLabel('Name to sign in with').fill('ana');
  await page.getByLabel('New password').fill('water-and-sun');
  await page.screenshot({ path: join(out, 'claim.png'), fullPage: true });
  await page.getByRole('button', { name: 'Make it mine' }).click();
  await page.getByRole('group', { name: 'Outlet FE, Socket A' }).waitFor();
}

/** Turns a socket on and waits for the face that its load makes. */
async function tap(page: Page, name: string, face: string): Promise<void> {
  const socket = page.getByRole('group', { name });
  await socket.getByRole('button', { name: 'Turn on' }).click();
  await socket.locator(`[data-face="${face}"]`).waitFor({ timeout: 15_000 });
}
