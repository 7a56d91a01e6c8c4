import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { hexByte } from '@farmgate/rf-bridge/codec';
import type { Clock } from '@farmgate/gateway/contract';
import { FieldServer } from './field-server.ts';
import { startGateway, type GatewayProcess } from './gateway-process.ts';
import { claim, type Session } from './session.ts';

export interface RadioFarmOptions {
  readonly root: string;
  /** Where gateway and field keep what they keep. */
  readonly dir: string;
  /** Ids of the outlets on the air. */
  readonly nodes: readonly number[];
  /** What the air's and the outlets' times are taken from. */
  readonly clock: Clock;
  /** Further flags of the gateway. */
  readonly args?: readonly string[];
}

/** A gateway process with its bridge process, somebody signed in, and a simulated field all of which is adopted and heard. */
export interface RadioFarm {
  readonly gateway: GatewayProcess;
  readonly session: Session;
  readonly field: FieldServer;
  stop(): Promise<void>;
}

/** The bridge looks for one id a second. */
const FOUND_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;
const Seen = z.object({ devices: z.array(z.object({ id: z.string() })) });
const Devices = z.object({ devices: z.array(z.object({ id: z.string(), availability: z.string() })) });

export async function startRadioFarm({ root, dir, nodes, clock, args = [] }: RadioFarmOptions): Promise<RadioFarm> {
  const field = new FieldServer(nodes, clock);
  const air = join(dir, 'air.sock');
  await field.start(air);
  const radio = ['--bridge-radio', `unix:${air}`, '--bridge-nodes', nodes.map(nodeHex).join(',')];
  const gateway = await startGateway({
    root,
    data: join(dir, 'data'),
    args: ['--log-level', 'warn', ...radio, ...args],
  });
  const session = await claim(gateway);
  await adoptAll(session, nodes.length, gateway);
  return {
    gateway,
    session,
    field,
    stop: async () => {
      await gateway.stop();
      await field.stop();
    },
  };
}

/** How the bridge calls a node. */
export function deviceOf(node: number): string {
  return `outlet-${nodeHex(node)}`;
}

/** All are looked for before the first is adopted: polls leave the search little air. */
async function adoptAll(session: Session, count: number, gateway: GatewayProcess): Promise<void> {
  await until(async () => (await outletsSeen(session)).length === count, gateway);
  for (const id of await outletsSeen(session)) await session.call('POST', `/api/v1/seen/${id}/adopt`, {});
  await until(async () => (await countOnline(session)) === count, gateway);
}

async function until(isReached: () => Promise<boolean>, gateway: GatewayProcess): Promise<void> {
  const end = performance.now() + FOUND_WITHIN_MS;
  while (!(await isReached())) {
    if (performance.now() > end) throw new Error(`Not every outlet was found:\n${gateway.said}`);
    await sleep(LOOK_EVERY_MS);
  }
}

async function outletsSeen(session: Session): Promise<string[]> {
  const { devices } = Seen.parse(await session.call('GET', '/api/v1/seen'));
  return devices.map(({ id }) => id).filter((id) => id.startsWith('outlet-'));
}

async function countOnline(session: Session): Promise<number> {
  const { devices } = Devices.parse(await session.call('GET', '/api/v1/devices'));
  return devices.filter(({ availability }) => availability === 'online').length;
}

function nodeHex(node: number): string {
  return hexByte(node).toLowerCase();
}
