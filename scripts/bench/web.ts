import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser, signBrowserIn } from './browser.ts';
import { hastyClock } from './hasty-clock.ts';
import { comparePairs, median } from './pairs.ts';
import type { Control } from './page-watch.ts';
import { findPeer, type Peer } from './peers.ts';
import { startRadioFarm, type RadioFarm } from './radio-farm.ts';
import { held, skipped, type Context, type Goal, type Group, type Result } from './result.ts';
import { withScratch } from './scratch.ts';
import { visit, type Visit } from './visit.ts';
import { startWindFront } from './windfront.ts';

const NODES = [0x20, 0x21, 0x22, 0x23];
/** As many switches as our four outlets have sockets. */
const WINDFRONT_OUTLETS = 2 * NODES.length;
/** Browsers take brotli from their own machine only; by this name they ask as a phone on the LAN does. */
const NAME = 'bench.test';
const BRINGER = 'zigbee2mqtt-windfront (npm)';

const firstKb: Goal = {
  name: 'web.first.kb',
  unit: 'kB',
  most: 60,
  words: '<= 60 kB and <= 0.20 x',
  against: 'WindFront, its dashboard',
  method: 'gzip -9 of every document, script and style sheet of the first load of the control page in Chromium; exact',
};
const tti: Goal = {
  name: 'web.tti',
  unit: 's',
  most: 1.2,
  words: '<= 1.2 s and <= 0.33 x',
  against: 'WindFront, its dashboard',
  method:
    'signed in, empty cache, to the first usable control and the last long task before 2 s of quiet: CPU x4, 1.6 Mbit/s, 150 ms; median of five alternating pairs',
};
const secondKb: Goal = {
  name: 'web.second.kb',
  unit: 'bytes',
  most: 0,
  words: '0',
  against: 'nothing',
  method: 'bytes of documents, scripts and style sheets that came over the network at the second visit; exact',
};

/** What a phone bears. */
export const web: Group = {
  name: 'web',
  run: (context) =>
    [firstKb, tti, secondKb].some(({ name }) => context.wants(name))
      ? withScratch(context.root, (dir) => measureAll(context, dir))
      : Promise.resolve([]),
};

interface Site {
  /** The control page. */
  readonly url: string;
  readonly control: Control;
  /** Signs a new browser in. */
  readonly enter: (browser: BrowserContext) => Promise<unknown>;
}

async function measureAll(context: Context, dir: string): Promise<Result[]> {
  const farm = await startRadioFarm({
    root: context.root,
    dir,
    nodes: NODES,
    clock: hastyClock,
    args: ['--http-names', NAME],
  });
  // WindFront asks another host for pictures of its devices; nobody else is there.
  const browser = await launchBrowser(context.root, [`--host-resolver-rules=MAP ${NAME} 127.0.0.1, MAP * ~NOTFOUND`]);
  try {
    const ours = ourSite(farm);
    const peer = findPeer(context, 'zigbee2mqtt-windfront');
    const second = await measureSecond(browser, ours);
    if (!peer) return [skipped(firstKb, BRINGER), skipped(tti, BRINGER), second];
    return [...(await compare(browser, ours, peer)), second];
  } finally {
    await browser.close();
    await farm.stop();
  }
}

async function compare(browser: Browser, ours: Site, peer: Peer): Promise<Result[]> {
  const windFront = await startWindFront(peer.peers, WINDFRONT_OUTLETS);
  const theirs = {
    url: `http://${NAME}:${windFront.port}/#/dashboard`,
    control: { host: '#root', control: 'input.toggle' },
    enter: () => Promise.resolve(),
  };
  try {
    const visits: { ours: Visit[]; theirs: Visit[] } = { ours: [], theirs: [] };
    const { ratio, ...seconds } = await comparePairs(
      async () => noted(visits.ours, await firstVisit(browser, ours)).readyMs / 1000,
      async () => noted(visits.theirs, await firstVisit(browser, theirs)).readyMs / 1000,
    );
    const against = `WindFront ${peer.version}, its dashboard`;
    const code = { ours: codeOf(visits.ours), theirs: codeOf(visits.theirs) };
    return [
      withRatio({ ...firstKb, against }, code.ours, code.theirs, { of: code.ours / code.theirs, most: 0.2 }),
      withRatio({ ...tti, against }, seconds.ours, seconds.theirs, { of: ratio, most: 0.33 }),
    ];
  } finally {
    await windFront.stop();
  }
}

/** Both limits must hold: the fixed one and the one against the peer. */
function withRatio(goal: Goal, ours: number, theirs: number, ratio: { of: number; most: number }): Result {
  const seen = `${ours.toFixed(2)} against ${theirs.toFixed(2)} ${goal.unit}, ratio ${ratio.of.toFixed(3)}`;
  const result = held(goal, ours, seen);
  return { ...result, holds: result.holds && ratio.of <= ratio.most };
}

async function firstVisit(browser: Browser, site: Site): Promise<Visit> {
  return withPhone(browser, site, (phone) => visit(phone, site.url, site.control));
}

async function measureSecond(browser: Browser, site: Site): Promise<Result> {
  return withPhone(browser, site, async (phone) => {
    const first = await visit(phone, site.url, site.control);
    const { received } = await visit(phone, site.url, site.control);
    return held(secondKb, received, `${received} after ${first.received} at the first visit`);
  });
}

async function withPhone<Value>(
  browser: Browser,
  site: Site,
  work: (phone: BrowserContext) => Promise<Value>,
): Promise<Value> {
  const phone = await browser.newContext({ viewport: { width: 412, height: 915 }, isMobile: true, hasTouch: true });
  try {
    await site.enter(phone);
    return await work(phone);
  } finally {
    await phone.close();
  }
}

function ourSite({ gateway }: RadioFarm): Site {
  const origin = `http://${NAME}:${new URL(gateway.origin).port}`;
  return {
    url: `${origin}/`,
    control: { host: 'fg-socket-card', control: 'button' },
    enter: (browser) => signBrowserIn(browser, { api: gateway.origin, origin }),
  };
}

function noted(visits: Visit[], one: Visit): Visit {
  visits.push(one);
  return one;
}

function codeOf(visits: readonly Visit[]): number {
  return median(visits.map(({ code }) => code)) / 1000;
}
