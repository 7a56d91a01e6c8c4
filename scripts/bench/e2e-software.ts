import { once, EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '@farmgate/gateway/contract';
import { defaultTiming } from '../../rf-bridge/src/link/timing.ts';
import type { Exchange, FieldServer } from './field-server.ts';
import { hastyClock } from './hasty-clock.ts';
import { LivePage } from './live-page.ts';
import { percentile } from './pairs.ts';
import { deviceOf, startRadioFarm } from './radio-farm.ts';
import type { Context } from './result.ts';
import { Viewers } from './viewers.ts';

/** Where the time of one tap went. Unit: ms. */
export interface TapTimes {
  /** From the POST to the command's frame at the field. */
  readonly out: number;
  /** By how much the read-back came later than the link's own spacing lets it. */
  readonly between: number;
  /** From the field's last answer to the change at the page that tapped. */
  readonly back: number;
}

const NODES = [0x20, 0x21, 0x22, 0x23];
const VIEWERS = 49;
const WARM_UP = 60;
const TAPS = 600;
/** Frames are on their way between bridge and field for less. */
const MARGIN_MS = 3;
const CONFIRMED_WITHIN_MS = 10_000;

/** Taps sockets on and off, one at a time, and waits for each to be confirmed by its current. */
export async function measureTaps(context: Context, dir: string): Promise<TapTimes[]> {
  const farm = await startRadioFarm({ root: context.root, dir, nodes: NODES, clock: hastyClock });
  const { accessToken } = farm.session;
  const viewers = await Viewers.open({ port: Number(new URL(farm.gateway.origin).port), count: VIEWERS, accessToken });
  const page = await LivePage.open(farm.gateway.origin, accessToken);
  const times: TapTimes[] = [];
  try {
    for (let tap = 0; times.length < WARM_UP + TAPS; tap++) {
      const node = NODES[tap % NODES.length] ?? 0;
      const taken = await tapOnce(farm.field, page, node, Math.floor(tap / NODES.length) % 2 === 0);
      if (taken) times.push(taken);
    }
  } finally {
    page.close();
    await viewers.close();
    await farm.stop();
  }
  return times.slice(WARM_UP);
}

export function totalOf({ out, between, back }: TapTimes): number {
  return out + between + back;
}

/** The parts' medians, for people. */
export function partsOf(times: readonly TapTimes[]): string {
  const of = (part: (time: TapTimes) => number) =>
    `${percentile(times.map(part), 0.5).toFixed(2)} (p99 ${percentile(times.map(part), 0.99).toFixed(2)})`;
  return `out ${of(({ out }) => out)}, between ${of(({ between }) => between)}, back ${of(({ back }) => back)} ms`;
}

/** Undefined where a poll took the air between the tap and its frame: that wait is the radio's, and nobody can tell how long it was. */
async function tapOnce(field: FieldServer, page: LivePage, node: number, on: boolean): Promise<TapTimes | undefined> {
  await untilAirIsFree(field);
  const exchanges: Exchange[] = [];
  const stop = field.onRequest((exchange) => exchanges.push(exchange));
  const id = randomUUID();
  const confirmed = whenConfirmed(page, id);
  const tappedAt = page.tap({ id, device: deviceOf(node), point: 'relay.a', value: on });
  const confirmedAt = await confirmed;
  stop();
  const [command, reading] = exchanges;
  if (command?.request.kind !== 'relay' || reading?.request.kind !== 'read-current' || reading.node !== node)
    return undefined;
  return {
    out: command.reachedAt - tappedAt,
    between: Math.max(0, reading.reachedAt - command.reachedAt - defaultTiming.spacingMs),
    back: confirmedAt - (reading.answeredAt ?? Number.NaN),
  };
}

async function untilAirIsFree(field: FieldServer): Promise<void> {
  for (let wait = airBusyMs(field.last); wait > 0; wait = airBusyMs(field.last)) await sleep(wait);
}

function airBusyMs(last: Exchange | undefined): number {
  if (!last) return 0;
  const taken = last.answeredAt === undefined ? defaultTiming.answerMs : defaultTiming.spacingMs;
  return last.reachedAt + taken + MARGIN_MS - performance.now();
}

async function whenConfirmed(page: LivePage, id: string): Promise<number> {
  const heard = new EventEmitter<{ confirmed: [number] }>();
  const stop = page.onChange((change, at) => {
    if (commandIn(change)?.id === id && commandIn(change)?.state === 'confirmed') heard.emit('confirmed', at);
  });
  try {
    const [at] = await once(heard, 'confirmed', { signal: AbortSignal.timeout(CONFIRMED_WITHIN_MS) });
    return at as number;
  } finally {
    stop();
  }
}

function commandIn(change: Change) {
  return change.what === 'point' ? change.point.switch?.command : undefined;
}
