import * as z from 'zod/mini';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, signBrowserIn } from './browser.ts';
import { watchChart, type ChartWatch } from './chart-watch.ts';
import { startGateway, type GatewayProcess } from './gateway-process.ts';
import { median } from './pairs.ts';
import { held, type Context, type Goal, type Group, type Result } from './result.ts';
import { withScratch } from './scratch.ts';
import { claim, type Session } from './session.ts';

const CPU = 4;
const ROUNDS = 7;
const DAYS = 400;
const DAY_MS = 86_400_000;
/** A year is answered so quickly once nothing else is done with it, which is waited for so long. */
const QUICK_MS = 150;
const ORDERED_WITHIN_MS = 60_000;
/** After so long a page that was just opened is left alone by its own work. */
const QUIET_MS = 1_500;
/** For so long somebody looks at the menu before they have found the place. */
const FOUND_MS = 1_000;

const base = {
  unit: 'ms',
  most: 300,
  against: 'nothing',
} as const;
const phone = `${DAYS} days of 140 series, 360 px, CPU x${CPU}, no wait for the network; median of ${ROUNDS}`;
const goals = {
  again: {
    ...base,
    name: 'web.chart.again',
    method: `from the tap on History to the first stroke of a series, where the code was fetched once before: ${phone}`,
  },
  first: {
    ...base,
    name: 'web.chart.first',
    most: 600,
    method: `the same in a browser that was never there: ${phone}`,
  },
  year: {
    ...base,
    name: 'web.chart.year',
    method: `from the tap on "1 year" to the first stroke of what was answered to it: ${phone}`,
  },
  zoom: {
    ...base,
    name: 'web.chart.zoom',
    method: `from the tap on "Closer" to the first stroke of the closer chart: ${phone}`,
  },
} satisfies Record<string, Goal>;

/** An answer in which there is something. */
const Told = z.object({ series: z.array(z.object({ at: z.array(z.number()).check(z.minLength(100)) })) });

type Times = Record<keyof typeof goals, number[]>;

/** What a chart of the history makes people wait for. */
export const chart: Group = {
  name: 'web.chart',
  run: (context) => withScratch(context.root, (dir) => measureAll(context, dir)),
};

async function measureAll(context: Context, dir: string): Promise<Result[]> {
  const past = ['--demo', '--demo-life', 'no', '--demo-past-days', String(DAYS)];
  const gateway = await startGateway({ root: context.root, data: dir, args: past });
  const browser = await launchBrowser(context.root);
  try {
    await waitForPast(await claim(gateway));
    const times: Times = { again: [], first: [], year: [], zoom: [] };
    for (let round = 0; round < ROUNDS; round++) await visit(browser, gateway, times);
    return Object.entries(goals).map(([name, goal]) => {
      const seen = times[name as keyof Times];
      return held(goal, median(seen), seen.map((one) => one.toFixed(0)).join(', '));
    });
  } finally {
    await browser.close();
    await gateway.stop();
  }
}

/** Until every device has its past, and the history has been put in order since. */
async function waitForPast(session: Session): Promise<void> {
  for (;;) {
    // The meter's is told last, and from its begin on; until it is told at all it has no history.
    const yesterday = `from=${Date.now() - 2 * DAY_MS}&to=${Date.now() - DAY_MS}`;
    const answer = await session
      .call('GET', `/api/v1/history?series=meter-1/power&${yesterday}`)
      .catch(() => undefined);
    if (Told.safeParse(answer).success) break;
    await pause(500);
  }
  const until = performance.now() + ORDERED_WITHIN_MS;
  for (let quick = 0; quick < 5 && performance.now() < until;) {
    const asked = performance.now();
    await session.call(
      'GET',
      `/api/v1/history?series=meter-1/power&from=${Date.now() - 365 * DAY_MS}&to=${Date.now()}`,
    );
    quick = performance.now() - asked < QUICK_MS ? quick + 1 : 0;
    await pause(500);
  }
}

/** One browser: its first visit, and its second. */
async function visit(browser: Browser, gateway: GatewayProcess, times: Times): Promise<void> {
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  try {
    await signBrowserIn(phone, { api: gateway.origin, origin: gateway.origin });
    await phone.addInitScript(watchChart);
    const first = await openHome(phone, gateway.origin);
    times.first.push(await openHistory(first));
    await first.close();
    const again = await openHome(phone, gateway.origin);
    times.again.push(await openHistory(again));
    times.year.push(await timeOf(again, 'drawnAt', () => again.getByRole('button', { name: '1 year' }).tap()));
    times.zoom.push(await timeOf(again, 'movedAt', () => again.getByRole('button', { name: 'Closer' }).tap()));
  } finally {
    await phone.close();
  }
}

async function openHome(phone: BrowserContext, origin: string): Promise<Page> {
  const page = await phone.newPage();
  const devtools = await phone.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU });
  await page.goto(origin);
  await page.locator('[data-link=live]').waitFor();
  await pause(QUIET_MS);
  return page;
}

/** By the menu, as a thumb does. */
async function openHistory(page: Page): Promise<number> {
  const link = page.getByRole('link', { name: 'History' });
  await page.getByRole('button', { name: 'More' }).tap();
  await link.waitFor();
  await pause(FOUND_MS);
  return timeOf(page, 'drawnAt', () => link.tap());
}

/** From the end of a tap to what is waited for. Unit: ms. */
async function timeOf(page: Page, what: 'drawnAt' | 'movedAt', tap: () => Promise<void>): Promise<number> {
  await tap();
  const seen = await page.waitForFunction(
    (name: 'drawnAt' | 'movedAt'): ChartWatch | undefined =>
      window.chartWatch?.[name] ? window.chartWatch : undefined,
    what,
    { polling: 100 },
  );
  const watch = await seen.jsonValue();
  // Nothing of this one is left for the next.
  await pause(QUIET_MS);
  return (watch?.[what] ?? Number.NaN) - (watch?.tappedAt ?? Number.NaN);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
