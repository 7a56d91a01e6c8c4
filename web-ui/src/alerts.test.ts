import { afterAll, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { FakePumpAdmin, anAlert, someAlerts } from './testing/fake-pump-admin.ts';
import { problem } from './testing/fake-gateway.ts';
import { openApp } from './testing/mount.ts';

const home = location.href;
const bell = (count: number) => page.getByRole('link', { name: `Alerts, new: ${count}` });
const card = (name: string) => page.getByRole('article', { name });

beforeEach(() => page.viewport(390, 844));
afterAll(() => history.replaceState(null, '', home));

test('the bell counts what nobody has seen, and leads to the inbox with the worst first', async () => {
  openApp({ pumpAdmin: new FakePumpAdmin({ alerts: someAlerts() }) });
  await bell(3).click();
  await expect.element(page.getByRole('heading', { name: 'Alerts', level: 1 })).toBeVisible();
  await expect
    .poll(() =>
      page
        .getByRole('article')
        .elements()
        .map((one) => one.getAttribute('aria-label')),
    )
    .toEqual([
      'Borehole pump was told to switch off and has not confirmed it.',
      'Outlet FE is not heard.',
      'Noise on the air.',
      'Bao has little left: 9 min.',
    ]);
});

test('what somebody has seen is no longer counted, and who saw it is said', async () => {
  openApp({ path: '/alerts', pumpAdmin: new FakePumpAdmin({ alerts: [anAlert()] }) });
  await expect.element(bell(1)).toBeVisible();
  await page.getByRole('button', { name: 'I have seen it: Outlet FE is not heard.' }).click();
  await expect.element(bell(0)).toBeVisible();
  await expect.element(card('Outlet FE is not heard.').getByText(/Seen by anna/)).toBeVisible();
});

test('what is still so is not cleared, and the reason stands at it', async () => {
  const gateway = openApp({ path: '/alerts', pumpAdmin: new FakePumpAdmin({ alerts: [anAlert()] }) });
  const detail = 'It is still so. It clears by itself once it is over.';
  gateway.refusals.set('POST /alerts/alr_000001/clear', problem('conflict', { detail }));
  await page.getByRole('button', { name: /^It is over/ }).click();
  await expect.element(card('Outlet FE is not heard.').getByText(detail)).toBeVisible();
  await page.getByRole('button', { name: /^It is over/ }).click();
  await expect.element(page.getByText('All is well')).toBeVisible();
  await page.getByText('What is over').click();
  await expect.element(card('Outlet FE is not heard.')).toBeVisible();
});

test('a viewer reads, and can do nothing', async () => {
  const user = aUser({ role: 'viewer', masterAdmin: false });
  openApp({ path: '/alerts', user, pumpAdmin: new FakePumpAdmin({ alerts: [anAlert()] }) });
  await expect.element(page.getByText('Look at its power', { exact: false })).toBeVisible();
  expect(page.getByRole('button', { name: /I have seen it|It is over/ }).query()).toBeNull();
});
