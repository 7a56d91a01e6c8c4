import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { aBusyFarm } from './testing/fake-farm.ts';
import { problem } from './testing/fake-gateway.ts';
import { openApp } from './testing/mount.ts';

const socketA = () => page.getByRole('group', { name: 'Outlet FE, Socket A' });
const faceOfA = () =>
  page
    .getByRole('group', { name: 'Outlet FE, Socket A' })
    .element()
    .querySelector('[data-face]')
    ?.getAttribute('data-face');
const home = location.href;

beforeEach(() => page.viewport(360, 740));
afterAll(() => history.replaceState(null, '', home));

describe('the first visit', () => {
  test('chooses a language, claims the gateway and comes home', async () => {
    const gateway = openApp({ language: undefined, claimed: false, signedIn: false });
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabelText('Claim code', { exact: false }).fill('ABCD-EFGH');
    await page.getByLabelText('Name of the farm').fill('Green Valley');
    await page.getByLabelText('Your name').fill('Anna');
    await page.getByLabelText('Name to sign in with').fill('anna');
    await page.getByLabelText('New password', { exact: false }).fill('water-and-sun');
    await page.getByRole('button', { name: 'Make it mine' }).click();
    await expect.element(socketA()).toBeVisible();
    expect(gateway.requests.find(({ path }) => path === '/claim')?.body).toMatchObject({
      code: 'ABCD-EFGH',
      site: { name: 'Green Valley', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      user: { login: 'anna' },
    });
  });

  test('a wrong code is said at the code', async () => {
    const gateway = openApp({ claimed: false, signedIn: false });
    gateway.refusals.set('POST /claim', problem('wrong-code'));
    await page.getByRole('button', { name: 'Make it mine' }).click();
    await expect.element(page.getByLabelText('Claim code', { exact: false })).toHaveAttribute('aria-invalid', 'true');
    await expect.element(page.getByText('The claim code is wrong or has expired')).toBeVisible();
  });

  test('where the clocks differ the person says which is right', async () => {
    const gateway = openApp({ claimed: false, signedIn: false });
    gateway.refusals.set('POST /claim', problem('clock-differs', { now: 0 }));
    await page.getByRole('button', { name: 'Make it mine' }).click();
    await page.getByRole('button', { name: /This device/ }).click();
    await expect.element(socketA()).toBeVisible();
    expect(gateway.requests.findLast(({ path }) => path === '/claim')?.body).toMatchObject({ clock: 'client' });
  });
});

describe('signing in', () => {
  test('says what was wrong, and then lets in', async () => {
    const gateway = openApp({ signedIn: false });
    gateway.refusals.set('POST /session', problem('wrong-credentials'));
    await page.getByLabelText('Name to sign in with').fill('anna');
    await page.getByLabelText('Password').fill('water-and-sun');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Name or password is wrong');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect.element(socketA()).toBeVisible();
  });

  test('a session that was ended elsewhere is said to have ended', async () => {
    const gateway = openApp();
    await expect.element(socketA()).toBeVisible();
    gateway.state.signedIn = false;
    gateway.drop(4401);
    await expect.element(page.getByText('You were signed out. Sign in again.')).toBeVisible();
  });
});

describe('a socket', () => {
  test('shows the tap at once, then each step, and Running only when it was measured', async () => {
    const gateway = openApp();
    await socketA().getByRole('button', { name: 'Turn on' }).click();
    await expect.element(page.getByText('Asking the outlet…')).toBeVisible();
    const id = gateway.requests.find(({ path }) => path === '/commands')?.body;
    expect(id).toMatchObject({ device: 'outlet-fe', point: 'relay.a', value: true });
    const command = gateway.state.devices[0]?.points[0]?.switch?.command;
    if (!command) throw new Error('no command was taken');
    gateway.show('outlet-fe', 'relay.a', { command: { ...command, state: 'delivered', tries: 1 } });
    await expect.element(page.getByText('The switch said yes. Checking current…')).toBeVisible();
    await expect.element(page.getByText('Until now: off')).toBeVisible();
    gateway.tell({ what: 'values', device: 'outlet-fe', at: Date.now(), values: { 'current.a': 4_800 } });
    gateway.show('outlet-fe', 'relay.a', {
      reported: 'on',
      evidence: 'measurement',
      reportedAt: Date.now(),
      command: { ...command, state: 'confirmed', tries: 1 },
    });
    await expect.element(page.getByText('Running. 4.8 A')).toBeVisible();
    expect(faceOfA()).toBe('running');
  });

  test('a refusal is said at the socket', async () => {
    const gateway = openApp();
    gateway.refusals.set('POST /commands', problem('latched', { detail: 'Everything is stopped by bao.' }));
    await socketA().getByRole('button', { name: 'Turn on' }).click();
    await expect.element(socketA().getByRole('alert')).toHaveTextContent('Everything is stopped by bao.');
    expect(faceOfA()).toBe('off');
  });

  test('without a link its buttons say so, and nothing is kept for later', async () => {
    const gateway = openApp();
    await expect.element(socketA()).toBeVisible();
    gateway.drop();
    const button = socketA().getByRole('button', { name: 'Turn on No link' });
    await expect.element(button).toBeDisabled();
    await expect.element(socketA().getByRole('button', { name: 'Turn on' })).toBeEnabled();
    expect(gateway.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('keeps its place while its state changes', async () => {
    const gateway = openApp();
    await expect.element(socketA()).toBeVisible();
    const names = () =>
      page
        .getByRole('group')
        .elements()
        .map((element) => element.getAttribute('aria-label'));
    const before = names();
    gateway.show('outlet-ff', 'relay.b', { reported: 'tripped' });
    await expect.element(page.getByText('Tripped: too much current').first()).toBeVisible();
    expect(names()).toEqual(before);
  });

  test('a viewer sees it and has no button', async () => {
    openApp({ user: aUser({ role: 'viewer' }) });
    await expect.element(socketA()).toBeVisible();
    expect(page.getByRole('button', { name: /Turn o/ }).elements()).toEqual([]);
    await expect.element(page.getByRole('link', { name: 'Stop everything' })).toBeVisible();
  });
});

describe('what runs', () => {
  test('is stopped by one tap from any page', async () => {
    const gateway = openApp({ path: '/people', devices: aBusyFarm(Date.now()) });
    await page.getByRole('button', { name: 'Turn off: Outlet FE, Socket A' }).click();
    await expect
      .poll(() => gateway.requests.find(({ path }) => path === '/commands')?.body)
      .toMatchObject({ value: false });
  });

  test('is all stopped by a tap and a confirmation, and released with a reason', async () => {
    openApp({ devices: aBusyFarm(Date.now()) });
    await page.getByRole('link', { name: 'Stop everything' }).click();
    await page.getByRole('button', { name: 'Stop everything now' }).click();
    await expect.element(page.getByRole('heading', { name: 'Everything is stopped' })).toBeVisible();
    await page.getByLabelText('Why is it safe again?').fill('the leak is mended');
    await page.getByRole('button', { name: 'Allow running again' }).click();
    await expect.element(page.getByText(/Loads can be switched on in \d+ s/)).toBeVisible();
  });
});

describe('by keyboard', () => {
  test('a socket is switched without a pointer', async () => {
    const gateway = openApp();
    await expect.element(socketA()).toBeVisible();
    const button = socketA().getByRole('button', { name: 'Turn on' }).element();
    for (let presses = 0; presses < 30 && focused() !== button; presses++) await userEvent.keyboard('{Tab}');
    expect(focused()).toBe(button);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => gateway.requests.some(({ path }) => path === '/commands')).toBe(true);
  });

  test('a new page puts the reader at its heading and in its title', async () => {
    openApp();
    const link = page.getByRole('link', { name: 'Devices' });
    await expect.element(link).toBeVisible();
    (link.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('heading', { name: 'Devices', level: 1 })).toBeVisible();
    await expect.poll(() => focused()?.tagName).toBe('H1');
    await expect.poll(() => document.title).toBe('Devices · Farmgate');
  });
});

test('an address that leads nowhere says so', async () => {
  openApp({ path: '/nowhere' });
  await expect.element(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});

/** What has the focus, through all shadow roots. */
function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
