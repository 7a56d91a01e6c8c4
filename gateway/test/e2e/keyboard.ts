import type { Page } from 'playwright-core';

/** No page has as many places to stop at. */
const MOST_STOPS = 150;

/** Presses Tab until what is called so has the focus. A name that ends in `…` is a begin. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const found = await focused(page);
    if (name.endsWith('…') ? found.startsWith(name.slice(0, -1)) : found === name) return;
    passed.push(found);
  }
  throw new Error(`Tab never came to ${name}: ${passed.slice(0, 40).join(' | ')}`);
}

/** Goes to it and presses it. */
export async function choose(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** What a reader of the screen would say has the focus, also behind shadow roots. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  });
}
