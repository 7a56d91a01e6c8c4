import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { places } from './places.ts';
import { adopt, claim, openStage, settled, type Stage } from './stage.ts';
import { makeVillage, placeIn, type Village } from './village.ts';

let stage: Stage;
let page: Page;
let village: Village;

beforeAll(async () => {
  stage = await openStage(['fe', '10']);
  page = await stage.newPage({ width: 320, height: 640 });
  await page.goto(stage.gateway.url);
});
afterAll(() => stage?.close());

const themes = ['light', 'dark'] as const;

async function show(path: string, theme: string): Promise<void> {
  await page.evaluate(
    (wanted) => localStorage.setItem('farmgate.preferences', JSON.stringify({ theme: wanted })),
    theme,
  );
  await page.goto(stage.gateway.url + path);
  await settled(page);
}

/** What axe finds, and how wide the page is beyond 320 px. */
async function faults(): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return width > 320 ? [...found, `${width} px wide`] : found;
}

describe.each(themes)('before anybody is signed in, in %s', (theme) => {
  it('choosing a language has no fault', async () => {
    await page.evaluate(() => localStorage.clear());
    await show('/', theme);
    expect(await faults()).toEqual([]);
  });

  it('the claim page has no fault', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('Claim code').waitFor();
    expect(await faults()).toEqual([]);
  });
});

describe('signed in', () => {
  beforeAll(async () => {
    await page.evaluate(() => localStorage.clear());
    await claim(page, stage.gateway);
    await adopt(page, stage.gateway.url, 'Outlet FE');
    village = await makeVillage(stage.gateway.url, [{ device: 'outlet-fe', point: 'relay.b', hasContactor: true }]);
  });

  it.each(themes.flatMap((theme) => places.map((place) => [place, theme] as const)))(
    '%s in %s has no fault and needs no sideways scroll',
    async (place, theme) => {
      await show(placeIn(village, place), theme);
      expect(await faults()).toEqual([]);
    },
  );

  it('speaks every language in its own direction', async () => {
    await show('/preferences', 'light');
    await page.getByRole('main').getByLabel('Language').selectOption('ur');
    await expect.poll(() => page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    await show('/', 'light');
    expect(await faults()).toEqual([]);
    await page.evaluate(() => localStorage.setItem('farmgate.language', 'en'));
  });

  it('signing in has no fault', async () => {
    await show('/preferences', 'dark');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await faults()).toEqual([]);
  });
});
