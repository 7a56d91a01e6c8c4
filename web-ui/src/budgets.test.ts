import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { withBudgets } from './testing/energy-screens.ts';
import { FakeEnergy } from './testing/fake-energy.ts';
import { aBusyFarm } from './testing/fake-farm.ts';
import type { FakeGateway } from './testing/fake-gateway.ts';
import { problem } from './testing/fake-answers.ts';
import { openApp } from './testing/mount.ts';
import { findAll } from './testing/without-words.ts';

const home = location.href;
const path = '/energy/budgets';
const devices = aBusyFarm(Date.now());
const user = aUser({ role: 'user', masterAdmin: false });
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const sent = ({ requests }: FakeGateway) =>
  requests.filter(({ method, path: at }) => method !== 'GET' && at.startsWith('/budgets'));
const shown = async (text: string | RegExp) => {
  await expect.element(page.getByText(text).first()).toBeVisible();
};

beforeEach(() => page.viewport(390, 844));
afterAll(() => history.replaceState(null, '', home));

describe('budgets', () => {
  test('say how much is used, how much will be, and whose they are', async () => {
    openApp({ path, devices, energy: withBudgets() });
    await shown('฿930.00 of ฿1,500.00');
    await shown('· 62 % used');
    await shown(/The month will come to about ฿1,395.00: 93 %./);
    await shown('Outlet 10, Borehole pump');
    await expect
      .poll(() => findAll('[data-level]').map(({ dataset }) => dataset['level']))
      .toEqual(['fine', 'near', 'will-pass', 'passed']);
    await shown('101 kWh of 120 kWh');
    await shown('Without a tariff nothing is known of the cost.');
  });

  test('are read only by a user', async () => {
    openApp({ path, devices, user, energy: withBudgets() });
    await shown('The farm');
    await shown('Only an admin of this farm changes this.');
    expect(button('Add a budget').query()).toBeNull();
    expect(button('Change The farm').query()).toBeNull();
  });

  test('are added for a load, in energy', async () => {
    const gateway = openApp({ path, devices });
    await shown('There is no budget yet.');
    await button('Add a budget').click();
    await page.getByLabelText('Name').fill('Borehole');
    await page.getByLabelText(/^For/).selectOptions('Outlet 10, Borehole pump');
    await page.getByLabelText(/^Counted in/).selectOptions('energy (kWh)');
    await page.getByLabelText('A month may come to').fill('a lot');
    await button('Save').click();
    await shown('Write a number above 0 such as 1500.');
    expect(sent(gateway)).toEqual([]);
    await page.getByLabelText(/A month may come to/).fill('120.5');
    await button('Save').click();
    await shown('74.7 kWh of 121 kWh');
    const subject = { kind: 'point', device: 'outlet-10', point: 'current.b' };
    expect(sent(gateway)).toMatchObject([
      { method: 'POST', body: { name: 'Borehole', subject, measure: 'energy', limit: 120_500 } },
    ]);
  });

  test('are for the runs of one person', async () => {
    const gateway = openApp({ path, devices });
    await button('Add a budget').click();
    await page.getByLabelText('Name').fill('Bao');
    await page.getByLabelText(/^For/).selectOptions('The runs of Bao');
    await page.getByLabelText('A month may come to').fill('300');
    await button('Save').click();
    await shown('฿186.00 of ฿300.00');
    await shown('The runs of Bao');
    expect(sent(gateway)).toMatchObject([{ body: { subject: { kind: 'user', user: 'usr_bao002' }, limit: 30_000 } }]);
  });

  test('are changed, and a refusal is said', async () => {
    const gateway = openApp({ path, devices, energy: withBudgets() });
    await button('Change The farm').click();
    await expect.element(page.getByLabelText('A month may come to')).toHaveValue('1500.00');
    gateway.refusals.set('PUT /budgets/bud_00000001', problem('internal', { detail: 'The disk is full.' }));
    await page.getByLabelText('A month may come to').fill('2000');
    await button('Save').click();
    await shown('The disk is full.');
    await button('Save').click();
    await shown('฿1,240.00 of ฿2,000.00');
  });

  test('are taken away once it is meant', async () => {
    const energy = withBudgets();
    const gateway = openApp({ path, devices, energy });
    await button('Take The farm away').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(sent(gateway)).toEqual([]);
    await button('Take The farm away').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click();
    await expect.element(page.getByText('The farm', { exact: true })).not.toBeInTheDocument();
    expect(sent(gateway)).toMatchObject([{ method: 'DELETE', path: '/budgets/bud_00000001' }]);
  });

  test('without a tariff are counted in energy alone', async () => {
    openApp({ path, devices, energy: new FakeEnergy({ tariffs: [] }) });
    await button('Add a budget').click();
    await expect.element(page.getByLabelText(/^Counted in/)).toHaveValue('energy');
    expect(findAll('option[value=money]').map((option) => (option as HTMLOptionElement).disabled)).not.toContain(false);
  });

  test('of which one cannot be worked out say so, and are asked for again', async () => {
    const gateway = openApp({ path, devices, energy: withBudgets() });
    const detail = 'The history is being mended.';
    gateway.refusals.set('GET /budgets/bud_00000001/standing', problem('internal', { detail }));
    await shown(detail);
    await button('Try again').click();
    await shown('฿930.00 of ฿1,500.00');
  });

  test('that do not come are asked for again', async () => {
    const gateway = openApp({ path, devices, energy: withBudgets() });
    gateway.refusals.set('GET /budgets', problem('internal', { detail: 'Something broke.' }));
    await shown('Something broke.');
    await button('Try again').click();
    await shown('The farm');
  });
});
