import type { Page } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claim, openDemo, PASSWORD, settled, type DemoStage } from './stage.ts';

let stage: DemoStage;
let page: Page;

beforeAll(async () => {
  stage = await openDemo(['--demo-life', 'no']);
  page = await stage.newPage();
  await claim(page, stage.gateway);
});
afterAll(() => stage?.close());

const at = (path: string) => stage.gateway.url + path;

describe('what energy costs', () => {
  it('is not known before there is a tariff, and an admin is invited to choose one', async () => {
    await page.goto(at('/energy'));
    await page.getByRole('heading', { name: 'No tariff yet' }).waitFor();
    await page.getByRole('link', { name: 'Choose a tariff' }).click();
    await page.getByRole('heading', { name: 'New tariff' }).waitFor();
  });

  it('begins with the tariff of a supplier, which says what a month would cost before it is kept', async () => {
    await page.getByRole('button', { name: 'Begin with PEA/MEA home, 1.2' }).click();
    // 100 units at 3.2484 and 0.1623, the service charge, and 7 %.
    await expect.poll(() => page.locator('[data-trial]').innerText()).toBe('฿391.29');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('holds now').waitFor();
  });

  it('has its service charge from the first moment on, line by line', async () => {
    await page.goto(at('/energy'));
    await settled(page);
    const total = async () => Number((await page.locator('[data-total]').innerText()).replaceAll(/[^\d.]/g, ''));
    expect(await total()).toBeGreaterThanOrEqual(26.34);
    await page.getByRole('rowheader', { name: /Service charge/ }).waitFor();
    await page.getByText('you are here').waitFor();
  });

  it.each([
    ['PDF', /^energy-\d{4}-\d\d\.pdf$/, '%PDF-1.4'],
    ['CSV', /^energy-\d{4}-\d\d\.csv$/, 'Green Valley'],
  ])('is to be had as %s', async (kind, name, begin) => {
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: `Month as ${kind}` }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(name);
    const text = await readFile(await download.path(), 'latin1');
    expect(text.slice(0, 20)).toContain(begin);
  });
});

describe('a budget', () => {
  it('is set, and says at once that it is used up', async () => {
    await page.getByRole('link', { name: 'Budgets' }).click();
    await page.getByRole('button', { name: 'Add a budget' }).click();
    await page.getByLabel('Name', { exact: true }).fill('The farm');
    await page.getByLabel('A month may come to').fill('20');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It is used up').waitFor();
  });

  it('is taken away once it is meant', async () => {
    await page.getByRole('button', { name: 'Take The farm away' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click();
    const said = page.getByLabel('Password', { exact: true });
    await said.fill(PASSWORD);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('There is no budget yet.').waitFor();
  });
});

describe('a bill of the supplier', () => {
  it('is entered, and what it differs by is explained', async () => {
    await page.goto(at('/energy/bills'));
    await page.getByLabel('Total to pay').fill('40.00');
    await page.getByLabel('Fixed charges').fill('38.22');
    await page.getByRole('button', { name: 'Compare it' }).click();
    const variance = page.locator('[data-variance]');
    await variance.waitFor();
    // Nothing was used last month: 24.62 and 7 % against 38.22 and the rest.
    await variance.getByText('+฿13.66').waitFor();
    await variance.getByText('Fixed charges differ', { exact: true }).waitFor();
    await variance.getByText('+฿13.60').waitFor();
  });

  it('that is of no time at all is refused at its field', async () => {
    await page.getByLabel('Last day').fill('2020-01-01');
    await page.getByRole('button', { name: 'Compare it' }).click();
    await expect.poll(() => page.getByLabel('Last day').getAttribute('aria-invalid')).toBe('true');
  });
});
