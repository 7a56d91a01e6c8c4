import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { FarBridge } from './far-bridge.ts';
import { adopt, claim, openStage, watchFaces, type Stage } from './stage.ts';

/** The channel of the antenna on the barn; the house's is 1. */
const BARN = 3;

let stage: Stage;
let barn: FarBridge;
let page: Page;

const HOUSE_LAMP = 'Outlet FE, Socket A';
const BARN_LAMP = 'Outlet 20, Socket A';
const socket = (name: string) => page.getByRole('group', { name });
const face = (name: string, kind: string) => socket(name).locator(`[data-face="${kind}"]`);
const switchIt = (name: string, word: 'on' | 'off') =>
  socket(name)
    .getByRole('button', { name: `Turn ${word}` })
    .click();

beforeAll(async () => {
  stage = await openStage(['fe', '20'], { channels: { '20': BARN } });
  barn = new FarBridge(stage.farm, BARN, stage.dataDir);
  page = await stage.newPage({ width: 1280, height: 800 });
  await claim(page, stage.gateway);
  await barn.start(['20', 'fe']);
  await adopt(page, stage.gateway.url, 'Outlet FE');
  await adopt(page, stage.gateway.url, 'Outlet 20');
  await page.goto(stage.gateway.url);
  await page.locator('[data-link=live]').waitFor();
}, 90_000);
afterAll(async () => {
  await barn?.stop();
  await stage?.close();
});

it('switches outlets of two bridges on their channels, one of them on another host', async () => {
  await switchIt(HOUSE_LAMP, 'on');
  await switchIt(BARN_LAMP, 'on');
  await face(HOUSE_LAMP, 'running').waitFor();
  await face(BARN_LAMP, 'running').waitFor();
  expect(stage.farm.outlets.get(0x20)?.isLoadOn('a')).toBe(true);
});

it('knows nothing of the outlets of a bridge whose port is pulled, and all of the others', async () => {
  const seenInBarn = await watchFaces(page, BARN_LAMP);
  await stage.port.pull();
  await face(HOUSE_LAMP, 'unknown').waitFor({ timeout: 5_000 });
  expect(await seenInBarn()).toEqual([]);
  await stage.port.plug();
  await face(HOUSE_LAMP, 'running').waitFor({ timeout: 10_000 });
  expect(await seenInBarn()).toEqual([]);
});

it('owes an OFF to a bridge that the network has lost, shows neither running nor off, and pays it when it is back', async () => {
  await barn.tunnel.cut();
  await face(BARN_LAMP, 'unknown').waitFor({ timeout: 5_000 });
  const faces = await watchFaces(page, BARN_LAMP);
  await switchIt(BARN_LAMP, 'off');
  await expect.poll(() => socket(BARN_LAMP).locator('[data-face]').getAttribute('data-face')).not.toBe('unknown');
  expect(stage.farm.outlets.get(0x20)?.isLoadOn('a')).toBe(true);
  await barn.tunnel.join();
  await face(BARN_LAMP, 'off').waitFor({ timeout: 20_000 });
  expect(stage.farm.outlets.get(0x20)?.isLoadOn('a')).toBe(false);
  expect((await faces()).filter((kind) => kind === 'running')).toEqual([]);
});

it('shows a radio that TCP has lost as it shows a pulled port', async () => {
  await switchIt(BARN_LAMP, 'on');
  await face(BARN_LAMP, 'running').waitFor({ timeout: 10_000 });
  await barn.pullRadio();
  await face(BARN_LAMP, 'unknown').waitFor({ timeout: 5_000 });
  await barn.plugRadio();
  await face(BARN_LAMP, 'running').waitFor({ timeout: 10_000 });
});

it('has one device of an outlet that moves from one bridge to the other, and switches it there', async () => {
  const outlet = stage.farm.outlets.get(0xfe);
  if (!outlet) throw new Error('no outlet FE');
  stage.farm.air.tune(outlet, { channel: BARN });
  await page.getByRole('link', { name: 'Devices' }).first().click();
  await page
    .getByRole('link', { name: /Outlet FE/ })
    .first()
    .click();
  await page.getByText('by way of bridge-2').waitFor({ timeout: 50_000 });
  await page.goto(stage.gateway.url);
  await face(HOUSE_LAMP, 'running').waitFor({ timeout: 20_000 });
  await switchIt(HOUSE_LAMP, 'off');
  await face(HOUSE_LAMP, 'off').waitFor({ timeout: 20_000 });
  expect(outlet.isLoadOn('a')).toBe(false);
  expect(await page.getByRole('group', { name: HOUSE_LAMP }).count()).toBe(1);
});
