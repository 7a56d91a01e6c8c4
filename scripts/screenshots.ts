// Makes the pictures of the README, and one of every page in every look, from a demo gateway in a real Chromium.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { makeFolder, startGateway } from '../gateway/src/testing/processes.ts';
import { places } from '../gateway/test/e2e/places.ts';
import { makeVillage, PASSWORD, placeIn, type Village } from '../gateway/test/e2e/village.ts';
import { findBrowser } from './browser.mjs';

const root = join(import.meta.dirname, '..');
const out = process.argv[2] ?? join(root, '.cache/screenshots');
const docs = join(root, 'docs/screenshots');
const inReadme = ['home.phone.png', 'home.desk.png', 'maya.home.phone.png'];
/** What somebody sees who shares a pump: whose turn it is, who waits, and who may start. */
const usersSee = { maya: ['/', '/wallet', '/runs', '/runs/:run', '/pumps/:pump'], tariq: ['/', '/queue'], noor: ['/'] };
const pumps = ['1', '2'].map((n) => ({
  device: `pump-${n}`,
  point: 'relay',
  tank: { device: `tank-${n}`, point: 'level' },
}));
const looks = [
  { name: 'phone', width: 360, height: 740, theme: 'light' },
  { name: 'phone-dark', width: 360, height: 740, theme: 'dark' },
  { name: 'desk', width: 1280, height: 800, theme: 'light' },
] as const;
type Look = (typeof looks)[number];

for (const dir of [out, docs]) mkdirSync(dir, { recursive: true });
const folder = makeFolder('pictures');
const gateway = await startGateway(folder.dir, ['--demo', '--demo-life', 'no']);
const browser = await chromium.launch(await findBrowser(root));
try {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(gateway.url);
  await page.screenshot({ path: join(out, 'language.png') });
  await claim(page, gateway.code ?? '');
  await tap(page, 'Outlet FE, Socket A', 'running');
  await tap(page, 'Outlet 10, Socket B', 'said-yes');
  await tap(page, 'Outlet 11, Socket A', 'tripped');
  await page.goto(`${gateway.url}/devices/pump-2`);
  await page.locator('fg-socket-card').waitFor();
  const village = await makeVillage(gateway.url, pumps);
  await page.goto(gateway.url);
  await page.locator('[data-run=running]').waitFor({ timeout: 120_000 });
  for (const look of looks) await shoot(page, look, { village, paths: places });
  for (const [login, paths] of Object.entries(usersSee)) {
    const own = await (await browser.newContext()).newPage();
    await signIn(own, login);
    for (const look of looks) await shoot(own, look, { village, paths, login });
    if (login === 'noor') for (const look of looks) await shootSheet(own, look);
    await own.context().close();
  }
  for (const name of inReadme) copyFileSync(join(out, name), join(docs, name));
} finally {
  await browser.close();
  await gateway.stop();
  folder.remove();
}

interface Shown {
  readonly village: Village;
  readonly paths: readonly string[];
  /** Of who sees them; none for who runs the farm. */
  readonly login?: string;
}

/** Pictures of these places in a look. */
async function shoot(page: Page, look: Look, { paths, login, village }: Shown): Promise<void> {
  await dress(page, look);
  for (const path of paths) {
    await page.goto(gateway.url + placeIn(village, path));
    await page.locator('h1').first().waitFor();
    if (!/^\/(?:nowhere|wall$)/.test(path)) await page.locator('[data-link=live]').waitFor();
    await page.waitForLoadState('networkidle');
    const name = path === '/' ? 'home' : path.slice(1).replaceAll('/', '-').replaceAll(':', '');
    const file = `${login ? `${login}.` : ''}${name}.${look.name}.png`;
    // Of a whole page the bar at the bottom would stand in the middle.
    await page.screenshot({ path: join(out, file), fullPage: !inReadme.includes(file) });
  }
}

async function shootSheet(page: Page, look: Look): Promise<void> {
  await dress(page, look);
  await page.goto(gateway.url);
  await page.locator('[data-job=start]').first().click();
  await page.getByRole('dialog').waitFor();
  await page.screenshot({ path: join(out, `start-sheet.${look.name}.png`) });
}

async function dress(page: Page, look: Look): Promise<void> {
  await page.setViewportSize(look);
  await page.evaluate((theme) => localStorage.setItem('farmgate.preferences', JSON.stringify({ theme })), look.theme);
}

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto(gateway.url);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Name to sign in with').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.locator('[data-link=live]').waitFor();
}

async function claim(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Claim code').fill(code);
  await page.getByLabel('Name of the farm').fill('Green Valley');
  await page.getByLabel('Your name').fill('Ana');
  await page.getByLabel('Name to sign in with').fill('ana');
  await page.getByLabel('New password').fill(PASSWORD);
  await page.screenshot({ path: join(out, 'claim.png'), fullPage: true });
  await page.getByRole('button', { name: 'Make it mine' }).click();
  await page.getByRole('group', { name: 'Outlet FE, Socket A' }).waitFor();
}

/** Turns a socket on and waits for the face that its load makes. */
async function tap(page: Page, name: string, face: string): Promise<void> {
  const socket = page.getByRole('group', { name });
  await socket.getByRole('button', { name: 'Turn on' }).click();
  await socket.locator(`[data-face="${face}"]`).waitFor({ timeout: 40_000 });
}
