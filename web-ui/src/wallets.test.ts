import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { problem, type FakeGateway } from './testing/fake-gateway.ts';
import { aRequest, aWallet, anEntry, FakeWallets } from './testing/fake-wallets.ts';
import { openApp } from './testing/mount.ts';

const home = location.href;
const button = (name: string | RegExp) => page.getByRole('button', { name });
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const dialog = page.getByRole('dialog');
const sent = (gateway: FakeGateway, method = 'POST') =>
  gateway.requests.filter((request) => request.method === method).map(({ path, body }) => ({ path, body }));
const bao = aUser({ id: 'usr_bao002', login: 'bao', name: 'Bao', role: 'user', masterAdmin: false });

beforeEach(() => page.viewport(390, 844));
afterAll(() => history.replaceState(null, '', home));

describe('everybody’s minutes', () => {
  test('are shown low ones first, by word and not only by colour, and found by name', async () => {
    openApp({ path: '/wallets' });
    await expect.element(page.getByRole('link', { name: /Chaiwat · Low 9 min/ })).toBeVisible();
    await expect.element(page.getByRole('link', { name: /Dara · Empty 0 min/ })).toBeVisible();
    await page.getByLabelText('Find a person').fill('cha');
    await expect.element(page.getByText('Dara')).not.toBeInTheDocument();
    await page.getByLabelText('Find a person').fill('zz');
    await expect.element(page.getByText('Nobody is called “zz”.')).toBeVisible();
  });

  test('somebody asks for are given with a tap, and the jar is filled', async () => {
    const gateway = openApp({ path: '/wallets', wallets: new FakeWallets({ requests: [aRequest()] }) });
    await button('Approve: Bao').click();
    await expect.element(page.getByText('Bao has 120 min more.')).toBeVisible();
    await expect.element(page.getByRole('link', { name: /Bao 220 min/ })).toBeVisible();
    expect(sent(gateway)).toEqual([{ path: '/minute-requests/mrq_00000001/decision', body: { state: 'approved' } }]);
    await expect.element(page.getByText(/^Waiting for an answer/)).not.toBeVisible();
  });

  test('are rejected with a reason only', async () => {
    const gateway = openApp({ path: '/wallets', wallets: new FakeWallets({ requests: [aRequest()] }) });
    await button('Reject: Bao').click();
    await dialog.getByRole('button', { name: 'Reject' }).click();
    expect(sent(gateway)).toEqual([]);
    await dialog.getByLabelText(/^Why not/).fill('Pay first');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await expect.element(page.getByText('Bao is told that it was rejected.')).toBeVisible();
    expect(sent(gateway)[0]?.body).toEqual({ state: 'rejected', reason: 'Pay first' });
  });

  test('are asked for anew when the live line says that they changed', async () => {
    const gateway = openApp({ path: '/wallets' });
    await expect.element(page.getByRole('link', { name: /Bao 100 min/ })).toBeVisible();
    gateway.state.wallets.wallets = [aWallet({ balanceS: 60 })];
    gateway.tell({ what: 'wallet', user: 'usr_bao002' });
    await expect.element(page.getByRole('link', { name: /Bao 1 min/ })).toBeVisible();
  });

  test('that could not be fetched say so, and are tried again', async () => {
    const gateway = openApp({ path: '/' });
    gateway.refusals.set('GET /wallets', problem('internal', { detail: 'The books are closed.' }));
    await page.getByRole('link', { name: 'Minutes' }).click();
    await expect.element(page.getByText('The books are closed.')).toBeVisible();
    await button('Try again').click();
    await expect.element(page.getByRole('link', { name: /Dara/ })).toBeVisible();
  });
});

describe('the minutes of a person', () => {
  test('are explained line by line in plain words', async () => {
    openApp({ path: '/wallets/usr_bao002' });
    await expect.element(heading('Minutes of Bao')).toBeVisible();
    for (const line of [
      '60 min bought',
      '20 min set aside for a run',
      '12 min 30 s pumped',
      '7 min 30 s given back: they were not pumped',
      'Corrected: 10 min less',
      '20 min given to another',
      '5 min got from another',
    ])
      await expect.element(page.getByText(line)).toBeVisible();
    await expect.element(page.getByRole('link', { name: 'Receipt 41' })).toHaveAttribute('href', '/receipts/41');
    await expect.element(page.getByText('25 min 30 s of 120 min')).toBeVisible();
  });

  test('are recharged with a tap on a usual number, and the receipt is there at once', async () => {
    const gateway = openApp({ path: '/wallets/usr_bao002' });
    await button('Recharge').click();
    await dialog.getByRole('button', { name: '120 min' }).click();
    await expect.element(dialog.getByText('Balance after it: 240 min')).toBeVisible();
    await dialog.getByLabelText(/^What was paid/).fill('600 taka');
    await dialog.getByRole('button', { name: 'Recharge' }).click();
    await expect.element(heading('Receipt 42')).toBeVisible();
    await expect.element(page.getByRole('img', { name: 'QR code of R000041-9F3A62C1' })).toBeVisible();
    expect(sent(gateway)[0]).toMatchObject({
      path: '/wallets/usr_bao002/recharge',
      body: { seconds: 7_200, reason: '600 taka' },
    });
  });

  test('are booked once, however often the same sheet is sent', async () => {
    const gateway = openApp({ path: '/wallets/usr_bao002' });
    await button('Recharge').click();
    await dialog.getByRole('button', { name: '30 min' }).click();
    await dialog.getByLabelText(/^What was paid/).fill('cash');
    gateway.refusals.set('POST /wallets/usr_bao002/recharge', problem('storage', { detail: 'The disk is full.' }));
    await dialog.getByRole('button', { name: 'Recharge' }).click();
    await expect.element(dialog.getByText('The disk is full.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Recharge' }).click();
    await expect.element(heading('Receipt 42')).toBeVisible();
    const ids = sent(gateway).map(({ body }) => (body as { id: string }).id);
    expect(new Set(ids).size).toBe(1);
  });

  test.each(['0', '-5', '1.5', '99999'])('take no %s minutes', async (typed) => {
    const gateway = openApp({ path: '/wallets/usr_bao002' });
    await button('Recharge').click();
    await dialog.getByLabelText('Another number').fill(typed);
    await dialog.getByLabelText(/^What was paid/).fill('cash');
    await expect.element(dialog.getByRole('button', { name: 'Recharge' })).toBeDisabled();
    expect(sent(gateway)).toEqual([]);
  });

  test('are not corrected below what is set aside, and only with the password once more', async () => {
    const gateway = openApp({ path: '/wallets/usr_bao002' });
    await button('Correct…').click();
    await dialog.getByRole('radio', { name: 'Less' }).click();
    await dialog.getByRole('button', { name: '120 min' }).click();
    await expect.element(dialog.getByText('Only 100 min are available.')).toBeVisible();
    await dialog.getByRole('button', { name: '30 min' }).click();
    await dialog.getByLabelText(/^Why/).fill('Booked twice');
    gateway.refusals.set('POST /wallets/usr_bao002/adjust', problem('confirm-first'));
    await dialog.getByRole('button', { name: 'Correct' }).click();
    await page.getByLabelText('Password').fill('water-and-sun');
    await button('Go on').click();
    await expect.element(page.getByText('Booked.')).toBeVisible();
    expect(sent(gateway).at(-1)?.body).toMatchObject({ seconds: -1_800, reason: 'Booked twice' });
  });

  test('are given to another', async () => {
    const gateway = openApp({ path: '/wallets/usr_bao002' });
    await button('Give to another…').click();
    await dialog.getByLabelText(/^To whom/).selectOptions('Dara');
    await dialog.getByRole('button', { name: '30 min' }).click();
    await dialog.getByLabelText(/^Why/).fill('For her rice');
    await dialog.getByRole('button', { name: 'Give to another' }).click();
    await expect.element(page.getByText('Booked.')).toBeVisible();
    expect(sent(gateway)[0]?.body).toMatchObject({ seconds: 1_800, to: 'usr_dara04', reason: 'For her rice' });
    expect(gateway.state.wallets.find('usr_dara04')?.balanceS).toBe(1_800);
  });
});

describe('my minutes', () => {
  test('show what I asked for and what became of it', async () => {
    const rejected = aRequest({ id: 'mrq_00000002', state: 'rejected', decidedBy: 'anna', reason: 'Pay first' });
    openApp({ path: '/wallet', user: bao, wallets: new FakeWallets({ requests: [aRequest(), rejected] }) });
    await expect.element(page.getByText(/^Waiting for an answer/)).toBeVisible();
    await expect.element(page.getByText('Pay first')).toBeVisible();
    await expect.element(page.getByRole('link', { name: /Receipt 41 · 60 min/ })).toBeVisible();
  });

  test('are asked for with a word', async () => {
    const gateway = openApp({ path: '/wallet', user: bao });
    await button('Ask for minutes').click();
    await dialog.getByRole('button', { name: '60 min' }).click();
    await dialog.getByLabelText(/^A word with it/).fill('For the rice');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('An admin is told.', { exact: false })).toBeVisible();
    expect(sent(gateway)).toEqual([{ path: '/minute-requests', body: { seconds: 3_600, note: 'For the rice' } }]);
  });
});

describe('the ledger', () => {
  test('goes on to older entries and sums a day by person', async () => {
    const entries = Array.from({ length: 60 }, (_, index) => anEntry({ seq: 60 - index, name: 'Bao' }));
    openApp({ path: '/ledger', wallets: new FakeWallets({ entries }) });
    await expect.element(page.getByRole('row', { name: /^Bao 3,600 min/ })).toBeVisible();
    await expect.poll(() => page.getByText(/60 min bought/).elements().length).toBe(50);
    await button('Older').click();
    await expect.poll(() => page.getByText(/60 min bought/).elements().length).toBe(60);
    expect(button('Older').query()).toBeNull();
  });

  test('is said to be whole, or where it is not', async () => {
    const gateway = openApp({ path: '/ledger' });
    await button('Check the ledger').click();
    await expect.element(page.getByText('The ledger is whole: 7 entries', { exact: false })).toBeVisible();
    const faults = [{ seq: 3, sentence: 'Its hash does not fit what it says.' }];
    gateway.state.wallets.check = { entries: 7, isWhole: false, faults };
    await button('Check the ledger').click();
    await expect.element(page.getByText(/Its hash does not fit/)).toBeVisible();
    await expect.element(page.getByText(/compare it with a backup/)).toBeVisible();
  });

  test('is not downloaded by who is signed out', async () => {
    const gateway = openApp({ path: '/ledger' });
    await expect.element(heading('Ledger')).toBeVisible();
    gateway.refusals.set('GET /ledger?limit=1', problem('not-allowed', { detail: 'Only an admin reads the ledger.' }));
    await button('Download as CSV').click();
    await expect.element(page.getByText('Only an admin reads the ledger.')).toBeVisible();
  });
});
