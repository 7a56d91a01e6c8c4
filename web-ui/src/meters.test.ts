import { afterAll, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { problem } from './testing/fake-answers.ts';
import { aBreaker, aBusyFarm } from './testing/fake-farm.ts';
import type { FakeGateway } from './testing/fake-gateway.ts';
import { openApp } from './testing/mount.ts';
import { findAll } from './testing/without-words.ts';

const home = location.href;
const path = '/energy/meters';
const devices = [...aBusyFarm(Date.now()), aBreaker(Date.now(), 4_800)];
const save = () => page.getByRole('button', { name: 'Save', exact: true });
const puts = ({ requests }: FakeGateway) => requests.filter(({ method }) => method === 'PUT').map(({ body }) => body);

beforeEach(() => page.viewport(390, 844));
afterAll(() => history.replaceState(null, '', home));

test('what the whole farm goes through is chosen, and what is counted there already is left out', async () => {
  const gateway = openApp({ path, devices });
  await page.getByLabelText(/^What the whole farm goes through/).selectOptions('Main breaker, Total current');
  await page.getByLabelText('Outlet FE').click();
  await save().click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
  expect(puts(gateway)).toEqual([
    {
      main: { device: 'main-1', point: 'current' },
      leftOut: ['outlet-fe'],
      tolerancePercent: 10,
      warnAfterMin: 60,
    },
  ]);
  // What it may bear is no measurement.
  const offered = findAll('option').map(({ textContent }) => textContent);
  expect(offered.filter((label) => label.includes('Threshold'))).toEqual([]);
});

test('a refusal is said', async () => {
  const gateway = openApp({ path, devices });
  const detail = 'The main cannot be left out too. Take it from the list.';
  await expect.element(save()).toBeVisible();
  gateway.refusals.set('PUT /energy/settings', problem('invalid', { detail }));
  await save().click();
  await expect.element(page.getByText(detail)).toBeVisible();
});

test('a user only reads it', async () => {
  openApp({ path, devices, user: aUser({ role: 'user', masterAdmin: false }) });
  await expect.element(page.getByText('Only an admin of this farm changes this.')).toBeVisible();
  expect(save().query()).toBeNull();
  await expect.element(page.getByLabelText(/^What the whole farm goes through/)).toBeDisabled();
});
