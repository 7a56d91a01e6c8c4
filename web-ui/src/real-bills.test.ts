import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { monthAt, monthsOn } from './points/months.ts';
import { aUser } from './testing/builders.ts';
import { withBills } from './testing/energy-screens.ts';
import { problem } from './testing/fake-answers.ts';
import { FakeEnergy } from './testing/fake-energy.ts';
import type { FakeGateway } from './testing/fake-gateway.ts';
import { openApp } from './testing/mount.ts';
import { findAll } from './testing/without-words.ts';

const home = location.href;
const path = '/energy/bills';
const user = aUser({ role: 'user', masterAdmin: false });
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const entered = ({ requests }: FakeGateway) =>
  requests.filter(({ method, path: at }) => method === 'POST' && at === '/real-bills').map(({ body }) => body);
const shown = async (text: string | RegExp) => {
  await expect.element(page.getByText(text).first()).toBeVisible();
};

beforeEach(() => page.viewport(390, 844));
afterAll(() => history.replaceState(null, '', home));

describe('a bill of the supplier', () => {
  test('is entered for last month, and explained at once', async () => {
    const gateway = openApp({ path });
    await shown('No bill has been entered yet.');
    await page.getByLabelText('Total to pay (THB)').fill('1302.50');
    await page.getByLabelText(/Energy in kWh/).fill('312');
    await button('Compare it').click();
    await expect.poll(() => findAll('[data-variance]')).toHaveLength(1);
    const month = monthsOn(monthAt(Date.now()), -1);
    const from = Date.parse(`${month}-01T00:00:00+07:00`);
    const to = Date.parse(`${monthsOn(month, 1)}-01T00:00:00+07:00`);
    expect(entered(gateway)).toEqual([{ from, to, currency: 'THB', total: 130_250, energyKwh: '312' }]);
    await shown('312 kWh on the bill, 290 kWh measured.');
    await shown('+฿72.00 (+5.9 %)');
    await shown('Not explained');
  });

  test('is not entered with an amount that is none', async () => {
    const gateway = openApp({ path });
    await page.getByLabelText('Total to pay (THB)').fill('about 1300');
    await button('Compare it').click();
    await shown('Write an amount such as 1234.50.');
    expect(entered(gateway)).toEqual([]);
  });

  test('that is refused is refused at its field', async () => {
    const gateway = openApp({ path });
    await page.getByLabelText('Total to pay (THB)').fill('1300');
    const detail = 'There is a bill for the same time already. Remove it first.';
    gateway.refusals.set('POST /real-bills', problem('conflict', { detail, errors: [{ pointer: '/from', detail }] }));
    await button('Compare it').click();
    await expect.element(page.getByLabelText(/First day/)).toHaveAttribute('aria-invalid', 'true');
    await shown(detail);
  });

  test('is opened to see why, and taken away once it is meant', async () => {
    openApp({ path, energy: withBills() });
    await page.getByText('Why', { exact: true }).click();
    await shown('Energy measured');
    await button(/^Take this bill away/).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click();
    await shown('No bill has been entered yet.');
  });

  test('is only shown to a user', async () => {
    openApp({ path, user, energy: withBills() });
    await page.getByText('Why', { exact: true }).click();
    await shown('Energy measured');
    expect(button('Compare it').query()).toBeNull();
    expect(button(/^Take this bill away/).query()).toBeNull();
  });

  test('needs a tariff to be compared with', async () => {
    openApp({ path, energy: new FakeEnergy({ tariffs: [] }) });
    await expect.element(page.getByRole('link', { name: 'Choose a tariff' })).toBeVisible();
  });
});
