import { startGateway } from './gateway-process.ts';
import { startNodeRed } from './node-red.ts';
import { comparePairs } from './pairs.ts';
import { findPeer } from './peers.ts';
import { cpuMsOf } from './process-cost.ts';
import { held, skipped, type Context, type Goal, type Group, type Result } from './result.ts';
import { withScratch } from './scratch.ts';

const cpu: Goal = {
  name: 'boot.cpu',
  unit: 'x',
  most: 0.4,
  against: 'Node-RED with an empty user folder',
  method:
    'CPU of all processes from their start to the first 200, an unclaimed gateway from the bundle with production flags, code compiled by an earlier start; median of five alternating pairs',
};

/** What a start costs. */
export const boot: Group = {
  name: 'boot',
  run: async (context) => [await measureCpu(context)],
};

async function measureCpu(context: Context): Promise<Result> {
  const nodeRed = findPeer(context, 'node-red');
  if (!nodeRed) return skipped(cpu, 'node-red (npm)');
  const { root } = context;
  const { ratio, ours, theirs } = await comparePairs(
    () => withScratch(root, async (data) => costOf(await startGateway({ root, data }))),
    () => withScratch(root, async (dir) => costOf(await startNodeRed({ ...nodeRed, dir }))),
  );
  return held({ ...cpu, against: `Node-RED ${nodeRed.version}, empty` }, ratio, `${ours} ms against ${theirs} ms`);
}

async function costOf(process: { pid: number; stop(): Promise<void> }): Promise<number> {
  const cost = cpuMsOf(process.pid);
  await process.stop();
  return cost;
}
