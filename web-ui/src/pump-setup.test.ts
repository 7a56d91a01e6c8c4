import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { aBusyFarm } from './testing/fake-farm.ts';
import { problem, type FakeGateway } from './testing/fake-gateway.ts';
import { aBusyPumpAdmin, aLockedPump, aPumpDetail, aPumpView, FakePumpAdmin } from './testing/fake-pump-admin.ts';
import { openApp, type Opening } from './testing/mount.ts';

const home = location.href;
const button = (name: string | RegExp) => page.getByRole('button', { name });
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const dialog = page.getByRole('dialog');
const sent = (gateway: FakeGateway, method: string) =>
  gateway.requests.filter((request) => request.method === method).map(({ path, body }) => ({ path, body }));
const open = (path: string, rest: Opening = {}) =>
  openApp({ path: `/pump-setup${path}`, devices: aBusyFarm(Date.now()), pumpAdmin: aBusyPumpAdmin(), ...rest });

beforeEach(() => page.viewport(390, 844));
afterAll(() => history.replaceState(null, '', home));

describe('the pumps', () => {
  test('are listed with how each stands and why', async () => {
    open('');
    await expect.element(page.getByRole('link', { name: /^Borehole pump Locked out It took too much/ })).toBeVisible();
    await expect.element(page.getByRole('link', { name: /^Canal pump Out of service The foot valve/ })).toBeVisible();
  });

  test('are set up by an admin or an installer only', async () => {
    open('', { user: aUser({ role: 'user', masterAdmin: false }) });
    await expect.element(page.getByText('Only an admin or an installer sets pumps up.')).toBeVisible();
  });

  test('come in groups that can be added', async () => {
    const gateway = open('');
    await page.getByText('Add a group').first().click();
    await page.getByLabelText(/^Short name of the group/).fill('north');
    await page.getByLabelText('Name', { exact: true }).nth(1).fill('North field');
    await page.getByLabelText('May run together').nth(1).fill('2');
    await button('Add a group').click();
    await expect
      .poll(() => sent(gateway, 'PUT'))
      .toEqual([{ path: '/pump-groups/north', body: { name: 'North field', maxRunning: 2, restS: 10 } }]);
  });

  test('are shared as the settings say, minutes for seconds', async () => {
    const gateway = open('');
    await page.getByLabelText(/^One person may pump a day/).fill('');
    await page.getByLabelText(/^A wallet is low below/).fill('15');
    await button('Add a transformer').click();
    await page.getByLabelText('Name', { exact: true }).last().fill('T2');
    await button('Save').last().click();
    await expect.element(page.getByText('Saved.')).toBeVisible();
    expect(sent(gateway, 'PUT')[0]?.body).toMatchObject({
      quotaS: null,
      lowBalanceS: 900,
      transformers: { 'T1 North': 25, T2: 25 },
    });
  });
});

describe('a new pump', () => {
  test('is made of a switch and its plate, with the usual current suggested', async () => {
    const gateway = open('/new');
    await page.getByLabelText(/^Name/).fill('Well pump');
    await page.getByLabelText(/^What switches it/).selectOptions('Outlet FE, Socket A');
    await page.getByLabelText(/^Power/).fill('1.1');
    await page.getByLabelText(/^Voltage, phase to neutral/).fill('230');
    await button('Take it').click();
    await expect.element(page.getByLabelText(/^Rated current/)).toHaveValue(7.415);
    await expect.element(page.getByLabelText(/^Longest run/)).toHaveAttribute('placeholder', '240');
    await button('Add a pump').click();
    await expect.element(heading('Well pump')).toBeVisible();
    expect(sent(gateway, 'POST')).toEqual([
      {
        path: '/pumps',
        body: {
          name: 'Well pump',
          device: 'outlet-fe',
          point: 'relay.a',
          group: 'all',
          motor: { phases: 1, kw: 1.1, nominalV: 230, ratedMa: 7_415 },
        },
      },
    ]);
  });

  test('that is not safe at its switch says why, and takes the word for a contactor', async () => {
    const gateway = open('/new');
    const detail = 'Outlet FE cannot switch off by itself. Say that a contactor watches over this motor.';
    gateway.refusals.set('POST /pumps', problem('unsafe-load', { detail }));
    await page.getByLabelText(/^Name/).fill('Well pump');
    await page.getByLabelText(/^What switches it/).selectOptions('Outlet FE, Socket A');
    await button('Add a pump').click();
    await expect.element(page.getByText(detail)).toBeVisible();
    await page.getByRole('checkbox', { name: /^A contactor of its own/ }).click();
    await button('Add a pump').click();
    await expect.element(heading('Well pump')).toBeVisible();
    expect(sent(gateway, 'POST').at(-1)?.body).toMatchObject({ hasContactor: true });
  });

  test('is not sent with figures beyond their range, and a fault stands at its field', async () => {
    const gateway = open('/new');
    await page.getByLabelText(/^Name/).fill('Well pump');
    await page.getByLabelText(/^What switches it/).selectOptions('Outlet FE, Socket A');
    await page.getByLabelText(/^Starts in an hour/).fill('900');
    await button('Add a pump').click();
    expect(sent(gateway, 'POST')).toEqual([]);
    await page.getByLabelText(/^Starts in an hour/).fill('9');
    const errors = [{ pointer: '/motor/kw', detail: 'does not fit the current of the plate' }];
    gateway.refusals.set('POST /pumps', problem('invalid', { detail: 'Look at the plate.', errors }));
    await button('Add a pump').click();
    await expect.element(page.getByText('does not fit the current of the plate')).toBeVisible();
  });

  test('cannot take the switch of another', async () => {
    const pump = aPumpView({ device: 'outlet-fe', point: 'relay.a' });
    open('/new', { pumpAdmin: new FakePumpAdmin({ pumps: [aPumpDetail({ pump })] }) });
    await expect
      .element(page.getByRole('option', { name: 'Outlet FE, Socket A (Borehole pump, a pump already)' }))
      .toBeDisabled();
  });
});

describe('a pump', () => {
  test('shows each protection by its plain name, with its figures, its state or why it is not watched', async () => {
    open('/pmp_000001');
    await expect.element(page.getByText('Too much current')).toBeVisible();
    await expect.element(page.getByText('115 % · 5 s')).toBeVisible();
    await expect.element(page.getByText('has locked the pump')).toBeVisible();
    await expect.element(page.getByText('The motor has one phase.')).toBeVisible();
  });

  test('keeps what is set when a protection is changed', async () => {
    const gateway = open('/pmp_000001');
    await page.getByText('No water').click();
    await page.getByLabelText(/^Of the learned current/).fill('70');
    await button('Save').click();
    await expect.element(page.getByText('Saved.')).toBeVisible();
    expect(sent(gateway, 'PUT')[0]?.body).toMatchObject({
      motor: { kw: 1.1, ratedMa: 7_400 },
      hasContactor: true,
      allowedHours: [{ from: 360, to: 1200 }],
      protections: { 'dry-run': { percent: 70 }, 'over-current': { percent: 115 } },
    });
  });

  test('is reset with a reason, and said to be off at the panel by an admin', async () => {
    const gateway = open('/pmp_000001', { pumpAdmin: new FakePumpAdmin({ pumps: [aLockedPump()] }) });
    await button('Reset the lock-out…').click();
    await dialog.getByRole('button', { name: 'Reset the lock-out' }).click();
    expect(sent(gateway, 'POST')).toEqual([]);
    await dialog.getByRole('textbox').fill('New bearings');
    await dialog.getByRole('button', { name: 'Reset the lock-out' }).click();
    await button('Switched off at the panel…').click();
    await dialog.getByRole('textbox').fill('I stand before it');
    await dialog.getByRole('button', { name: 'Switched off at the panel' }).click();
    await expect.element(page.getByText('Nothing keeps it from running.')).toBeVisible();
    expect(sent(gateway, 'POST')).toEqual([
      { path: '/pumps/pmp_000001/reset', body: { reason: 'New bearings' } },
      { path: '/pumps/pmp_000001/off-at-panel', body: { reason: 'I stand before it' } },
    ]);
  });

  test('is not said to be off by an installer', async () => {
    const user = aUser({ role: 'installer', masterAdmin: false });
    open('/pmp_000001', { user, pumpAdmin: new FakePumpAdmin({ pumps: [aLockedPump()] }) });
    await expect.element(button('Reset the lock-out…')).toBeVisible();
    expect(button('Switched off at the panel…').query()).toBeNull();
  });

  test('is taken away once somebody has read what that does', async () => {
    const gateway = open('/pmp_000001');
    await button('Take this pump away…').click();
    await dialog.getByRole('button', { name: 'Take this pump away' }).click();
    await expect.element(heading('Pump set-up')).toBeVisible();
    expect(sent(gateway, 'DELETE').map(({ path }) => path)).toEqual(['/pumps/pmp_000001']);
  });

  test('that is not there says so', async () => {
    open('/pmp_999999');
    await expect.element(page.getByText('There is no such pump here.')).toBeVisible();
  });
});

describe('the usual current', () => {
  test('is learned step by step, and what it is is told', async () => {
    const gateway = open('/pmp_000001', { pumpAdmin: new FakePumpAdmin({ pumps: [aPumpDetail()] }) });
    await expect.element(page.getByText(/^Not learned yet/)).toBeVisible();
    await button('Learn it now').click();
    await expect
      .element(page.getByRole('listitem').filter({ hasText: 'Start the pump' }).getByText('now'))
      .toBeVisible();
    learns(gateway, { isAwaited: true, progress: 0.4 });
    await expect.element(page.getByText('Measuring, 40 %')).toBeVisible();
    learns(gateway, { isAwaited: false, normalMa: 6_840, by: 'guided run', at: Date.now() });
    await expect.element(page.getByText('It usually takes 6.8 A.')).toBeVisible();
  });

  test('that could not be learned says why and what to do', async () => {
    const fault = 'The current was not steady. Let the pump run evenly and try again.';
    const pumps = [aPumpDetail({ learning: { isAwaited: false, fault } })];
    open('/pmp_000001', { pumpAdmin: new FakePumpAdmin({ pumps }) });
    await expect.element(page.getByText(fault, { exact: false })).toBeVisible();
    await expect.element(button('Learn it now')).toBeEnabled();
  });
});

/** The pump tells something new, so the page asks how far it has learned. */
function learns(gateway: FakeGateway, learning: ReturnType<typeof aPumpDetail>['learning']): void {
  const detail = gateway.state.pumpAdmin.change('pmp_000001', (before) => ({ ...before, learning }));
  if (detail) gateway.tell({ what: 'pump', pump: { ...detail.pump, is: 'on' } });
}
