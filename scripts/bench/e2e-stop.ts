import { once, EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@farmgate/gateway/clock';
import { seededRandom } from '@farmgate/virtual-farm';
import type { FieldServer } from './field-server.ts';
import { LivePage } from './live-page.ts';
import { deviceOf, startRadioFarm } from './radio-farm.ts';
import type { Context } from './result.ts';

/** Polls of 16 outlets fill the air: each takes 0.2 s and comes every 2 s. */
const NODES = Array.from({ length: 16 }, (_, at) => 0x20 + at);
/** Whom the stops are for; the flood leaves them alone, because a later ON would take the place of the OFF. */
const STOPPED = NODES.slice(0, 4);
const FLOODED = NODES.slice(4);
const STOPS = 150;
/** At random in between, so that each moment of a poll is hit. */
const REST_MS = [150, 450] as const;
const SEEN_WITHIN_MS = 10_000;

/** How much else is asked of the radio while somebody stops. */
export interface Crowd {
  readonly name: string;
  /** Time from one command of others to the next; absent where nobody else wants anything. Unit: ms. */
  readonly everyMs?: number;
}

/**
 * Polls alone fill the air, each for 0.2 s. Five commands a second leave them half of it. Of 25 a second most are overtaken by
 * the next, and nothing is polled any more.
 */
export const crowds: readonly Crowd[] = [
  { name: 'polls' },
  { name: 'polls and commands', everyMs: 200 },
  { name: 'flood', everyMs: 40 },
];

/** Stops sockets one after the other on a busy air. Answers the times from each POST to its OFF frame at the serial side, in ms. */
export async function measureStops(context: Context, dir: string): Promise<{ crowd: Crowd; times: number[] }[]> {
  const farm = await startRadioFarm({ root: context.root, dir, nodes: NODES, clock: systemClock });
  const { gateway, session, field } = farm;
  const page = await LivePage.open(gateway.origin, session.accessToken);
  const results: { crowd: Crowd; times: number[] }[] = [];
  try {
    for (const crowd of crowds) results.push({ crowd, times: await stopAmong(crowd, field, page) });
    return results;
  } finally {
    page.close();
    await farm.stop();
  }
}

async function stopAmong({ everyMs }: Crowd, field: FieldServer, page: LivePage): Promise<number[]> {
  const random = seededRandom(1);
  const flood = everyMs === undefined ? undefined : setInterval(() => page.tap(floodCommand(random)), everyMs);
  const times: number[] = [];
  try {
    for (let stop = 0; stop < STOPS; stop++) {
      await sleep(REST_MS[0] + random() * (REST_MS[1] - REST_MS[0]));
      times.push(await stopOnce(field, page, STOPPED[stop % STOPPED.length] ?? 0));
    }
    return times;
  } finally {
    clearInterval(flood);
  }
}

async function stopOnce(field: FieldServer, page: LivePage, node: number): Promise<number> {
  const sent = whenOffSent(field, node);
  const tappedAt = page.tap({ id: randomUUID(), device: deviceOf(node), point: 'relay.a', value: false });
  return (await sent) - tappedAt;
}

async function whenOffSent(field: FieldServer, node: number): Promise<number> {
  const heard = new EventEmitter<{ off: [number] }>();
  const stop = field.onRequest(({ node: target, request, reachedAt }) => {
    if (target === node && request.kind === 'relay' && !request.on) heard.emit('off', reachedAt);
  });
  try {
    const [at] = await once(heard, 'off', { signal: AbortSignal.timeout(SEEN_WITHIN_MS) });
    return at as number;
  } finally {
    stop();
  }
}

function floodCommand(random: () => number) {
  const device = deviceOf(FLOODED[Math.floor(random() * FLOODED.length)] ?? 0);
  const id = randomUUID();
  if (random() < 0.2) return { id, device, point: 'threshold', value: 3_000 + Math.floor(random() * 9_000) };
  return { id, device, point: random() < 0.5 ? 'relay.a' : 'relay.b', value: true };
}
