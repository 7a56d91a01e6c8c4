import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { problem, type FakeGateway } from './testing/fake-gateway.ts';
import { aBusyPumpAdmin, anOutage, aPumpDetail, FakePumpAdmin } from './testing/fake-pump-admin.ts';
import { openApp } from './testing/mount.ts';

const home = location.href;
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const puts = (gateway: FakeGateway) =>
  gateway.requests.filter(({ method }) => method === 'PUT').map(({ path, body }) => ({ path, body }));

beforeEach(() => page.viewport(390, 844));
afterAll(() => history.replaceState(null, '', home));

describe('the grid', () => {
  test('says how it stands since when, what each source says and when it was heard, and what comes next', async () => {
    openApp({ path: '/grid', pumpAdmin: aBusyPumpAdmin() });
    await expect.element(page.getByText('The power is away')).toBeVisible();
    await expect.element(page.getByText(/since .* \(42 min\)/)).toBeVisible();
    await expect.element(page.getByText(/Meter · heard \d s ago/)).toBeVisible();
    await expect.element(page.getByText('Sense input · heard 9 min ago')).toBeVisible();
    await expect.element(page.getByText(/^By the rota: good from/)).toBeVisible();
  });

  test('follows the live line', async () => {
    const gateway = openApp({
      path: '/grid',
      pumpAdmin: new FakePumpAdmin({ pumps: [aPumpDetail()], grid: anOutage() }),
    });
    await expect.element(page.getByText('The power is away')).toBeVisible();
    gateway.tell({ what: 'grid', grid: anOutage({ state: 'unknown' }) });
    await expect.element(page.getByText('Nobody knows')).toBeVisible();
  });

  test('is said to be away only with a reason', async () => {
    const gateway = openApp({ path: '/grid', pumpAdmin: aBusyPumpAdmin() });
    await page.getByRole('radio', { name: 'Away, whatever they say' }).click();
    await expect.element(page.getByText('Every pump of the farm is switched off at once.')).toBeVisible();
    await button('Apply').click();
    expect(puts(gateway)).toEqual([]);
    await page.getByLabelText('Why').fill('Work at the line');
    await button('Apply').click();
    await expect.element(page.getByText('An admin says so.', { exact: false })).toBeVisible();
    expect(puts(gateway)).toEqual([{ path: '/grid/switch', body: { to: 'shedding', reason: 'Work at the line' } }]);
  });

  test('is only shown to a user', async () => {
    const user = aUser({ role: 'user', masterAdmin: false });
    openApp({ path: '/grid', user, pumpAdmin: aBusyPumpAdmin() });
    await expect.element(page.getByText('The power is away')).toBeVisible();
    expect(page.getByText('Your word').query()).toBeNull();
    expect(button('Save').query()).toBeNull();
  });
});

describe('the rota', () => {
  test('is drawn by tap and by keyboard, and saved as times', async () => {
    const gateway = openApp({ path: '/grid' });
    await button('Add a rota').click();
    await page.getByRole('gridcell', { name: 'Monday 06:00 to 07:00, no power' }).click();
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowRight}{/Shift}');
    await expect.poll(focused).toBe('Tuesday 07:00 to 08:00, power');
    await userEvent.keyboard('{ArrowLeft} ');
    await expect.element(page.getByText('Mon 06:00–07:00')).toBeVisible();
    await expect.element(page.getByText('Tue 07:00–08:00')).toBeVisible();
    await button('Save').click();
    await expect.element(page.getByText('Saved.')).toBeVisible();
    const slots = [
      { days: [1], from: 360, to: 420 },
      { days: [2], from: 420, to: 480 },
    ];
    const sources = [{ id: 'Rota of the supplier', kind: 'timetable', slots }];
    expect(puts(gateway)).toEqual([{ path: '/grid/settings', body: { sources } }]);
  });

  test('takes times to the minute, over midnight too, and gives them back', async () => {
    openApp({ path: '/grid' });
    await button('Add a rota').click();
    await page.getByLabelText('From').fill('22:30');
    await page.getByLabelText('To', { exact: true }).fill('01:15');
    await button('Add a time').click();
    await expect.element(page.getByText('every day 22:30–24:00')).toBeVisible();
    await expect.element(page.getByText('every day 00:00–01:15')).toBeVisible();
    await expect
      .element(page.getByRole('gridcell', { name: 'Monday 22:00 to 23:00, power for a part of it' }))
      .toBeInTheDocument();
    await button('Take away: every day 00:00–01:15').click();
    await expect.element(page.getByText('every day 00:00–01:15')).not.toBeInTheDocument();
  });

  test('a meter has to be chosen before it is saved, and a refusal is said', async () => {
    const gateway = openApp({ path: '/grid' });
    await button('Add a meter').click();
    await button('Save').click();
    expect(puts(gateway)).toEqual([]);
    await button('Take Meter away').click();
    gateway.refusals.set('PUT /grid/settings', problem('invalid', { detail: 'There is no such point.' }));
    await button('Save').click();
    await expect.element(page.getByText('There is no such point.')).toBeVisible();
  });
});

/** What the element is called that has the focus, through every shadow. */
function focused(): string | null | undefined {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found?.getAttribute('aria-label');
}
