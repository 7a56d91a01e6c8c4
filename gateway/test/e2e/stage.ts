import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { systemClock } from '@farmgate/gateway/clock';
import { demoOutlets, serveOnPty, VirtualFarm, type Served } from '@farmgate/virtual-farm';
import { makeFolder, startGateway, type GatewayProcess } from '../../src/testing/processes.ts';
import { PASSWORD } from './village.ts';

declare module 'vitest' {
  interface ProvidedContext {
    launchOptions: NonNullable<Parameters<typeof chromium.launch>[0]>;
  }
}

export { PASSWORD };

/** A serial port that can be pulled and plugged in again under the same name, as udev names adapters. */
export class PluggedPort {
  readonly #farm: VirtualFarm;
  readonly path: string;
  #served: Served | undefined;

  constructor(farm: VirtualFarm, path: string) {
    this.#farm = farm;
    this.path = path;
  }

  async plug(): Promise<void> {
    this.#served = await serveOnPty(this.#farm);
    symlinkSync(this.#served.radio.replace('serial:', ''), this.path);
  }

  async pull(): Promise<void> {
    rmSync(this.path, { force: true });
    await this.#served?.close();
  }
}

/** A real browser, each of whose pages takes down what went wrong in it. */
export interface Screens {
  readonly newPage: (size?: { width: number; height: number }) => Promise<Page>;
  /** Fails where a page met an error or went against its policy. */
  readonly close: () => Promise<void>;
}

export async function openScreens(): Promise<Screens> {
  const browser: Browser = await chromium.launch(inject('launchOptions'));
  const faults: string[] = [];
  return {
    newPage: async (viewport = { width: 360, height: 740 }) =>
      listen(await (await browser.newContext({ viewport })).newPage(), faults),
    close: async () => {
      await browser.close();
      expect(faults).toEqual([]);
    },
  };
}

/** What the browser itself says of an answer that refuses, and of a gateway that is gone, is part of the story. */
const told = /status of 4\d\d|net::ERR_|WebSocket connection/;

/** Errors of the page's code, and what its policy forbade: the console says both. */
function listen(page: Page, faults: string[]): Page {
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !told.test(message.text())) faults.push(message.text());
  });
  return page;
}

/** A demo gateway, and a real browser before it. */
export interface DemoStage extends Screens {
  readonly gateway: GatewayProcess;
}

export async function openDemo(args: readonly string[] = []): Promise<DemoStage> {
  const folder = makeFolder('e2e');
  const gateway = await startGateway(folder.dir, ['--demo', ...args]);
  const { newPage, close } = await openScreens();
  return {
    gateway,
    newPage,
    close: async () => {
      try {
        await close();
      } finally {
        await gateway.stop();
        folder.remove();
      }
    },
  };
}

/** A gateway process with a bridge on a real pseudo serial port, a simulated field behind it, and a real browser before it. */
export interface Stage extends Screens {
  readonly dataDir: string;
  readonly gateway: GatewayProcess;
  readonly farm: VirtualFarm;
  readonly port: PluggedPort;
}

export async function openStage(
  nodes = ['fe', '10', '11', '12'],
  { channels = {}, args = [] }: { channels?: Readonly<Record<string, number>>; args?: readonly string[] } = {},
): Promise<Stage> {
  const folder = makeFolder('e2e');
  const outlets = nodes.flatMap((id) =>
    demoOutlets([Number.parseInt(id, 16)]).map((spec) => ({ ...spec, channel: channels[id] ?? 1 })),
  );
  const farm = new VirtualFarm({ clock: systemClock, outlets, seed: 1 });
  const port = new PluggedPort(farm, join(folder.dir, 'ttyRADIO'));
  await port.plug();
  const radio = ['--bridge-radio', `serial:${port.path}`, '--bridge-nodes', nodes.join(',')];
  const gateway = await startGateway(folder.dir, [...radio, ...args]);
  const { newPage, close } = await openScreens();
  return {
    dataDir: folder.dir,
    gateway,
    farm,
    port,
    newPage,
    close: async () => {
      try {
        await close();
      } finally {
        await gateway.stop();
        await port.pull();
        folder.remove();
      }
    },
  };
}

/** From the language to the home page of a gateway that is nobody's. */
export async function claim(page: Page, gateway: GatewayProcess): Promise<void> {
  await page.goto(gateway.url);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Claim code').fill(gateway.code ?? '');
  await page.getByLabel('Name of the farm').fill('Green Valley');
  await page.getByLabel('Your name').fill('Ana');
  await page.getByLabel('Name to sign in with').fill('ana');
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Make it mine' }).click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();
}

/** Signs in on a page that nobody used yet. */
export async function signIn(page: Page, url: string, login: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Name to sign in with').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.locator('[data-link=live]').waitFor();
}

/** Takes an outlet that was heard into the farm. */
export async function adopt(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/add`);
  await page.getByRole('button', { name: `Add ${name}` }).click({ timeout: 20_000 });
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

/** Every face that a socket shows from now on, in order, each once in a row. */
export async function watchFaces(page: Page, socket: string): Promise<() => Promise<string[]>> {
  await page.getByRole('group', { name: socket }).evaluate((group) => {
    const faces: string[] = [];
    const note = () => {
      const face = group.querySelector('[data-face]')?.getAttribute('data-face');
      if (face && faces.at(-1) !== face) faces.push(face);
    };
    new MutationObserver(note).observe(group, { subtree: true, attributes: true, childList: true });
    Object.assign(globalThis, { faces });
  });
  return () => page.evaluate(() => (globalThis as unknown as { faces: string[] }).faces);
}

/** Waits until nothing on the page is still being loaded. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await expect.poll(() => page.locator('[aria-busy=true]').count(), { timeout: 15_000 }).toBe(0);
}
