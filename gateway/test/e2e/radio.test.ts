import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { parseFault } from '@farmgate/virtual-farm';
import { adopt, claim, openStage, type Stage } from './stage.ts';

let stage: Stage;
let page: Page;
const errors: string[] = [];
const fault = (form: string) => stage.farm.inject(parseFault(form).fault);
const open = async (path: string) => {
  await page.goto(stage.gateway.url + path);
  await page.locator('[data-link=live]').waitFor();
};

beforeAll(async () => {
  stage = await openStage(['fe', '10']);
  page = await stage.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await claim(page, stage.gateway);
  for (const name of ['Outlet FE', 'Outlet 10', 'Radio bridge bridge-1']) await adopt(page, stage.gateway.url, name);
});
afterAll(() => stage?.close());

it('walks with an outlet: ten of ten at a good place, none where it is not heard', async () => {
  await open('/devices/outlet-fe/walk');
  await page.getByRole('button', { name: 'Start the walk test' }).click();
  await page.getByText('10 of 10').waitFor({ timeout: 15_000 });
  await page.getByText('Good place').waitFor();
  fault('fe:dead');
  await page.getByText('No link here').waitFor({ timeout: 15_000 });
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Start again' }).waitFor();
  fault('fe:repair');
});

it('says what is missing when a new outlet does not answer, then pairs, adopts and switches it', async () => {
  await open('/add/new');
  await page.getByLabel('Id on the air').waitFor();
  await page.getByRole('button', { name: 'Pair it' }).click();
  await page
    .getByText(/Is it in config mode/)
    .first()
    .waitFor({ timeout: 30_000 });
  fault('01:button');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('It is paired.').waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Adopt it now' }).click();
  await expect
    .poll(async () => stage.farm.outlets.get(0x01)?.id, { timeout: 10_000 })
    .toSatisfy((id) => typeof id === 'number' && id > 0x02);
  const id = (stage.farm.outlets.get(0x01)?.id ?? 0).toString(16).toUpperCase();
  await open('/');
  await page
    .getByRole('group', { name: `Outlet ${id}, Socket A` })
    .getByRole('button', { name: 'Turn on' })
    .click();
  await expect.poll(() => stage.farm.outlets.get(0x01)?.isLoadOn('a'), { timeout: 15_000 }).toBe(true);
});

it('names a recording that is played on the air, and shows the socket off again', async () => {
  await open('/');
  const group = page.getByRole('group', { name: 'Outlet 10, Socket A' });
  await group.getByRole('button', { name: 'Turn on' }).click();
  await group.locator('[data-face=running]').waitFor({ timeout: 15_000 });
  await group.getByRole('button', { name: 'Turn off' }).click();
  await group.locator('[data-face=off]').waitFor({ timeout: 15_000 });
  const replayed = page.getByText('Replayed commands on the air').first();
  for (let tries = 0; tries < 20 && !(await replayed.isVisible()); tries++) {
    fault('air:replay=10.a.on');
    await replayed.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
  await replayed.waitFor();
  await group.locator('[data-face=off]').waitFor({ timeout: 20_000 });
  expect(stage.farm.outlets.get(0x10)?.isLoadOn('a')).toBe(false);
});

it('shows the bridge with its air time, and finds by searching who answers', async () => {
  await open('/devices/bridge-1');
  await page.getByText('Air time used of this hour').waitFor();
  await page.getByRole('button', { name: 'Search for outlets' }).click();
  await page.getByRole('status').filter({ hasText: 'answer' }).first().waitFor({ timeout: 30_000 });
  await page.getByRole('listitem').filter({ hasText: 'Outlet 10' }).first().waitFor({ timeout: 30_000 });
});

it('meets no error on the way', () => {
  expect(errors).toEqual([]);
});
