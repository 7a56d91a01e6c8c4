import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Every size and theme in which a page is shown. */
export const looks = [
  { name: 'phone', width: 360, height: 740, theme: 'light' },
  { name: 'phone-dark', width: 360, height: 740, theme: 'dark' },
  { name: 'desk', width: 1280, height: 800, theme: 'light' },
  { name: 'desk-dark', width: 1280, height: 800, theme: 'dark' },
] as const;

/** A page has so long to have all that it shows, on a machine that has much else to do. Unit: ms. */
export const PATIENCE_MS = 60_000;

export interface Shot {
  /** As its files are called, before look and ending. */
  readonly name: string;
  /** Of what is on the screen; else of the whole page. */
  readonly screenOnly?: boolean;
}

/** Takes pictures into a folder, and remembers by name what it could not take. */
export class Camera {
  readonly #out: string;
  readonly failed: string[] = [];
  taken = 0;

  constructor(out: string) {
    this.#out = out;
  }

  /** Does what leads to a screen and goes on past what fails. */
  async scene(name: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (fault) {
      this.failed.push(name);
      console.error(`${name}: ${fault instanceof Error ? fault.message.split('\n', 3).join(' ') : String(fault)}`);
    }
  }

  /** The page as it stands, in every look. */
  async shoot(page: Page, { name, screenOnly = false }: Shot): Promise<void> {
    for (const { name: look, width, height, theme } of looks) {
      await page.setViewportSize({ width, height });
      await page.evaluate((wanted) => {
        document.documentElement.dataset['theme'] = wanted;
        scrollTo(0, 0);
      }, theme);
      // Of a whole page taken by the browser itself the bar at the bottom would stand in the middle.
      if (!screenOnly) await page.setViewportSize({ width, height: await heightOf(page) });
      await page.screenshot({
        path: join(this.#out, `${name}.${look}.png`),
        animations: 'disabled',
        timeout: PATIENCE_MS,
      });
      this.taken += 1;
    }
  }
}

function heightOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollHeight);
}

/** Waits until the page has its heading and nothing on it is still being loaded. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached', timeout: PATIENCE_MS });
  await page.waitForFunction(
    () => {
      const roots: (Document | ShadowRoot)[] = [document];
      for (const root of roots) {
        if (root.querySelector('[aria-busy=true]')) return false;
        const link = root.querySelector('[data-link]');
        if (link && link.getAttribute('data-link') !== 'live') return false;
        for (const element of root.querySelectorAll('*')) {
          if (element.localName.includes('-') && !customElements.get(element.localName)) return false;
          if (element.shadowRoot) roots.push(element.shadowRoot);
        }
      }
      return true;
    },
    undefined,
    { timeout: PATIENCE_MS, polling: 100 },
  );
}
