import type { Browser, BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { places } from '../../gateway/test/e2e/places.ts';
import { makeVillage, PASSWORD, placeIn, type Village } from '../../gateway/test/e2e/village.ts';
import { PATIENCE_MS, settled, type Camera } from './camera.ts';
import { Caller } from './caller.ts';

/** What somebody sees who shares a pump: whose turn it is, who waits, and who may start. */
const usersSee: Readonly<Record<string, readonly string[]>> = {
  maya: ['/', '/wallet', '/runs', '/runs/:run', '/pumps/:pump', '/alerts', '/preferences'],
  tariq: ['/', '/queue', '/pumps/:pump'],
  noor: ['/', '/wallet'],
  omar: ['/', '/wallet', '/runs'],
};
/** Where there is nothing yet. */
const emptyPlaces = [
  '/',
  '/devices',
  '/wallets',
  '/ledger',
  '/pump-setup',
  '/grid',
  '/alerts',
  '/people/waiting',
  '/energy',
  '/energy/tariffs',
  '/energy/budgets',
  '/energy/bills',
];
const pumps = ['1', '2'].map((n) => ({
  device: `pump-${n}`,
  point: 'relay',
  tank: { device: `tank-${n}`, point: 'level' },
}));
/** Of the README: as they stand on a screen. */
export const inReadme = ['home.phone.png', 'home.desk.png', 'maya.home.phone.png'];
const screenOnly = new Set(['home', 'maya.home']);

interface Stage {
  readonly url: string;
  readonly code: string;
  readonly browser: Browser;
  readonly camera: Camera;
}

/** Goes through the life of a farm, from a gateway that is nobody's to one that is stopped, and takes a picture of each page on the way. */
export async function playAll(stage: Stage): Promise<void> {
  const { camera, url } = stage;
  const ana = await claim(stage);
  const door = new Caller(url);
  await door.enter('ana');
  const village = await furnish(door, url);
  const ofNow = new Set(places.filter((place) => /^\/(?:$|queue|runs|wall|pumps|devices)/.test(place)));
  await atPlaces(stage, ana, { village, paths: places.filter((place) => !ofNow.has(place)) });
  await camera.scene('door', () => atTheDoor(stage));
  await camera.scene('empty', () => whereNothingIs(stage));
  // The first motor starts a while after a boot: what does not need it was shown before.
  await camera.scene('more', () => shootMore(stage, ana));
  await camera.scene('recharge', () => shootRecharge(stage, ana, village));
  await camera.scene('running', () => door.until('/runs/' + village.run, isRun('running')));
  await atPlaces(stage, ana, { village, paths: [...ofNow] });
  for (const [login, paths] of Object.entries(usersSee)) {
    const page = await signIn(stage, login);
    await atPlaces(stage, page, { village, paths, login });
    if (login === 'noor') await camera.scene('start-sheet', () => shootSheet(stage, page));
    if (login === 'omar') await camera.scene('no-link', () => shootNoLink(stage, page));
    await page.context().close();
  }
  await camera.scene('paused', () => whilePaused(stage, { door, village }));
  await camera.scene('stopped', () => onceStopped(stage, { ana, village }));
}

interface Shown {
  readonly village: Village;
  readonly paths: readonly string[];
  /** Of who sees them; none for who runs the farm. */
  readonly login?: string;
}

async function atPlaces({ camera, url }: Stage, page: Page, { village, paths, login }: Shown): Promise<void> {
  for (const path of paths) {
    const place = path === '/' ? 'home' : path.slice(1).replaceAll('/', '-').replaceAll(':', '');
    const name = login ? `${login}.${place}` : place;
    await camera.scene(name, async () => {
      await page.goto(url + placeIn(village, path));
      await settled(page);
      await camera.shoot(page, { name, screenOnly: screenOnly.has(name) });
    });
  }
}

/** From the language to the first home page. */
async function claim({ browser, camera, url, code }: Stage): Promise<Page> {
  const page = await (await newContext(browser)).newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'English' }).waitFor();
  await camera.scene('language', () => camera.shoot(page, { name: 'language' }));
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Claim code').fill('ABCD-EFGH');
  await page.getByLabel('Name of the farm').fill('Green Valley');
  await page.getByLabel('Your name').fill('Ana');
  await page.getByLabel('Name to sign in with').fill('ana');
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Make it mine' }).click();
  await camera.scene('claim', async () => {
    await page.locator('[aria-invalid=true]').waitFor();
    await camera.shoot(page, { name: 'claim' });
  });
  await page.getByLabel('Claim code').fill(code);
  await page.getByRole('button', { name: 'Make it mine' }).click();
  await page.locator('[data-link]').waitFor();
  return page;
}

/** Four who share pumps, one without minutes, one who is suspended, one who asks to join, and what stands by the side. */
async function furnish(door: Caller, url: string): Promise<Village> {
  const names = ['pump-1', 'pump-2', 'tank-1', 'tank-2', 'outlet-fe', 'outlet-10', 'outlet-11', 'breaker-1'];
  await door.until<{ devices: { id: string }[] }>('/devices', ({ devices }) =>
    names.every((name) => devices.some(({ id }) => id === name)),
  );
  await door.call('POST', '/session/confirm', { password: PASSWORD });
  const settings = await door.call<object>('GET', '/sharing/settings');
  await door.call('PUT', '/sharing/settings', { ...settings, staggerGapS: 0, quotaS: 3 * 3_600 });
  await door.call('PUT', '/grid/settings', gridSettings);
  const village = await makeVillage(url, pumps);
  for (const [device, point] of sockets) await door.call('POST', '/commands', { device, point, value: true });
  const omar = await door.call<{ id: string }>('POST', '/users', person('Omar'));
  const sita = await door.call<{ id: string }>('POST', '/users', person('Sita Devi'));
  await door.call('PATCH', `/users/${sita.id}`, { suspended: true, reason: 'Asked for a break' });
  await door.call('PATCH', `/users/${omar.id}`, { listed: true });
  for (const login of ['maya', 'tariq', 'lucia', 'noor']) await setPin(url, login);
  const noor = await Caller.signedIn(url, 'noor');
  await noor.call('POST', '/minute-requests', { seconds: 3_600, note: 'For the rice field' });
  await noor.call('POST', '/planned-runs', { pump: village.pump, seconds: 900, at: Date.now() + 3 * 3_600_000 });
  await noor.call('POST', '/help', { pump: village.pump });
  const stranger = { name: 'Hassan Ali', login: 'hassan', password: PASSWORD, note: 'I rent the lower field' };
  await door.call('POST', '/registrations', stranger);
  const admin = { login: 'imran', name: 'Imran Khan', password: PASSWORD };
  await door.call('POST', '/sites', { name: 'Lower village', timeZone: 'Africa/Nairobi', admin });
  return village;
}

const sockets = [
  ['outlet-fe', 'relay.a'],
  ['outlet-10', 'relay.b'],
  ['outlet-11', 'relay.a'],
] as const;
const gridSettings = {
  sources: [
    { id: 'Main breaker', kind: 'sense', point: { device: 'breaker-1', point: 'grid' } },
    {
      id: 'Power office',
      kind: 'timetable',
      slots: [
        { days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1_380 },
        { days: [1, 3, 5], from: 1_410, to: 1_440 },
      ],
    },
  ],
};

function person(name: string) {
  return { name, login: name.toLowerCase().split(' ')[0], role: 'user', password: PASSWORD };
}

async function setPin(url: string, login: string): Promise<void> {
  const own = await Caller.signedIn(url, login);
  await own.call('PUT', '/session/pin', { current: PASSWORD, pin: '2580' });
  await own.call('PATCH', '/session/person', { listed: true });
}

async function shootSheet({ camera, url }: Stage, page: Page): Promise<void> {
  await page.goto(url);
  await settled(page);
  await page.locator('[data-job=start]').first().click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot(page, { name: 'start-sheet', screenOnly: true });
}

/** All the places of a phone. */
async function shootMore({ camera, url }: Stage, page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(url);
  await settled(page);
  await page.getByRole('button', { name: 'More' }).click();
  await camera.shoot(page, { name: 'more', screenOnly: true });
}

async function shootRecharge({ camera, url }: Stage, page: Page, { person: id }: Village): Promise<void> {
  await page.goto(`${url}/wallets/${id}`);
  await settled(page);
  await page.getByRole('button', { name: 'Recharge' }).click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot(page, { name: 'recharge', screenOnly: true });
}

async function shootNoLink({ camera, url }: Stage, page: Page): Promise<void> {
  let isCut = false;
  const lines: WebSocketRoute[] = [];
  await page.routeWebSocket('**', (line) => {
    lines.push(line);
    if (isCut) void line.close();
    else line.connectToServer();
  });
  await page.goto(url);
  await settled(page);
  isCut = true;
  await page.context().setOffline(true);
  for (const line of lines) await line.close();
  await page.locator('[data-link=none]').waitFor({ timeout: PATIENCE_MS });
  await camera.shoot(page, { name: 'no-link' });
}

/** By name and password, by picture and PIN, and who asks to be let in. */
async function atTheDoor({ browser, camera, url }: Stage): Promise<void> {
  const page = await (await newContext(browser)).newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Name to sign in with').fill('maya');
  await page.getByLabel('Password', { exact: true }).fill('not-hers-at-all');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').first().waitFor();
  await camera.shoot(page, { name: 'sign-in' });
  await page.getByRole('button', { name: 'Ask to join' }).click();
  await camera.shoot(page, { name: 'ask-to-join' });
  await page.getByRole('button', { name: /picture/i }).click();
  await page.getByRole('button', { name: 'Green Valley' }).click();
  await page.getByRole('button', { name: 'Maya' }).waitFor();
  await camera.shoot(page, { name: 'faces' });
  await page.getByRole('button', { name: 'Maya' }).click();
  await camera.shoot(page, { name: 'face-pin' });
  await page.context().close();
}

interface Scene {
  readonly door: Caller;
  readonly village: Village;
}

/** No power: what runs is kept. */
async function whilePaused(stage: Stage, { door, village }: Scene): Promise<void> {
  await door.call('PUT', '/grid/switch', { to: 'shedding', reason: 'no diesel today' });
  try {
    await door.until('/runs/' + village.run, isRun('hold'));
    const maya = await signIn(stage, 'maya');
    await atPlaces(stage, maya, { village, paths: ['/', '/runs/:run', '/pumps/:pump'], login: 'paused.maya' });
    await maya.context().close();
    const ana = await signIn(stage, 'ana');
    await atPlaces(stage, ana, { village, paths: ['/', '/wall', '/grid', '/queue'], login: 'paused' });
    await ana.context().close();
  } finally {
    await door.call('PUT', '/grid/switch', { to: 'good', reason: 'the power is back' });
  }
}

async function whereNothingIs(stage: Stage): Promise<void> {
  const imran = await signIn(stage, 'imran');
  const village = { pump: 'none', run: 'none', person: 'none', tariff: 'none' };
  await atPlaces(stage, imran, { village, paths: emptyPlaces, login: 'empty' });
  await imran.context().close();
}

async function onceStopped(stage: Stage, { ana, village }: { ana: Page; village: Village }): Promise<void> {
  await ana.goto(stage.url + '/stop');
  await settled(ana);
  await ana.locator('button.stop').click();
  await ana.locator('.latched').waitFor({ timeout: PATIENCE_MS });
  await atPlaces(stage, ana, { village, paths: ['/stop', '/', '/wall', '/queue'], login: 'stopped' });
  const noor = await signIn(stage, 'noor');
  await atPlaces(stage, noor, { village, paths: ['/', '/stop'], login: 'stopped.noor' });
  await noor.context().close();
}

async function signIn({ browser, url }: Stage, login: string): Promise<Page> {
  const page = await (await newContext(browser)).newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Name to sign in with').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.locator('[data-link]').waitFor();
  return page;
}

async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  context.setDefaultTimeout(PATIENCE_MS);
  context.setDefaultNavigationTimeout(PATIENCE_MS);
  return context;
}

function isRun(wanted: string) {
  return ({ run }: { readonly run: { readonly state: string } }) => run.state === wanted;
}
