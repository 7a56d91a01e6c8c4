import { gzipSync } from 'node:zlib';
import type { BrowserContext, CDPSession } from 'playwright-core';
import { watchPage, type Control } from './page-watch.ts';

/** What one visit of a page took. */
export interface Visit {
  /** From the navigation to the first usable control on a page that answers. Unit: ms. */
  readonly readyMs: number;
  /** Documents, scripts and style sheets of the first screen, each with gzip -9. Unit: bytes. */
  readonly code: number;
  /** What of these came over the network, as it was sent. Unit: bytes. */
  readonly received: number;
}

/** A cheap phone on a busy 3G or a far corner of the farm: Lighthouse's "slow 4G" by name and figures. */
const slowPhone = { cpu: 4, bytesPerS: 1_600_000 / 8, latencyMs: 150 };
/** After so long without a long task nothing more is expected to keep the page from answering. */
const QUIET_MS = 2_000;
const READY_WITHIN_MS = 60_000;
const codeTypes: ReadonlySet<string> = new Set(['Document', 'Script', 'Stylesheet']);

/** Visits an address as a slow phone would; `context` decides what is in the cache. */
export async function visit(context: BrowserContext, url: string, control: Control): Promise<Visit> {
  const page = await context.newPage();
  try {
    const devtools = await context.newCDPSession(page);
    const code = new CodeCounter(devtools);
    await slowDown(devtools);
    await page.addInitScript(watchPage, control);
    await page.goto(url, { waitUntil: 'commit' });
    const ready = await page.waitForFunction(
      (quietMs) => {
        const { shownAt, busyUntil } = window.benchWatch ?? { shownAt: undefined, busyUntil: 0 };
        if (shownAt === undefined) return undefined;
        const readyMs = Math.max(shownAt, busyUntil);
        return performance.now() - readyMs >= quietMs ? readyMs : undefined;
      },
      QUIET_MS,
      { timeout: READY_WITHIN_MS, polling: 200 },
    );
    const readyMs = (await ready.jsonValue()) ?? Number.NaN;
    return { readyMs, code: await code.gzipped(), received: code.received };
  } finally {
    await page.close();
  }
}

async function slowDown(devtools: CDPSession): Promise<void> {
  const { cpu, bytesPerS, latencyMs: latency } = slowPhone;
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: bytesPerS,
    uploadThroughput: bytesPerS,
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
}

/** Documents, scripts and style sheets a page asks for. */
class CodeCounter {
  readonly #devtools: CDPSession;
  readonly #requests = new Map<string, number>();

  constructor(devtools: CDPSession) {
    this.#devtools = devtools;
    devtools.on('Network.requestWillBeSent', ({ requestId, type }) => {
      if (type !== undefined && codeTypes.has(type)) this.#requests.set(requestId, 0);
    });
    devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
      const before = this.#requests.get(requestId);
      if (before !== undefined) this.#requests.set(requestId, before + encodedDataLength);
    });
  }

  get received(): number {
    return [...this.#requests.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  async gzipped(): Promise<number> {
    let sum = 0;
    for (const requestId of this.#requests.keys()) sum += await this.#gzippedOne(requestId);
    return sum;
  }

  async #gzippedOne(requestId: string): Promise<number> {
    const { body, base64Encoded } = await this.#devtools.send('Network.getResponseBody', { requestId });
    return gzipSync(Buffer.from(body, base64Encoded ? 'base64' : 'utf8'), { level: 9 }).length;
  }
}
