import axe from 'axe-core';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aSwitch, aUser } from './testing/builders.ts';
import { aCalmFarm } from './testing/fake-farm.ts';
import { problem, type FakeGateway } from './testing/fake-gateway.ts';
import { aCredential, aHealth, aNode, aSafeMode, aSickHealth, aSighting, FakeNetwork } from './testing/fake-network.ts';
import { openApp, type Opening } from './testing/mount.ts';

const home = location.href;
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const asked = (gateway: FakeGateway, method: string) =>
  gateway.requests.filter((request) => request.method === method).map(({ path, body }) => ({ path, body }));

beforeEach(() => page.viewport(390, 844));
afterEach(() => vi.restoreAllMocks());
afterAll(() => history.replaceState(null, '', home));

describe('a device on WiFi', () => {
  test('is named, shown its secret once with every way in, and waited for until it is there', async () => {
    const gateway = await withSecret();
    expect(asked(gateway, 'POST')).toEqual([{ path: '/nodes', body: { name: 'North pump', kind: 'node' } }]);
    await expect.element(page.getByRole('img', { name: /^QR code with all that North pump needs/ })).toBeVisible();
    await expect.element(page.getByText('ws://192.168.1.20:8080/mqtt')).toBeVisible();
    expect(page.getByText('MQTT with TLS').query()).toBeNull();
    await expect.element(page.getByText('Waiting for North pump…')).toBeVisible();
    gateway.join(aNode());
    await expect.element(page.getByText('It is there')).toBeVisible();
    await expect.element(page.getByRole('row', { name: /Voltage 231.4 V/ })).toBeVisible();
    await page.getByLabelText('Place').fill('Well');
    await button('Save').click();
    await expect.element(page.getByText('Saved.')).toBeVisible();
    expect(asked(gateway, 'PATCH')).toEqual([{ path: '/devices/north-pump', body: { location: 'Well' } }]);
    await page.getByRole('link', { name: 'Open North pump' }).click();
    await expect.element(heading('North pump')).toBeVisible();
  });

  test('says at the id that it is taken', async () => {
    const gateway = openApp({ path: '/add/wifi' });
    const detail = 'The id well is taken. Choose another.';
    gateway.refusals.set('POST /nodes', problem('conflict', { detail, errors: [{ pointer: '/id', detail }] }));
    await page.getByLabelText('What is it called?', { exact: false }).fill('Well');
    await page.getByText('Choose its id yourself').click();
    await page.getByLabelText(/^Id/).fill('well');
    await button('Make its secret').click();
    await expect.element(page.getByLabelText(/^Id/)).toHaveAttribute('aria-invalid', 'true');
    await expect.element(page.getByRole('alert').filter({ hasText: detail })).toBeVisible();
  });

  test('is not left by a link or by going back before somebody has said so', async () => {
    await withSecret();
    await page.getByRole('link', { name: 'Devices' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave the secret of North pump?' });
    await expect.element(dialog).toBeVisible();
    await button('Stay here').click();
    await expect.element(page.getByText('It is shown this once', { exact: false })).toBeVisible();
    history.back();
    await expect.element(dialog).toBeVisible();
    expect(location.pathname).toBe('/add/wifi');
    await button('Leave').click();
    await expect.element(heading('Add a device')).toBeVisible();
  });

  test('asks nobody to stay who has noted the secret, and shows it no more', async () => {
    await withSecret();
    await button('I have it').click();
    expect(page.getByText('It is shown this once', { exact: false }).query()).toBeNull();
    await page.getByRole('link', { name: 'Devices' }).click();
    await expect.element(heading('Devices')).toBeVisible();
  });

  test('copies a value, with the old way where the browser keeps the new one to HTTPS', async () => {
    await withSecret();
    vi.spyOn(globalThis, 'isSecureContext', 'get').mockReturnValue(false);
    const copied: string[] = [];
    const note = () => copied.push(String((document.activeElement as HTMLTextAreaElement).value));
    document.addEventListener('copy', note);
    await button('Copy: User and client id').click();
    await expect.element(button('Copy: User and client id')).toHaveTextContent('Copied');
    document.removeEventListener('copy', note);
    expect(copied).toEqual(['north-pump']);
    expect(focused()?.getAttribute('aria-label')).toBe('Copy: User and client id');
  });

  test('marks the value where nothing may be copied', async () => {
    await withSecret();
    vi.spyOn(globalThis, 'isSecureContext', 'get').mockReturnValue(false);
    vi.spyOn(document, 'execCommand').mockReturnValue(false);
    await button('Copy: Secret').click();
    await expect.element(page.getByText('Marked: copy it by hand')).toBeVisible();
  });

  test('is led to from what was seen on the network, with its id', async () => {
    const gateway = openApp({
      path: '/add',
      seen: [aSighting({ id: 'old-board', type: 'esphome', model: 'D1 mini' })],
    });
    await page.getByRole('link', { name: 'Let it in: old-board' }).click();
    await expect.element(page.getByLabelText('What is it called?', { exact: false })).toHaveValue('D1 mini');
    await button('Make its secret').click();
    await expect.element(page.getByRole('heading', { name: 'The secret of D1 mini' })).toBeVisible();
    expect(asked(gateway, 'POST')[0]?.body).toEqual({ name: 'D1 mini', kind: 'node', id: 'old-board' });
  });

  test.each([
    ['Tasmota plug', ['Host', 'Port', 'User', 'Password', 'Topic']],
    ['Shelly plug', ['Server', 'Client ID', 'MQTT prefix', 'Username', 'Password']],
  ])('that is a %s is told field by field what to type on its own page', async (kind, labels) => {
    const mqtt = { plain: 'mqtt://192.168.1.20:1883', tls: 'mqtts://192.168.1.20:8883' };
    await withSecret({ network: new FakeNetwork([], mqtt) }, kind);
    for (const label of labels) await expect.element(button(new RegExp(`^Copy: ${label}$`))).toBeVisible();
    await expect.element(page.getByText(/^192\.168\.1\.20(:1883)?$/)).toBeVisible();
    expect(page.getByText('--nodes-plain').query()).toBeNull();
  });

  test('that is a bridge is told the commands, encrypted where the gateway offers that', async () => {
    const mqtt = { plain: 'mqtt://192.168.1.20:1883', tls: 'mqtts://192.168.1.20:8883' };
    await withSecret({ network: new FakeNetwork([], mqtt) }, 'Remote bridge');
    await expect
      .element(page.getByText('curl -o ca.pem http://192.168.1.20:8080/api/v1/nodes/ca.pem', { exact: true }))
      .toBeVisible();
    await expect
      .element(
        page.getByText(
          /^farmgate bridge --id north-pump --broker tls:192\.168\.1\.20:8883 --ca ca\.pem --ca-print \S+ /,
        ),
      )
      .toBeVisible();
    expect(page.getByText('--nodes-plain').query()).toBeNull();
  });

  test('that is a bridge is told the command in clear where nothing else is offered', async () => {
    await withSecret({ network: new FakeNetwork([], { plain: 'mqtt://192.168.1.20:1883' }) }, 'Remote bridge');
    await expect
      .element(page.getByText(/^farmgate bridge --id north-pump --broker tcp:192\.168\.1\.20:1883 --secret-file /))
      .toBeVisible();
    expect(page.getByText(/curl/).query()).toBeNull();
  });

  test('that needs what the gateway does not offer says how an installer turns it on', async () => {
    await withSecret({}, 'Tasmota plug');
    await expect
      .element(page.getByText('This gateway does not offer MQTT without encryption', { exact: false }))
      .toBeVisible();
    await expect.element(page.getByText('farmgate start --nodes-plain')).toBeVisible();
    expect(button('Copy: Host').query()).toBeNull();
  });

  test('that was seen gets its kind, its name and its id', async () => {
    const gateway = openApp({ path: '/add', seen: [aSighting()] });
    await page.getByRole('link', { name: 'Let it in: tasmota-4f2a10' }).click();
    await expect.element(page.getByRole('radio', { name: /^Tasmota plug/ })).toBeChecked();
    await button('Make its secret').click();
    const body = { name: 'Nous A1T', kind: 'tasmota', id: 'tasmota-4f2a10' };
    await expect.poll(() => asked(gateway, 'POST')).toEqual([{ path: '/nodes', body }]);
  });

  test('cannot be adopted before, and what cannot join says so', async () => {
    openApp({ path: '/add', seen: [aSighting({ type: 'lamp' })] });
    await expect.element(page.getByText('It cannot join this gateway.')).toBeVisible();
    expect(page.getByRole('button', { name: /^Add / }).query()).toBeNull();
  });
});

describe('who may sign in', () => {
  const credential = aCredential({ adopted: true });
  const on = aSwitch({ desired: true, reported: 'on' });

  test('is shown with what is known of it', async () => {
    openCredentials({ devices: [aNode()] }, [credential, aCredential({ id: 'tank', name: 'Tank' })]);
    await expect.element(page.getByText('Is there')).toBeVisible();
    await expect.element(page.getByText('Has not spoken yet')).toBeVisible();
    await expect.element(page.getByRole('link', { name: 'North pump' })).toHaveAttribute('href', '/devices/north-pump');
  });

  test('gets a new secret once somebody has read what that does', async () => {
    const gateway = openCredentials({ devices: [aNode({ lastHeardAt: Date.now() - 60_000 })] }, [credential]);
    await button('New secret: North pump').click();
    await expect.element(page.getByText(/The old one ends at once/)).toBeVisible();
    expect(asked(gateway, 'POST')).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click();
    await expect.element(page.getByRole('heading', { name: 'The secret of North pump' })).toBeVisible();
    await expect.element(page.getByText('Waiting for North pump…')).toBeVisible();
    await button('I have it').click();
    await button('Who may sign in').click();
    await expect.element(page.getByText('by anna', { exact: false })).toBeVisible();
  });

  test('is shut out, and what runs is named before', async () => {
    const gateway = openCredentials({ devices: [aNode({ points: [on] })] }, [credential]);
    await button('Shut out: North pump').click();
    const dialog = page.getByRole('dialog', { name: 'Shut North pump out?' });
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('On now: Socket A');
    await dialog.getByRole('button', { name: 'Shut out' }).click();
    await expect.element(page.getByText('North pump is shut out.')).toBeVisible();
    await expect.element(page.getByText('Nothing on the network may sign in yet.')).toBeVisible();
    expect(asked(gateway, 'DELETE').map(({ path }) => path)).toEqual(['/devices/north-pump/credential']);
  });

  test('stays as it was where nobody confirms', async () => {
    const gateway = openCredentials({}, [credential]);
    await button('Shut out: North pump').click();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => page.getByRole('dialog').query()).toBeNull();
    expect(asked(gateway, 'DELETE')).toEqual([]);
  });

  test('says why it could not be loaded, and is asked again', async () => {
    const gateway = openApp({ path: '/stop', network: new FakeNetwork([credential]) });
    gateway.refusals.set('GET /credentials', problem('not-ready'));
    await button('More').click();
    await page.getByRole('link', { name: 'Add a device' }).click();
    await page.getByRole('link', { name: 'Who may sign in' }).click();
    await expect.element(page.getByRole('alert').filter({ hasText: 'The gateway is not ready' })).toBeVisible();
    await button('Try again').click();
    await expect.element(button('Shut out: North pump')).toBeVisible();
  });

  test('is not for everybody', async () => {
    const gateway = openApp({ path: '/credentials', user: aUser({ role: 'user', masterAdmin: false }) });
    await expect.element(page.getByText('Ask an admin to add one.')).toBeVisible();
    expect(asked(gateway, 'GET').some(({ path }) => path === '/credentials')).toBe(false);
  });

  test('is reached from the page of its device', async () => {
    openApp({ path: '/devices/north-pump', devices: [aNode()], network: new FakeNetwork([credential]) });
    await expect.element(page.getByText(/^With a secret of its own, made .* by anna\.$/)).toBeVisible();
    await page.getByRole('link', { name: 'New secret or shut out' }).click();
    await expect.element(button('Shut out: North pump')).toBeVisible();
  });
});

describe('the health of the gateway', () => {
  test('is said in words, with a mark for what is bad', async () => {
    openApp({ path: '/health', health: aSickHealth() });
    await expect.element(page.getByText('Does not run. Last started 4 min ago')).toBeVisible();
    await expect.element(page.getByText('Nearly full: 240 MB of 14.9 GB free')).toBeVisible();
    await expect.element(page.getByText('Nobody has set it yet')).toBeVisible();
    expect(page.getByRole('img', { name: 'Bad' }).elements()).toHaveLength(4);
  });

  test('keeps what was known where it cannot be asked, and says how old that is', async () => {
    const gateway = openApp({ path: '/audit', health: aHealth() });
    gateway.refusals.set('GET /health', problem('internal'));
    await page.getByRole('link', { name: 'Health of the gateway' }).click();
    await expect.element(page.getByRole('alert').filter({ hasText: 'The gateway made a mistake' })).toBeVisible();
    await button('Try again').click();
    await expect.element(page.getByText('11.4 GB of 14.9 GB free')).toBeVisible();
  });
});

describe('safe mode', () => {
  test('stands on every page with what works, and is ended by the master admin', async () => {
    const gateway = openApp({ safeMode: aSafeMode(), path: '/people' });
    await expect.element(page.getByText('Switching works, above all OFF', { exact: false })).toBeVisible();
    await expect.element(page.getByText('The gateway ended within a minute', { exact: false })).toBeVisible();
    await button('Start normally the next time').click();
    await expect.element(page.getByText('The next start is a normal one.', { exact: false })).toBeVisible();
    expect(asked(gateway, 'POST').map(({ path }) => path)).toEqual(['/safe-mode/leave']);
  });

  test('is nothing that another may end', async () => {
    openApp({ safeMode: aSafeMode(), user: aUser({ role: 'user', masterAdmin: false }) });
    await expect.element(page.getByText('The master admin can end it.')).toBeVisible();
    expect(button('Start normally the next time').query()).toBeNull();
  });

  test('is seen when the gateway comes back in it, and gone when it comes back without', async () => {
    const gateway = openApp();
    await expect.element(heading('Home')).toBeVisible();
    await expect.poll(() => gateway.lines.length).toBe(1);
    const strip = page.getByRole('heading', { name: /^Safe mode/ });
    gateway.state.safeMode = aSafeMode();
    gateway.drop();
    await expect.element(strip, { timeout: 5_000 }).toBeVisible();
    gateway.state.safeMode = undefined;
    gateway.drop();
    await expect.poll(() => strip.query(), { timeout: 5_000 }).toBeNull();
  });
});

describe.each(['light', 'dark'] as const)('under way, in the %s theme', (theme) => {
  test('a new secret has no fault that axe finds', async () => {
    await withSecret({ theme });
    expect(await faults()).toEqual([]);
  });

  test('a device that came has none', async () => {
    const gateway = await withSecret({ theme });
    gateway.join(aNode());
    await expect.element(page.getByText('It is there')).toBeVisible();
    expect(await faults()).toEqual([]);
  });

  test('a question before somebody is shut out has none', async () => {
    openCredentials({ theme, devices: [aNode()] }, [aCredential({ adopted: true })]);
    await button('Shut out: North pump').click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    expect(await faults()).toEqual([]);
  });
});

test('a secret fits a small phone without scrolling sideways', async () => {
  await page.viewport(320, 640);
  await withSecret();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});

function openCredentials(opening: Opening, credentials: ConstructorParameters<typeof FakeNetwork>[0]): FakeGateway {
  return openApp({ path: '/credentials', network: new FakeNetwork(credentials), ...opening });
}

/** As far as the secret of a new node, come by from the page before. */
async function withSecret(opening: Opening = {}, kind = 'WiFi node'): Promise<FakeGateway> {
  const gateway = openApp({ path: '/add', devices: aCalmFarm(Date.now()), ...opening });
  await page.getByRole('link', { name: 'A device on WiFi' }).click();
  await page.getByRole('radio', { name: new RegExp(`^${kind}`) }).click();
  await page.getByLabelText('What is it called?', { exact: false }).fill('North pump');
  await button('Make its secret').click();
  await expect.element(page.getByRole('heading', { name: 'The secret of North pump' })).toBeVisible();
  return gateway;
}

function focused(): Element | null | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ failureSummary }) => `${id}: ${failureSummary}`));
}
