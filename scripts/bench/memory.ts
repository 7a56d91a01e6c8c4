import { setTimeout as sleep } from 'node:timers/promises';
import { startGateway } from './gateway-process.ts';
import { measureDay } from './memory-day.ts';
import { startNodeRed } from './node-red.ts';
import { ownNode } from './own-node.ts';
import { comparePairs } from './pairs.ts';
import { findPeer } from './peers.ts';
import { pssKbOf } from './process-cost.ts';
import { held, skipped, type Context, type Goal, type Group, type Result } from './result.ts';
import { withScratch } from './scratch.ts';

const IDLE_MS = 5_000;

const idle: Goal = {
  name: 'mem.idle',
  unit: 'x',
  most: 0.6,
  against: 'Node-RED with an empty user folder',
  method:
    'PSS of all processes 5 s after they are ready, the gateway from the bundle with production flags, Node from a file of its own; median of five alternating pairs',
};

/** What the gateway holds while it does nothing, and over a day. */
export const memory: Group = {
  name: 'mem',
  run: async (context) => [
    ...(context.wants(idle.name) ? [await measureIdle(context)] : []),
    ...(await measureDay(context)),
  ],
};

async function measureIdle(context: Context): Promise<Result> {
  const nodeRed = findPeer(context, 'node-red');
  if (!nodeRed) return skipped(idle, 'node-red (npm)');
  const { root } = context;
  const node = ownNode(root);
  const { ratio, ours, theirs } = await comparePairs(
    () => withScratch(root, async (data) => idleSizeOf(await startGateway({ root, data, node }))),
    () => withScratch(root, async (dir) => idleSizeOf(await startNodeRed({ ...nodeRed, dir, node }))),
  );
  const seen = `${megabytes(ours)} against ${megabytes(theirs)}`;
  return held({ ...idle, against: `Node-RED ${nodeRed.version}, empty` }, ratio, seen);
}

async function idleSizeOf(process: { pid: number; stop(): Promise<void> }): Promise<number> {
  await sleep(IDLE_MS);
  const size = pssKbOf(process.pid);
  await process.stop();
  return size;
}

function megabytes(kb: number): string {
  return `${(kb / 1000).toFixed(1)} MB`;
}
