import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startGateway } from './gateway-process.ts';
import { startNodeRed } from './node-red.ts';
import { comparePairs } from './pairs.ts';
import { findPeer } from './peers.ts';
import { cpuMsOf } from './process-cost.ts';
import { Program } from './program.ts';
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

const flat: Goal = {
  name: 'boot.flat',
  unit: 'x',
  most: 1.1,
  against: 'itself without a history',
  method: 'the same with 50 M samples of history in its folder; median of five alternating pairs',
};

/** What a start costs. */
export const boot: Group = {
  name: 'boot',
  run: async (context) => [
    ...(context.wants(cpu.name) ? [await measureCpu(context)] : []),
    ...(context.wants(flat.name) ? [await measureFlat(context)] : []),
  ],
};

async function measureFlat({ root, note }: Context): Promise<Result> {
  return withScratch(root, async (dir) => {
    note('Feeding 50 M samples to a history');
    const [full, empty] = [join(dir, 'full'), join(dir, 'empty')];
    for (const data of [full, empty]) mkdirSync(data);
    const order = { dir: full, samples: 50_000_000, commitMs: 600_000 };
    const feeder = new Program([join(root, 'scripts/bench/store-ours-main.ts'), JSON.stringify(order)], { cwd: root });
    await feeder.saying(/^done /);
    await feeder.stop();
    const costIn = async (data: string) => costOf(await startGateway({ root, data }));
    const { ratio, ours, theirs } = await comparePairs(
      () => costIn(full),
      () => costIn(empty),
    );
    return held(flat, ratio, `${ours} ms against ${theirs} ms`);
  });
}

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
