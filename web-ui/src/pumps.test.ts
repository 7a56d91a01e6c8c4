import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aUser } from './testing/builders.ts';
import { problem, type FakeGateway } from './testing/fake-gateway.ts';
import { sharingOf } from './testing/fake-pump-farm.ts';
import { FakeSharing, showGrid, showRun, showWallet } from './testing/fake-sharing.ts';
import { aPump, aRunning, pumpDevices } from './testing/pump-builders.ts';
import { openApp } from './testing/mount.ts';

const home = location.href;
const user = aUser({ role: 'user', masterAdmin: false });
const mine = { user, devices: pumpDevices(62, 4_800) };
const button = (name: string | RegExp) => page.getByRole('button', { name });
const posts = (gateway: FakeGateway) =>
  gateway.requests.filter(({ method }) => method === 'POST').map(({ path, body }) => ({ path, body }));

beforeEach(() => page.viewport(390, 844));
afterAll(() => history.replaceState(null, '', home));

/** The id that the page made for what it asked. */
function idOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '';
}

/** Opens the sheet and sweeps, and waits until the gateway was asked. */
async function start(gateway: FakeGateway): Promise<void> {
  await button('Start: North pump').click();
  await button(/^Start$/).click();
  await expect.poll(() => posts(gateway).length, { timeout: 6_000 }).toBeGreaterThan(0);
}

describe('a run', () => {
  test('goes from START over each step to STOP, and Running is said only while it runs', async () => {
    const gateway = openApp({ user, devices: pumpDevices(62, 0), sharing: new FakeSharing() });
    await start(gateway);
    const id = idOf(posts(gateway)[0]?.body);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await expect.element(page.getByText(/You are number 1\./).last()).toBeVisible();
    showRun(gateway, id, { state: 'starting' });
    await expect.element(page.getByText(/Asking the pump…/).first()).toBeVisible();
    expect(page.getByText(/Running/).query()).toBeNull();
    gateway.read('north-pump', 'current', { value: 4_800 });
    showRun(gateway, id, { state: 'running', isCounting: true });
    await expect.element(page.getByText(/Running. 4.8 A/).first()).toBeVisible();
    await button('Stop: North pump').click();
    await expect.poll(() => posts(gateway).at(-1)?.path).toBe(`/runs/${id}/stop`);
    await expect.element(button('Stopping…: North pump')).toBeDisabled();
    expect(page.getByText(/Running/).query()).toBeNull();
  });

  test('is one however often START is tapped, and the same when the answer was lost', async () => {
    const gateway = openApp({ ...mine, sharing: new FakeSharing() });
    gateway.refusals.set('POST /runs', new Response('', { status: 502 }));
    await start(gateway);
    await expect.element(page.getByRole('dialog').getByRole('alert')).toBeVisible();
    await button(/^Start$/).click();
    await expect.poll(() => posts(gateway).length, { timeout: 6_000 }).toBe(2);
    const [first, second] = posts(gateway).map(({ body }) => idOf(body));
    expect(second).toBe(first);
  });

  test('is taken back within three seconds', async () => {
    const gateway = openApp({ ...mine, sharing: new FakeSharing() });
    await button('Start: North pump').click();
    await button(/^Start$/).click();
    await button('Cancel').last().click();
    await expect.element(button(/^Start$/)).toBeVisible();
    expect(posts(gateway)).toEqual([]);
  });

  test('that is refused says why, what to do, and with which picture', async () => {
    const why = {
      code: 'wallet.too-little',
      sentence: 'Your wallet has 2 min left for this.',
      remedy: 'Ask an admin for minutes.',
    };
    const gateway = openApp({ ...mine, sharing: new FakeSharing() });
    gateway.refusals.set('POST /runs', problem('refused', { detail: why.sentence, why }));
    await start(gateway);
    await expect
      .element(page.getByRole('dialog').getByRole('alert'))
      .toHaveTextContent(`${why.sentence} ${why.remedy}`);
  });

  test('of a critical pump is asked for twice', async () => {
    const gateway = openApp({ ...mine, sharing: new FakeSharing({ pumps: [aPump({ isCritical: true })] }) });
    await button('Start: North pump').click();
    await expect.element(page.getByText('This pump asks twice.', { exact: false })).toBeVisible();
    expect(button(/^Start$/).query()).toBeNull();
    await button('Yes, I mean it').click();
    await button(/^Start$/).click();
    await expect.poll(() => posts(gateway)[0]?.body, { timeout: 6_000 }).toMatchObject({ isConfirmed: true });
  });

  test('cannot be asked for with fewer minutes than it takes', async () => {
    openApp({ ...mine, sharing: new FakeSharing({}, { availableS: 240, isLow: true }) });
    await button('Start: North pump').click();
    await expect.element(page.getByRole('group', { name: 'How many minutes?' }).first()).toHaveTextContent('4');
    await button('15 min').click();
    await expect.element(button('You have fewer minutes than that.')).toBeDisabled();
  });

  test('is planned for later, and the plan taken back', async () => {
    const gateway = openApp({ ...mine, path: '/pumps/pmp_north01', sharing: new FakeSharing() });
    await button('Start: North pump').click();
    await button('At a later time').click();
    await page.getByLabelText('When?').fill('2099-05-01T06:30');
    await button('Plan it').click();
    await expect.poll(() => posts(gateway)[0]?.path, { timeout: 6_000 }).toBe('/planned-runs');
    await button('Cancel this plan').click();
    await expect.poll(() => gateway.requests.some(({ method }) => method === 'DELETE')).toBe(true);
    await expect.element(button('Cancel this plan')).not.toBeInTheDocument();
  });

  test('is lengthened by a tap', async () => {
    const gateway = openApp({ ...mine, path: '/pumps/pmp_north01', sharing: sharingOf('mine') });
    await button('5 min more').click();
    await expect.poll(() => posts(gateway)).toEqual([{ path: '/runs/run-mine-1/extend', body: { seconds: 300 } }]);
  });

  test('is stopped also while something else is still being asked of it', async () => {
    const gateway = openApp({ ...mine, path: '/pumps/pmp_north01', sharing: sharingOf('mine') });
    const { fetch } = gateway;
    const slow = new Promise<Response>(() => {});
    Object.assign(gateway, {
      fetch: (path: string, init: RequestInit) => {
        const answer = fetch(path, init);
        return path.endsWith('/extend') ? slow : answer;
      },
    });
    await button('5 min more').click();
    await button('Stop: North pump').click();
    await expect.poll(() => posts(gateway).at(-1)?.path).toBe('/runs/run-mine-1/stop');
  });

  test('that is kept safe in a power cut says so, with since when and until when', async () => {
    openApp({ ...mine, sharing: sharingOf('hold') });
    await expect.element(page.getByText(/6 min kept safe/).first()).toBeVisible();
    await expect.element(page.getByText(/Goes on when power is back/).first()).toBeVisible();
    await expect.element(page.getByText(/expected back/)).toBeVisible();
  });

  test('is told to who hears the page, step by step', async () => {
    const gateway = openApp({ ...mine, path: '/devices', sharing: sharingOf('wait') });
    await expect.element(page.getByRole('heading', { name: 'Devices' })).toBeVisible();
    await expect
      .poll(() => document.querySelector('fg-app')?.shadowRoot?.querySelector('fg-pump-aside'))
      .not.toBeNull();
    showRun(gateway, 'run-mine-1', { state: 'running', isCounting: true });
    await expect
      .poll(() =>
        page
          .getByRole('status')
          .elements()
          .map(({ textContent }) => textContent),
      )
      .toContain('North pump: Running.');
  });

  test('tells on its page what was asked, used and given back', async () => {
    const sharing = sharingOf('busy');
    sharing.past = [
      aRunning({ id: 'run-past-01', state: 'ended', isCounting: false, usedS: 360, reason: 'stopped-by-user' }),
    ];
    openApp({ ...mine, path: '/runs/run-past-01', sharing });
    await expect.element(page.getByText('Given back')).toBeVisible();
    for (const amount of ['10 min', '6 min', '4 min'])
      await expect.element(page.getByText(amount, { exact: true })).toBeVisible();
    await expect.element(page.getByText('Ended: stopped')).toBeVisible();
  });

  test('tells on its page what it took, and what is a guess', async () => {
    const sharing = sharingOf('busy');
    sharing.past = [aRunning({ id: 'run-past-01', state: 'ended', isCounting: false, usedS: 360 })];
    const use = { estimated: false, missingS: 0, energyKwh: '0.1843', litres: 840, litresBy: 'plate' } as const;
    const priced = { ...use, currency: 'THB', cost: 79, costPerM3: 94 } as const;
    sharing.details.set('run-past-01', { trail: [], commands: [], use: priced });
    openApp({ ...mine, path: '/runs/run-past-01', sharing });
    for (const text of ['0.18 kWh', 'about 840 L', '฿0.79', '฿0.94'])
      await expect.element(page.getByText(text, { exact: true })).toBeVisible();
  });

  test('tells on its page why nothing is known of what it took', async () => {
    const sharing = sharingOf('busy');
    sharing.past = [aRunning({ id: 'run-past-01', state: 'ended', isCounting: false, usedS: 360 })];
    const why = { code: 'use.no-meter', sentence: 'Nothing measures what this pump takes.', remedy: '' };
    const use = { estimated: false, missingS: 360, why };
    sharing.details.set('run-past-01', { trail: [], commands: [], use });
    openApp({ ...mine, path: '/runs/run-past-01', sharing });
    await expect.element(page.getByText(why.sentence)).toBeVisible();
  });
});

describe('without a link', () => {
  test('START, STOP and the call say so, and nothing is kept for later', async () => {
    const gateway = openApp({ ...mine, sharing: sharingOf('mine') });
    await expect.element(button('Stop: North pump')).toBeEnabled();
    gateway.drop();
    await expect.element(button('No link: North pump')).toBeDisabled();
    await expect.element(button(/^No link$/)).toBeDisabled();
    await expect.element(button('Stop: North pump')).toBeEnabled();
    expect(posts(gateway)).toEqual([]);
  });

  test('what the wallet holds is asked for anew when it was changed', async () => {
    const gateway = openApp({ ...mine, sharing: new FakeSharing() });
    await expect.element(page.getByText('118', { exact: true })).toBeVisible();
    showWallet(gateway, { availableS: 10_800 });
    await expect.element(page.getByText('180', { exact: true })).toBeVisible();
  });
});

describe('the queue', () => {
  test('shows the order with one’s own marked, and offers to change places', async () => {
    const gateway = openApp({ ...mine, path: '/queue', sharing: sharingOf('wait') });
    const rows = page.getByRole('listitem');
    await expect.poll(() => rows.elements().filter(({ dataset }) => 'state' in dataset).length).toBe(5);
    await button('Offer Chai to change places').click();
    await expect
      .poll(() => posts(gateway))
      .toEqual([{ path: '/runs/run-mine-1/swap', body: { with: 'run-chai-001' } }]);
    await expect.element(page.getByText('Offered. It happens once they say yes')).toBeVisible();
    showRun(gateway, 'run-bao-0001', { swapWith: 'run-mine-1' });
    await expect.element(button('Change places with Bao')).toBeVisible();
  });

  test('is ordered by an admin who says why', async () => {
    const gateway = openApp({ path: '/queue', devices: pumpDevices(), sharing: sharingOf('busy') });
    await button('Move Chai up').click();
    await page.getByLabelText('Why? Everybody can read it').fill('the calf is thirsty');
    await button('Move').last().click();
    await expect
      .poll(() => posts(gateway))
      .toEqual([{ path: '/runs/run-chai-001/move', body: { before: 'run-bao-0001', reason: 'the calf is thirsty' } }]);
    await button('Force stop of Devi').first().click();
    await expect.poll(() => posts(gateway).at(-1)?.body).toEqual({ isForced: true });
  });

  test('has no button for who only looks', async () => {
    openApp({ path: '/queue', user: aUser({ role: 'viewer' }), devices: pumpDevices(), sharing: sharingOf('busy') });
    await expect.element(page.getByText('Bao')).toBeVisible();
    expect(page.getByRole('main').getByRole('button').elements()).toEqual([]);
  });
});

describe('the wall board', () => {
  const edge = () =>
    document
      .querySelector('fg-app')
      ?.shadowRoot?.querySelector('fg-wall-page')
      ?.shadowRoot?.querySelector<HTMLElement>('[data-worst]')?.dataset['worst'];

  test('has the colour of the worst, and no control but Stop everything', async () => {
    await page.viewport(1280, 800);
    const gateway = openApp({ ...mine, path: '/wall', sharing: sharingOf('busy') });
    await expect.poll(edge).toBe('run');
    expect(page.getByRole('main').getByRole('button').elements()).toEqual([]);
    expect(
      page
        .getByRole('link')
        .elements()
        .map((link) => link.getAttribute('href')),
    ).toEqual(['/stop']);
    showGrid(gateway, { state: 'shedding' });
    await expect.poll(edge).toBe('held');
    gateway.setLatch({ latched: true, by: 'anna', at: Date.now() });
    await expect.poll(edge).toBe('fault');
  });

  test.each([
    [1280, 800],
    [1920, 1080],
  ])('fits %i by %i with digits one reads across a yard', async (width, height) => {
    await page.viewport(width, height);
    openApp({ ...mine, path: '/wall', sharing: sharingOf('busy') });
    await expect.poll(edge).toBe('run');
    const timer = page.getByRole('timer');
    await expect.element(timer).toBeVisible();
    expect(Number.parseFloat(getComputedStyle(timer.element()).fontSize)).toBeGreaterThanOrEqual(104);
    expect(document.documentElement.scrollHeight).toBeLessThanOrEqual(height);
  });
});

test('START is reached and swept by keyboard, and Escape gives the focus back to it', async () => {
  const gateway = openApp({ ...mine, sharing: new FakeSharing() });
  await expect.element(button('Start: North pump')).toBeVisible();
  (button('Start: North pump').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await expect.poll(() => focused()?.getAttribute('aria-label')).toBe('Start: North pump');
  expect(posts(gateway)).toEqual([]);
});

/** What has the focus, through all shadow roots. */
function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
