import axe from 'axe-core';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { RadioStep, SeenDevice } from '@farmgate/gateway/contract';
import { aUser } from './testing/builders.ts';
import { aBreaker, aCalmFarm, aLinkDay, anAlarmedFarm } from './testing/fake-farm.ts';
import { problem, type FakeGateway } from './testing/fake-gateway.ts';
import { openApp, type Opening } from './testing/mount.ts';

const home = location.href;
const heading = (name: string) => page.getByRole('heading', { name: new RegExp(`^${name}`), level: 1 });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const asks = (gateway: FakeGateway) => gateway.radio.map(({ device, request }) => `${request.ask} ${device}`);

beforeEach(() => page.viewport(360, 740));
afterAll(() => history.replaceState(null, '', home));

describe('the walk test', () => {
  test('shows how many of the last ten were answered, and a word on the place', async () => {
    const gateway = await walking();
    pings(gateway, 10, 9);
    await expect.element(page.getByText('9 of 10')).toBeVisible();
    await expect.element(page.getByText('Good place')).toBeVisible();
    await expect.element(page.getByText('Last answer after 118 ms')).toBeVisible();
    await expect.element(page.getByRole('img', { name: 'The last answers: 1 came, 0 did not' })).toBeVisible();
    pings(gateway, 10, 6);
    await expect.element(page.getByText('Move a step')).toBeVisible();
    pings(gateway, 10, 0, false);
    await expect.element(page.getByText('No link here')).toBeVisible();
    await expect.element(page.getByText('The last one was not answered')).toBeVisible();
    await expect.element(page.getByRole('img', { name: 'The last answers: 2 came, 1 did not' })).toBeVisible();
  });

  test('says nothing of a place by a few answers', async () => {
    const gateway = await walking();
    pings(gateway, 3, 3);
    await expect.element(page.getByText('3 of 3')).toBeVisible();
    await expect.element(page.getByText('Counting…')).toBeVisible();
  });

  test('does not listen to the work of others', async () => {
    const gateway = await walking();
    const answer = { id: 'of-somebody-else', kind: 'ended', ok: true, note: 'Not mine.' } as const;
    gateway.tell({ what: 'radio', device: 'outlet-fe', answer });
    pings(gateway, 10, 10);
    await expect.element(page.getByText('10 of 10')).toBeVisible();
    expect(page.getByText('Not mine.').query()).toBeNull();
  });

  test('is stopped by a tap, and by leaving the page', async () => {
    const gateway = await walking();
    await button('Stop').click();
    await expect.poll(() => asks(gateway)).toEqual(['walk outlet-fe', 'stop outlet-fe']);
    await button('Start again').click();
    await expect.poll(() => gateway.radio).toHaveLength(3);
    await page.getByRole('link', { name: '← Outlet FE' }).click();
    await expect.element(heading('Outlet FE')).toBeVisible();
    expect(asks(gateway)).toEqual(['walk outlet-fe', 'stop outlet-fe', 'walk outlet-fe', 'stop outlet-fe']);
  });

  test('is stopped when the page itself goes', async () => {
    const gateway = await walking();
    dispatchEvent(new Event('pagehide'));
    await expect.poll(() => asks(gateway)).toEqual(['walk outlet-fe', 'stop outlet-fe']);
  });

  test('that has ended is not stopped once more', async () => {
    const gateway = await walking();
    gateway.answerRadio({ kind: 'ended', ok: true, note: 'Answered 212 of 240.' });
    await expect.element(page.getByText(/Answered 212 of 240\.$/)).toBeVisible();
    await page.getByRole('link', { name: '← Outlet FE' }).click();
    await expect.element(heading('Outlet FE')).toBeVisible();
    expect(asks(gateway)).toEqual(['walk outlet-fe']);
  });

  test.each([
    ['conflict', 'Other work is under way at this radio. Wait until it has ended, then try again.'],
    ['not-allowed', 'Your role does not allow work at the radio. Ask an admin.'],
  ] as const)('a refusal (%s) is said in words', async (code, sentence) => {
    const gateway = openApp({ path: '/devices/outlet-fe/walk' });
    gateway.refusals.set('POST /devices/outlet-fe/radio', problem(code));
    await button('Start the walk test').click();
    await expect.element(page.getByText(sentence)).toBeVisible();
    await expect.element(button('Start again')).toBeVisible();
  });

  test('says nothing of a place that it has not heard of for three seconds', async () => {
    const gateway = await walking();
    pings(gateway, 10, 10);
    await expect.element(page.getByText('Good place')).toBeVisible();
    await expect.element(page.getByText(/Nothing heard from the gateway for /), { timeout: 6_000 }).toBeVisible();
    expect(page.getByText('Good place').query()).toBeNull();
  });

  test('begins and ends under the same key', async () => {
    const gateway = openApp({ path: '/devices/outlet-fe/walk' });
    await expect.element(button('Start the walk test')).toBeVisible();
    (button('Start the walk test').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(button('Stop')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => asks(gateway)).toEqual(['walk outlet-fe', 'stop outlet-fe']);
  });

  test('sounds only when it is asked to', async () => {
    await walking();
    await button('Sound on').click();
    await expect.element(button('Sound off')).toBeVisible();
    await button('Sound off').click();
    await expect.element(button('Sound on')).toBeVisible();
  });
});

describe('the link of an outlet', () => {
  test('is a score with a word and its figures, each explained on demand', async () => {
    openApp({ path: '/devices/outlet-fe' });
    await expect.element(page.getByText('9 of 10')).toBeVisible();
    await expect.element(page.getByText('Very good')).toBeVisible();
    const meaning = page.getByText(/Of 100 questions/);
    await expect.element(meaning).not.toBeVisible();
    await page
      .getByText(/^Answered at first try/)
      .first()
      .click();
    await expect.element(meaning).toBeVisible();
  });

  test('has a day as a chart and as a table', async () => {
    openApp({ path: '/devices/outlet-fe', link: aLinkDay(Date.now()) });
    await expect.element(page.getByRole('img', { name: /^Link score of the last 24 h: / })).toBeVisible();
    await page.getByText('As a table').click();
    await expect.element(page.getByRole('region', { name: 'The last 24 h' })).toBeVisible();
    expect(page.getByRole('region', { name: 'The last 24 h' }).getByRole('row').elements()).toHaveLength(139);
  });

  test('without a history says so; where it could not be had it can be asked for again', async () => {
    const gateway = openApp({ path: '/devices/outlet-fe' });
    gateway.refusals.set('GET /devices/outlet-fe/link', problem('not-ready', { detail: 'The history is being read.' }));
    await expect.element(page.getByText('The history is being read.')).toBeVisible();
    await button('Try again').click();
    await expect.element(page.getByText(/^No history yet/)).toBeVisible();
  });
});

describe('alarms', () => {
  test('appear at the top of home with what to do, and go', async () => {
    const gateway = openApp();
    await expect.element(page.getByText('Everything is off')).toBeVisible();
    gateway.read('bridge-1', 'air.foreignMaster', { value: true });
    const list = page.getByRole('list', { name: 'Trouble' });
    await expect.element(list.getByRole('link', { name: 'Foreign master on the air' })).toBeVisible();
    await expect.element(list).toMatchTextContent('What it means stands here');
    await expect.element(page.getByRole('alert')).toMatchTextContent(/^Foreign master on the air\. Radio bridge/);
    gateway.read('bridge-1', 'air.foreignMaster', { value: false });
    await expect.poll(() => list.query()).toBeNull();
  });

  test('are critical ones first, with an OFF that is owed among them', async () => {
    openApp({ devices: anAlarmedFarm(Date.now()) });
    const items = page.getByRole('list', { name: 'Trouble' }).getByRole('listitem');
    await expect
      .poll(() => items.elements().map((item) => item.querySelector('a')?.textContent))
      .toEqual(['OFF is owed to Outlet FF, Socket A', 'Foreign master on the air', 'Noise on the air']);
  });

  test('stand on the page of their own device, and of an outlet those of its radio', async () => {
    const gateway = openApp({ path: '/devices/outlet-fe', devices: anAlarmedFarm(Date.now()) });
    const list = page.getByRole('list', { name: 'Trouble' });
    await expect.element(list.getByRole('link', { name: 'Foreign master on the air' })).toBeVisible();
    expect(list.element().textContent).not.toContain('owed');
    gateway.read('bridge-1', 'air.foreignMaster', { old: true });
    gateway.read('bridge-1', 'air.noise', { value: false });
    await expect.poll(() => list.query()).toBeNull();
  });
});

describe('pairing', () => {
  test('suggests the first free id, shows what is taken, and asks the bridge', async () => {
    const gateway = openApp({ path: '/add/new', seen: [seen('10')] });
    const select = page.getByRole('combobox', { name: 'Id on the air' });
    await expect.element(select).toHaveValue('11');
    await expect.element(page.getByRole('option', { name: '10 – taken: outlet-10' })).toBeDisabled();
    await page.getByRole('radio', { name: /^Lamps/ }).click();
    await button('Pair it').click();
    await expect
      .poll(() => gateway.radio)
      .toMatchObject([{ device: 'bridge-1', request: { ask: 'pair', address: '11', thresholdMa: 3_000 } }]);
    await expect.element(page.getByText(/(2:00|1:\d\d) left\./)).toBeVisible();
  });

  test('shows a step that failed, with what to do about it', async () => {
    const gateway = openApp({ path: '/add/new' });
    await button('Pair it').click();
    await expect.poll(() => gateway.radio).toHaveLength(1);
    step(gateway, 'free', 'done');
    step(gateway, 'master', 'asking');
    await expect.element(item('It listens to this gateway')).toMatchTextContent('asking…');
    step(gateway, 'master', 'failed');
    gateway.answerRadio({ kind: 'ended', ok: false, note: 'Nobody answered.' });
    await expect.element(item('Is the id free?')).toMatchTextContent('done');
    await expect.element(item('It listens to this gateway')).toMatchTextContent('failed');
    await expect.element(page.getByText(/^No outlet in config mode was heard\./)).toBeVisible();
    await expect.element(page.getByText('Nobody answered.')).toBeVisible();
    await button('Try again').click();
    await expect.poll(() => gateway.radio).toHaveLength(2);
  });

  test('ends with the outlet adopted, once it was heard', async () => {
    const gateway = openApp({ path: '/add/new' });
    await button('Pair it').click();
    await expect.poll(() => gateway.radio).toHaveLength(1);
    for (const name of ['free', 'master', 'id', 'threshold', 'check'] as const) step(gateway, name, 'done');
    gateway.answerRadio({ kind: 'ended', ok: true, note: 'Outlet 10 answers.' });
    await expect.element(page.getByText(/^It is paired\./)).toBeVisible();
    await expect.element(button('Adopt it now')).toBeDisabled();
    gateway.state.seen = [seen('10')];
    await expect.element(button('Adopt it now')).toBeEnabled();
    await page.getByLabelText('Name', { exact: true }).fill('Hen house');
    await button('Adopt it now').click();
    await expect.element(heading('Hen house')).toBeVisible();
  });

  test('in place of another keeps its id, and first has the old one unplugged', async () => {
    const gateway = openApp({ path: '/devices/outlet-fe/replace' });
    await expect.element(page.getByRole('heading', { name: 'Unplug the old outlet' })).toBeVisible();
    await button('Pair it').click();
    await expect
      .poll(() => gateway.radio)
      .toMatchObject([
        { device: 'bridge-1', request: { ask: 'pair', address: 'FE', thresholdMa: 10_000, replace: true } },
      ]);
    step(gateway, 'free', 'failed');
    await expect.element(page.getByText(/^The old outlet still answers\./)).toBeVisible();
    gateway.answerRadio({ kind: 'ended', ok: true, note: '' });
    await expect.element(page.getByRole('link', { name: 'Back to Outlet FE' })).toBeVisible();
  });
});

describe('the bridge', () => {
  test('searches, and shows who is known and who is new', async () => {
    const gateway = openApp({ path: '/devices/bridge-1' });
    await button('Search for outlets').click();
    await expect.poll(() => asks(gateway)).toEqual(['scan bridge-1']);
    gateway.answerRadio(
      { kind: 'progress', done: 63, of: 252 },
      { kind: 'found', address: 'FE' },
      { kind: 'found', address: '2A' },
    );
    await expect.element(page.getByText('63 of 252 ids asked')).toBeVisible();
    await expect.element(page.getByRole('link', { name: 'Outlet FE' })).toBeVisible();
    await expect.element(page.getByRole('link', { name: 'Outlet 2A' })).toBeVisible();
  });

  test('shows the air time that is used, and claims nothing of it where there is no news', async () => {
    const gateway = openApp({ path: '/devices/bridge-1' });
    const bar = page.getByRole('meter', { name: 'Air time used of this hour' });
    await expect.element(bar).toHaveAttribute('aria-valuetext', '62 %');
    gateway.read('bridge-1', 'air.used', { old: true });
    await expect.element(bar).toHaveAttribute('aria-valuetext', 'No news.');
  });
});

describe('the danger zone', () => {
  test('says what another id will do before it is set', async () => {
    const gateway = openApp({ path: '/devices/outlet-fe' });
    await page.getByText('Set another id').click();
    await button('Set the id…').click();
    await expect.element(page.getByRole('dialog', { name: 'Move Outlet FE to id 10?' })).toBeVisible();
    expect(gateway.radio).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Set the id' }).click();
    await expect
      .poll(() => gateway.radio)
      .toMatchObject([{ device: 'outlet-fe', request: { ask: 'set-id', to: '10' } }]);
    step(gateway, 'id', 'failed');
    await expect.element(item('It takes its id')).toMatchTextContent('failed');
  });

  test('warns that another master takes the outlet out of reach', async () => {
    const gateway = openApp({ path: '/devices/outlet-fe' });
    await page.getByText('Set another master id').click();
    await page.getByLabelText('New master id', { exact: false }).fill('0a');
    await button('Hand it over…').click();
    await expect.element(page.getByText(/^After that this gateway cannot reach it/)).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Hand it over' }).click();
    await expect.poll(() => gateway.radio).toMatchObject([{ request: { ask: 'set-master', to: '0A' } }]);
  });

  test('is not for everybody', async () => {
    openApp({ path: '/devices/outlet-fe', user: aUser({ role: 'user' }) });
    await expect.element(heading('Outlet FE')).toBeVisible();
    expect(page.getByRole('heading', { name: 'Danger zone' }).query()).toBeNull();
  });
});

describe('the main breaker', () => {
  test('stands on home with what each outlet takes of it', async () => {
    const gateway = openApp({ devices: [...aCalmFarm(Date.now()), aBreaker(Date.now(), 17_000)] });
    const bar = page.getByRole('meter', { name: 'Total current, Main breaker' });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '85');
    await expect.element(bar).toHaveAttribute('aria-valuetext', '17.0 A of 20.0 A');
    gateway.read('outlet-fe', 'current.a', { value: 4_250 });
    await expect.element(page.getByText('25 % of the total')).toBeVisible();
  });

  test('is not drawn where there is none', async () => {
    openApp();
    await expect.element(page.getByText('Everything is off')).toBeVisible();
    expect(page.getByRole('meter').query()).toBeNull();
    expect(page.getByText(/of the total/).query()).toBeNull();
  });
});

describe.each(['light', 'dark'] as const)('under way, in the %s theme', (theme) => {
  test('a walk has no fault that axe finds', async () => {
    const gateway = await walking({ theme });
    pings(gateway, 10, 6);
    await expect.element(page.getByText('Move a step')).toBeVisible();
    expect(await faults()).toEqual([]);
  });

  test('a pairing that failed has none', async () => {
    const gateway = openApp({ path: '/add/new', theme });
    await button('Pair it').click();
    await expect.poll(() => gateway.radio).toHaveLength(1);
    step(gateway, 'free', 'done');
    step(gateway, 'master', 'failed');
    gateway.answerRadio({ kind: 'ended', ok: false, note: 'Nobody answered.' });
    await expect.element(page.getByText('Nobody answered.')).toBeVisible();
    expect(await faults()).toEqual([]);
  });

  test('a search has none', async () => {
    const gateway = openApp({ path: '/devices/bridge-1', theme });
    await button('Search for outlets').click();
    await expect.poll(() => gateway.radio).toHaveLength(1);
    gateway.answerRadio({ kind: 'progress', done: 63, of: 252 }, { kind: 'found', address: '2A' });
    await expect.element(page.getByRole('link', { name: 'Outlet 2A' })).toBeVisible();
    expect(await faults()).toEqual([]);
  });

  test('a question in the danger zone has none', async () => {
    openApp({ path: '/devices/outlet-fe', theme });
    await page.getByText('Set another id').click();
    await button('Set the id…').click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    expect(await faults()).toEqual([]);
  });
});

test('what is shown large is told to the gateway, again on a new line, and taken back when it is left', async () => {
  const gateway = openApp({ path: '/devices/outlet-fe' });
  const said = () => gateway.lines.map((line) => line.map(({ devices }) => devices.join()));
  await expect.poll(said).toEqual([['outlet-fe']]);
  await page.getByRole('link', { name: 'Walk test' }).click();
  await expect.element(heading('Walk test')).toBeVisible();
  gateway.drop();
  await expect.poll(said, { timeout: 3_000 }).toEqual([['outlet-fe'], ['outlet-fe']]);
  await page.getByRole('link', { name: 'Home' }).click();
  await expect.poll(said).toEqual([['outlet-fe'], ['outlet-fe', '']]);
});

async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ failureSummary }) => `${id}: ${failureSummary}`));
}

async function walking(opening: Opening = {}): Promise<FakeGateway> {
  const gateway = openApp({ path: '/devices/outlet-fe/walk', ...opening });
  await button('Start the walk test').click();
  await expect.poll(() => gateway.radio).toHaveLength(1);
  return gateway;
}

let sent = 0;

/** One more PING, after which so many of the last `of` were answered. */
function pings(gateway: FakeGateway, of: number, answered: number, came = true): void {
  sent += 1;
  const lastTen = { answered, of };
  const more = came ? { roundTripMs: 118 } : {};
  gateway.answerRadio({ kind: 'ping', address: 'FE', answered: came, ...more, sent, answers: answered, lastTen });
}

function step(gateway: FakeGateway, name: RadioStep, state: 'asking' | 'done' | 'failed'): void {
  gateway.answerRadio({ kind: 'step', step: name, state });
}

function item(label: string) {
  return page.getByRole('listitem').filter({ hasText: label });
}

function seen(address: string): SeenDevice {
  const at = Date.now();
  const id = `outlet-${address.toLowerCase()}`;
  const type = { type: 'smart-outlet-v1', typeLabel: 'Smart outlet', via: 'bridge-1' };
  return { id, ...type, address, demo: true, firstSeenAt: at, lastSeenAt: at };
}
