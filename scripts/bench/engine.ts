import { join } from 'node:path';
import { EngineFarm } from './engine-farm.ts';
import { comparePairs } from './pairs.ts';
import { held, type Context, type Goal, type Group, type Result } from './result.ts';
import { withScratch } from './scratch.ts';

const WAITING = 1_000;
const PAST = 1_000_000;
const TURNS = 150;

const flat = (name: string, method: string): Goal => ({
  name: `engine.transition.flat.${name}`,
  unit: 'ratio',
  most: 1.2,
  against: 'the same with next to none, in turns',
  method: `CPU of a turn of a shared pump (on, stopped, off, next one started, asked again), real SQLite with FULL: ${method}`,
});
const queue = flat('queue', `${WAITING.toLocaleString('en')} waiting to 1 waiting`);
const past = flat('past', `${PAST.toLocaleString('en')} past runs to none`);

/** What a transition of the engine of shared pumps costs, whatever waits and whatever was. */
export const engine: Group = { name: 'engine', run: measure };

async function measure(context: Context): Promise<Result[]> {
  return withScratch(context.root, async (dir) => {
    const farms = {
      small: new EngineFarm(join(dir, 'small'), { waiting: 1, past: 0 }),
      crowd: new EngineFarm(join(dir, 'crowd'), { waiting: WAITING, past: 0 }),
      old: new EngineFarm(join(dir, 'old'), { waiting: 1, past: PAST }),
    };
    try {
      const crowd = await comparePairs(
        () => turnsOf(farms.crowd),
        () => turnsOf(farms.small),
      );
      const old = await comparePairs(
        () => turnsOf(farms.old),
        () => turnsOf(farms.small),
      );
      const seen = ({ ours, theirs }: typeof crowd) => `${ours.toFixed(2)} and ${theirs.toFixed(2)} ms a turn`;
      return [held(queue, crowd.ratio, seen(crowd)), held(past, old.ratio, seen(old))];
    } finally {
      for (const farm of Object.values(farms)) farm.close();
    }
  });
}

/** CPU of one turn. Unit: ms. */
function turnsOf(farm: EngineFarm): number {
  const before = process.cpuUsage();
  for (let turn = 0; turn < TURNS; turn++) farm.turn();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / TURNS;
}
