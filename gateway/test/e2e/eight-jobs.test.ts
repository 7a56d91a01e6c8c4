import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claim, openDemo, signIn, type DemoStage } from './stage.ts';
import { makeVillage } from './village.ts';

const PHONE = { width: 360, height: 740 };
/** After a boot motors start apart. Unit: ms. */
const STARTS_WITHIN = 120_000;

let stage: DemoStage;
/** Has a run. */
let maya: Page;
/** Has none yet. */
let noor: Page;

beforeAll(async () => {
  stage = await openDemo(['--demo-life', 'no']);
  const admin = await stage.newPage();
  await claim(admin, stage.gateway);
  await admin.goto(`${stage.gateway.url}/devices/pump-2`);
  await admin.locator('fg-socket-card').waitFor();
  const tank = { device: 'tank-1', point: 'level' };
  await makeVillage(stage.gateway.url, [
    { device: 'pump-1', point: 'relay', tank },
    { device: 'pump-2', point: 'relay' },
  ]);
  maya = await enter('maya');
  noor = await enter('noor');
});
afterAll(() => stage?.close());

describe('somebody who cannot read, at the real gateway', () => {
  it('sees the minutes: a number beside a jar', async () => {
    await noor.locator('[data-jar] svg').waitFor();
    expect(await digits(noor.locator('[data-jar] [data-minutes]'))).toBe(120);
  });

  it('sees the tank: a vessel and a number', async () => {
    await noor.locator('fg-tank svg').waitFor();
    const percent = await digits(noor.locator('[data-percent]'));
    expect(percent).toBeGreaterThanOrEqual(0);
    expect(percent).toBeLessThanOrEqual(100);
  });

  it('starts the pump: a triangle, a number, a triangle and three seconds', async () => {
    await press(noor, 'start');
    const sheet = noor.getByRole('dialog');
    expect(await digits(sheet.locator('output[data-minutes]'))).toBe(10);
    await press(noor, 'more');
    expect(await digits(sheet.locator('output[data-minutes]'))).toBe(15);
    await sheet.locator('fg-sweep-button [data-picture=start]').or(sheet.locator('fg-sweep-button')).last().click();
    await sheet.waitFor({ state: 'detached' });
  });

  it('sees the turn: a number beside a clock, and the minutes that are set aside', async () => {
    await noor.locator('[data-turn] fg-state-face .waiting').waitFor({ state: 'attached' });
    const place = noor.locator('[data-turn] [data-position]');
    await expect.poll(() => digits(place), { timeout: STARTS_WITHIN }).toBe(3);
    await expect.poll(() => digits(noor.locator('[data-jar] [data-minutes]'))).toBe(105);
  }, 150_000);

  it('sees why it does not run: a picture for each reason', async () => {
    await noor.locator('[data-job=why]').last().click();
    // Of the pump that does not run: another one of its group does.
    await noor.locator('[data-reason] [data-picture=turn]').first().waitFor();
    await noor.goBack();
  });

  it('stops it: an octagon, at once', async () => {
    await maya.locator('[data-run=running]').waitFor({ timeout: STARTS_WITHIN });
    await press(maya, 'stop');
    await maya.locator('[data-run]').waitFor({ state: 'detached', timeout: 15_000 });
  }, 150_000);

  it('calls help: a telephone and three seconds', async () => {
    await press(noor, 'help');
    await noor.locator('[role=status] [data-picture=full]').waitFor({ timeout: 10_000 });
  });

  it('stops everything: the octagon in the corner, then the red one', async () => {
    await maya.locator('a.all-off').click();
    await maya.locator('button.stop').click();
    await maya.locator('.latched').waitFor();
    await expect.poll(() => maya.locator('li [data-face]').count()).toBeGreaterThan(0);
  });
});

/** Signs in, and hides every letter from then on; digits and pictures are left. */
async function enter(login: string): Promise<Page> {
  const page = await stage.newPage(PHONE);
  await signIn(page, stage.gateway.url, login);
  await page.evaluate(() => {
    const style = new CSSStyleSheet();
    style.replaceSync('* { color: transparent !important; }');
    const adopt = (root: Document | ShadowRoot) => {
      if (!root.adoptedStyleSheets.includes(style)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) adopt(shadowRoot);
    };
    setInterval(() => adopt(document), 50);
  });
  return page;
}

/** Presses what shows a picture. */
async function press(page: Page, picture: string): Promise<void> {
  await page.locator(`[data-picture=${picture}]`).first().click();
}

async function digits(found: Locator): Promise<number> {
  return Number((await found.innerText()).replaceAll(/\D/g, ''));
}
