import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Change } from '@farmgate/gateway/contract';
import { BigFarm, BRIDGE, owner } from './big-farm.ts';
import { startLiveServer, type LiveServer } from './live-server.ts';
import { comparePairs } from './pairs.ts';
import { held, type Context, type Goal, type Group, type Result } from './result.ts';
import { withScratch } from './scratch.ts';
import { Viewers } from './viewers.ts';

const DEVICES = 250;
const VIEWERS = 200;
const BROADCASTS = 250;
/** The viewers' process reads 200 connections in less. */
const PACE_MS = 5;

const cpu: Goal = {
  name: 'ws.cpu',
  unit: 'x',
  most: 1.5,
  against: 'a frame made beforehand, written to the same connections',
  method: `CPU of ${BROADCASTS} deltas to ${VIEWERS} viewers of ${DEVICES} devices, from the event to the last write; median of five alternating pairs`,
};

const bytes: Goal = {
  name: 'ws.bytes',
  unit: 'x',
  most: 1 / 300,
  words: '<= 1/300',
  against: `the snapshot of ${DEVICES} devices`,
  method: 'bytes of the largest delta of a poll or of a step of a command, as a viewer gets it; exact',
};

/** What it costs to tell many pages what changes. */
export const live: Group = {
  name: 'ws',
  run: (context) =>
    withScratch(context.root, async (dir) => {
      const farm = new BigFarm(dir, DEVICES);
      const server = await startLiveServer(farm);
      try {
        return [await measureBytes(farm, server), ...(await measureCpu(context, farm, server))];
      } finally {
        await server.stop();
        farm.close();
      }
    }),
};

async function measureBytes(farm: BigFarm, { port }: LiveServer): Promise<Result> {
  const viewer = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`);
  const sizes: number[] = [];
  viewer.on('message', (frame: Buffer) => sizes.push(frame.length));
  await once(viewer, 'message');
  const [device = ''] = farm.devices;
  farm.poll(device, 481);
  await once(viewer, 'message');
  await commandOnce(farm, device, viewer);
  viewer.terminate();
  const [snapshot = Number.NaN, poll = Number.NaN, ...steps] = sizes;
  const largest = Math.max(poll, ...steps);
  return held(bytes, largest / snapshot, `poll ${poll} B, command at most ${largest} B, snapshot ${snapshot} B`);
}

/** ON by all its steps: pending, sent, delivered, confirmed by the current. */
async function commandOnce(farm: BigFarm, device: string, viewer: WebSocket): Promise<void> {
  const id = 'bench-command-1';
  const steps = [
    () => farm.field.commander.accept(owner, { id, device, point: 'relay.a', value: true }),
    () => farm.field.receive(device, 'receipts', { id, state: 'sent', try: 1, of: 5 }, BRIDGE),
    () => farm.field.receive(device, 'receipts', { id, state: 'delivered', try: 1, of: 5 }, BRIDGE),
    () => farm.poll(device, 4_800),
  ];
  for (const step of steps) {
    const told = once(viewer, 'message');
    step();
    await told;
  }
}

async function measureCpu(context: Context, farm: BigFarm, server: LiveServer): Promise<Result[]> {
  if (!context.wants(cpu.name)) return [];
  const changes = changesOfPoll(farm);
  const viewers = await Viewers.open({ port: server.port, count: VIEWERS });
  try {
    const frame = textFrameOf({ type: 'delta', seq: 1_000, changes });
    const { ratio, ours, theirs } = await comparePairs(
      () => cpuOf(() => changes.forEach((change) => farm.events.emit('change', { site: owner.site, change }))),
      () => cpuOf(() => writeToAll(server.connections, frame)),
    );
    const perSend = (ms: number) => `${((ms * 1000) / BROADCASTS / VIEWERS).toFixed(1)} us`;
    return [held(cpu, ratio, `${perSend(ours)} against ${perSend(theirs)} a viewer and delta`)];
  } finally {
    await viewers.close();
  }
}

/** What the engine tells its listeners after one poll. */
function changesOfPoll(farm: BigFarm): Change[] {
  const changes: Change[] = [];
  const stop = farm.events.on('change', ({ change }) => changes.push(change));
  farm.poll(farm.devices[1] ?? '', 482);
  stop();
  return changes;
}

/** CPU of this process, user and system, over all broadcasts. Unit: ms. */
async function cpuOf(broadcast: () => void): Promise<number> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  for (let sent = 0; sent < BROADCASTS; sent++) {
    broadcast();
    await sleep(PACE_MS);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function writeToAll(connections: ReadonlySet<Socket>, frame: Buffer): void {
  for (const connection of connections) connection.write(frame);
}

/** An unmasked text frame of 126 to 65,535 bytes (RFC 6455, section 5.2). */
function textFrameOf(message: object): Buffer {
  const payload = Buffer.from(JSON.stringify(message));
  const head = Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, payload]);
}
