import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQr } from './picture.ts';
import { claim, openDemo, PASSWORD, signIn, type DemoStage } from './stage.ts';

interface SwitchView {
  readonly reported: string;
  readonly command: { readonly value: unknown; readonly state: string; readonly trail: readonly { at: number }[] };
}

const PHONE = { width: 360, height: 740 };
/** After a boot and when the power is back motors start apart: up to 60 s, then the motor's own rest. Unit: ms. */
const STARTS_WITHIN = 120_000;

let stage: DemoStage;
let admin: Page;
let maya: Page;

beforeAll(async () => {
  stage = await openDemo(['--demo-life', 'no']);
  admin = await stage.newPage({ width: 1280, height: 800 });
  maya = await stage.newPage(PHONE);
  await claim(admin, stage.gateway);
});
afterAll(() => stage?.close());

const at = (path: string) => stage.gateway.url + path;

describe('who runs the farm', () => {
  it('sets a pump up', async () => {
    await admin.goto(at('/pump-setup/new'));
    await admin.getByLabel('Name', { exact: false }).first().fill('North well');
    const point = admin.locator('select[name=switch]');
    await point.locator('option[value="pump-1 relay"]').waitFor({ state: 'attached' });
    await point.selectOption('pump-1 relay');
    await admin.locator('select[name="motor.phases"]').selectOption('3');
    await admin.locator('input[name="motor.kw"]').fill('2.2');
    await admin.locator('input[name="motor.ratedMa"]').fill('4.9');
    // No less than the node's own, which refuses what comes sooner.
    await admin.locator('input[name="limits.minRestS"]').fill('60');
    await admin.getByRole('button', { name: 'Add a pump' }).click();
    await admin.getByRole('heading', { name: 'North well' }).waitFor();
  });

  it('changes it, says who they are before that is kept, and is told that it is saved', async () => {
    await admin.locator('input[name="motor.flowLpm"]').fill('84');
    await admin.getByRole('button', { name: 'Save' }).click();
    await confirm(admin);
    await admin.getByText('Saved.').waitFor();
  });

  it('lets motors start without waiting for their neighbours', async () => {
    await admin.goto(at('/pump-setup'));
    const form = admin.locator('fg-sharing-form');
    await form.locator('input[name=stagger]').fill('0');
    // They said who they are a moment ago.
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Saved.').waitFor();
  });

  it('gives somebody minutes, with a receipt that a camera can read', async () => {
    await admin.goto(at('/people'));
    await admin.getByLabel('Name', { exact: true }).fill('Maya');
    await admin.getByLabel('Name to sign in with').fill('maya');
    await admin.getByLabel('New password').fill(PASSWORD);
    await admin.getByRole('button', { name: 'Add', exact: true }).click();
    // A page that is left takes its request with it.
    await admin.locator('a[href^="/people/user_"]', { hasText: 'Maya' }).waitFor();
    await admin.goto(at('/wallets'));
    await admin.getByRole('link', { name: /Maya/ }).click();
    await admin.getByRole('button', { name: 'Recharge' }).click();
    const sheet = admin.getByRole('dialog');
    await sheet.getByRole('button', { name: '60 min' }).click();
    await sheet.getByLabel('What was paid, and how').fill('200 in cash');
    await sheet.getByRole('button', { name: 'Recharge' }).click();
    const code = await admin.locator('fg-receipt-paper .code').innerText();
    expect(await readQr(admin.getByRole('img', { name: /^QR code/ }))).toBe(code);
  });
});

describe('who pumps', () => {
  it('asks for a turn, and sees it running only once the node has said so', async () => {
    await signIn(maya, stage.gateway.url, 'maya');
    await maya.locator('[data-jar]').getByText('60').waitFor();
    const seenAt = await watchRun(maya);
    await ask(maya, 5);
    await face(maya, 'running').waitFor({ timeout: STARTS_WITHIN });
    const { reported, command } = await pumpSwitch();
    expect(reported).toBe('on');
    expect(command).toMatchObject({ value: true, state: 'confirmed' });
    expect(await seenAt()).toBeGreaterThanOrEqual(command.trail.at(-1)?.at ?? Infinity);
  }, 150_000);

  it('sees the minutes get fewer', async () => {
    const before = await left(maya);
    await expect.poll(() => left(maya), { timeout: 10_000 }).toBeLessThan(before - 2);
    await maya.locator('[data-jar]').getByText('55').waitFor();
  });

  it('stops it with one tap, and has back what was not pumped', async () => {
    await maya.locator('[data-job=stop]').click();
    await maya.locator('[data-run]').waitFor({ state: 'detached', timeout: 15_000 });
    await maya.locator('[data-jar]').getByText('59').waitFor();
    await maya.goto(at('/wallet'));
    await maya.getByText(/given back: they were not pumped/).waitFor();
  });
});

describe('when the power is away', () => {
  let kept: number;

  it('the time that is left is kept', async () => {
    await maya.goto(stage.gateway.url);
    await ask(maya, 5);
    await face(maya, 'running').waitFor({ timeout: STARTS_WITHIN });
    await say('Away, whatever they say', 'no diesel today');
    await face(maya, 'hold').waitFor();
    const atHold = await left(maya);
    expect(atHold).toBeGreaterThan(240);
    await maya.getByText('no diesel today').or(maya.getByText('No power')).first().waitFor();
    await expect.poll(async () => (await pumpSwitch()).reported, { timeout: 10_000 }).toBe('off');
    // Until OFF reached it the motor turned, which its node counts in whole seconds.
    kept = await left(maya);
    expect(atHold - kept).toBeGreaterThanOrEqual(0);
    expect(atHold - kept).toBeLessThanOrEqual(2);
  }, 180_000);

  it('and it goes on with that when the power is back', async () => {
    expect(await left(maya)).toBe(kept);
    await say('Good, whatever they say', 'the power is back');
    await face(maya, 'running').waitFor({ timeout: STARTS_WITHIN });
    expect(await left(maya)).toBeGreaterThan(kept - 10);
    await maya.locator('[data-job=stop]').click();
    await maya.locator('[data-run]').waitFor({ state: 'detached', timeout: 15_000 });
  }, 180_000);
});

async function confirm(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Go on' }).click();
}

/** From START by the sheet and its three seconds. */
async function ask(page: Page, minutes: number): Promise<void> {
  await page.getByRole('button', { name: 'Start: North well' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: `${minutes} min`, exact: true }).click();
  await sheet.getByRole('button', { name: 'Start', exact: true }).click();
  await sheet.waitFor({ state: 'detached' });
}

function face(page: Page, kind: string) {
  return page.locator(`fg-run-card [data-face=${kind}]`);
}

/** What the ring shows. Unit: s. */
async function left(page: Page): Promise<number> {
  const [minutes = 0, seconds = 0] = (await page.getByRole('timer').innerText()).split(':').map(Number);
  return 60 * minutes + seconds;
}

async function say(word: string, reason: string): Promise<void> {
  await admin.goto(at('/grid'));
  await admin.getByLabel(word).check();
  await admin.getByLabel('Why').fill(reason);
  await admin.getByRole('button', { name: 'Apply' }).click();
}

/** What the pump's node itself says of its contact, and what became of the last command. */
async function pumpSwitch(): Promise<SwitchView> {
  await admin.goto(at('/devices/pump-1'));
  const card = admin.locator('fg-socket-card');
  await card.locator('[data-face]').waitFor();
  return card.evaluate((found) => (found as unknown as { point: { switch: SwitchView } }).point.switch);
}

/** Takes down when the card of the run says from now on that it runs, first. Unit: wall ms; NaN for never. */
async function watchRun(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const says = (root: ParentNode): boolean =>
      root.querySelector('[data-run] [data-face=running]') !== null ||
      [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && says(shadowRoot));
    const watch = setInterval(() => {
      if (!says(document)) return;
      clearInterval(watch);
      Object.assign(globalThis, { seenAt: Date.now() });
    }, 10);
  });
  return () => page.evaluate(() => (globalThis as unknown as { seenAt?: number }).seenAt ?? Number.NaN);
}
