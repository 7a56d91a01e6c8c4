import axe from 'axe-core';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { problem, type FakeGateway } from './testing/fake-gateway.ts';
import { aRegistration, FakePeople } from './testing/fake-people.ts';
import { openApp } from './testing/mount.ts';

const home = location.href;
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const asked = (gateway: FakeGateway, method: string) =>
  gateway.requests.filter((request) => request.method === method).map(({ path, body }) => ({ path, body }));
const face = { id: 'usr_bao002', name: 'Bao', symbol: 'cow', colour: 'red' } as const;
const open = [{ name: 'Green Valley', mayAsk: true, showsPeople: true }];

beforeEach(() => page.viewport(360, 740));
afterAll(() => history.replaceState(null, '', home));

describe('at the door', () => {
  test('somebody signs in by picture and PIN', async () => {
    const gateway = openApp({ signedIn: false, people: new FakePeople({ open, faces: [face] }) });
    await button('Sign in by picture').click();
    await button('Bao').click();
    await page.getByLabelText('PIN of Bao').fill('1357');
    await button('Sign in').click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Name or password is wrong');
    await faultless();
    await page.getByLabelText('PIN of Bao').fill('2580');
    await button('Sign in').click();
    await expect.element(heading('Home')).toBeInTheDocument();
    expect(asked(gateway, 'POST').at(-1)).toEqual({
      path: '/session/by-pin',
      body: { user: 'usr_bao002', pin: '2580' },
    });
  });

  test('somebody asks to join and is told to wait', async () => {
    const gateway = openApp({ signedIn: false, people: new FakePeople({ open }) });
    await button('Ask to join').click();
    await page.getByLabelText('Your name').fill('Nan');
    await page.getByLabelText('Name to sign in with').fill('nan');
    await page.getByLabelText('New password', { exact: false }).fill('twelve blue buckets');
    await faultless();
    await button('Ask to join').click();
    await expect.element(page.getByText('You asked to join.', { exact: false })).toBeVisible();
    const body = { name: 'Nan', login: 'nan', password: 'twelve blue buckets', site: 'Green Valley' };
    expect(asked(gateway, 'POST')).toContainEqual({ path: '/registrations', body });
  });

  test('nothing of it is offered where the farm does not', async () => {
    openApp({ signedIn: false });
    await expect.element(button('Sign in')).toBeVisible();
    expect(page.getByRole('button').elements()).toHaveLength(1);
  });

  test('who is suspended reads why', async () => {
    const gateway = openApp({ signedIn: false });
    gateway.refusals.set('POST /session', problem('suspended', { detail: 'You are suspended. “Lent the key”' }));
    await page.getByLabelText('Name to sign in with').fill('bao');
    await page.getByLabelText('Password').fill('water-and-sun');
    await button('Sign in').click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('You are suspended. “Lent the key”');
  });
});

describe('a person', () => {
  test('is suspended with a reason and let in again', async () => {
    const gateway = openApp({ path: '/people' });
    await page.getByRole('link', { name: /Bao/ }).click();
    await page.getByLabelText('Why? They will read it').fill('Lent the key');
    await button('Suspend').click();
    await expect.element(page.getByRole('heading', { name: 'Suspended: Lent the key' })).toBeVisible();
    expect(asked(gateway, 'PATCH')).toEqual([
      { path: '/users/usr_bao002', body: { suspended: true, reason: 'Lent the key' } },
    ]);
    await button('Let in again').click();
    await expect.element(page.getByRole('heading', { name: 'Suspend', exact: true })).toBeVisible();
  });

  test('is removed when the admin has said the PIN, and not before', async () => {
    const gateway = openApp({ path: '/people/usr_bao002', user: aUser({ hasPin: true }) });
    await button('Remove Bao').click();
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    await expect.element(dialog).toBeVisible();
    await faultless();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByText('Say your PIN or password first')).toBeVisible();
    await button('Remove Bao').click();
    await dialog.getByLabelText('PIN').fill('1357');
    await button('Go on').click();
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('PIN or password is wrong');
    await dialog.getByRole('button', { name: 'Use my password' }).click();
    await dialog.getByLabelText('Password').fill('water-and-sun');
    await button('Go on').click();
    await expect.element(heading('People')).toBeVisible();
    expect(asked(gateway, 'DELETE').filter(({ path }) => path === '/users/usr_bao002')).toHaveLength(3);
    expect(gateway.state.users.map(({ name }) => name)).toEqual(['Anna']);
  });

  test('who is an installer is renewed', async () => {
    const bao = aUser({ id: 'usr_bao002', name: 'Bao', role: 'installer', masterAdmin: false, expiresAt: 0 });
    const gateway = openApp({ path: '/people/usr_bao002', users: [aUser(), bao] });
    await expect.element(page.getByText('The time as installer is over.')).toBeVisible();
    await button('Renew for a day').click();
    await expect
      .poll(() => asked(gateway, 'PATCH'))
      .toEqual([{ path: '/users/usr_bao002', body: { role: 'installer' } }]);
  });

  test('who waits is let in, and the count says so', async () => {
    const gateway = openApp({ path: '/people', people: new FakePeople({ waiting: [aRegistration()] }) });
    await page.getByRole('link', { name: 'Waiting to join: 1' }).click();
    await page.getByRole('combobox', { name: /^Role/ }).selectOptions('viewer');
    await button('Let Nan in').click();
    await expect.element(page.getByText('Nobody waits.')).toBeVisible();
    expect(asked(gateway, 'POST')).toEqual([{ path: '/registrations/reg_nan00001/approve', body: { role: 'viewer' } }]);
  });
});

describe('oneself', () => {
  test('chooses a symbol and a colour', async () => {
    const gateway = openApp({ path: '/preferences' });
    await page.getByRole('radio', { name: 'Mango' }).click();
    await page.getByRole('radio', { name: 'orange' }).click();
    await button('Take these').click();
    await expect
      .poll(() => asked(gateway, 'PATCH'))
      .toEqual([{ path: '/session/person', body: { symbol: 'mango', colour: 'orange' } }]);
    await expect.element(page.getByText('Saved.')).toBeVisible();
  });

  test('sets a PIN with the password, and signs out everywhere else', async () => {
    const gateway = openApp({ path: '/preferences' });
    const pinCard = page.getByRole('heading', { name: 'My PIN' });
    await expect.element(pinCard).toBeVisible();
    await page.getByLabelText('Password, to set the PIN').fill('water-and-sun');
    await page.getByLabelText('New PIN').fill('2580');
    await button('Set the PIN').click();
    await expect.element(page.getByText('You have a PIN.')).toBeVisible();
    expect(asked(gateway, 'PUT')).toEqual([{ path: '/session/pin', body: { current: 'water-and-sun', pin: '2580' } }]);
    await expect.element(page.getByText('Chrome, Android').first()).toBeVisible();
    await button('Sign out everywhere else').click();
    await expect.poll(() => gateway.people.sessions.map(({ id }) => id)).toEqual(['here']);
  });
});

test('a master admin makes a further farm', async () => {
  const gateway = openApp({ path: '/people' });
  await page.getByRole('link', { name: 'Farms of this gateway' }).click();
  await page.getByLabelText('Name of the farm').last().fill('River farm');
  await page.getByLabelText('Name', { exact: true }).fill('Rosa');
  await page.getByLabelText('Name to sign in with').fill('rosa');
  await page.getByLabelText('New password', { exact: false }).fill('eleven red boats');
  await button('Add').click();
  await expect.element(page.getByRole('heading', { name: 'River farm' })).toBeVisible();
  expect(asked(gateway, 'POST').at(-1)).toMatchObject({ path: '/sites', body: { name: 'River farm' } });
});

async function faultless(): Promise<void> {
  const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
}
