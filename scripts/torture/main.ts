// Long campaigns: npm run torture -- --only kill --count 1000. Each prints its seed and replays with it.
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runKills } from './kill.ts';

/** What has been done of a campaign over all runs, kept in `.cache/torture/`. */
interface Progress {
  readonly done: number;
  readonly faults: readonly string[];
  readonly seeds: readonly number[];
}

/** One campaign: so many rounds from a seed, and what was wrong. */
interface Campaign {
  readonly name: string;
  /** Rounds that make it held. */
  readonly total: number;
  /** Rounds of one go, after which progress is kept. */
  readonly portion: number;
  readonly run: (rounds: number, seed: number, progress: (done: number) => void) => Promise<readonly string[]>;
}

const campaigns: readonly Campaign[] = [
  {
    name: 'kill',
    total: 10_000,
    portion: 100,
    run: async (kills, seed, progress) => (await runKills({ kills, seed }, progress)).faults,
  },
];

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    minutes: { type: 'string', default: '10' },
    count: { type: 'string' },
    seed: { type: 'string' },
    resume: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(`npm run torture -- [--only <name>] [--minutes <n>] [--count <rounds>] [--seed <n>] [--resume] [--long]
Campaigns: ${campaigns.map(({ name, total }) => `${name} (${total} rounds)`).join(', ')}
--resume adds to what earlier runs did; --long goes on until the campaign's total.`);
  process.exit(0);
}

const dir = join(import.meta.dirname, '../../.cache/torture');
mkdirSync(dir, { recursive: true });
for (const campaign of campaigns.filter(({ name }) => name.startsWith(values.only))) await conduct(campaign);

async function conduct(campaign: Campaign): Promise<void> {
  const file = join(dir, `${campaign.name}.json`);
  let progress: Progress = values.resume && existsSync(file) ? readProgress(file) : { done: 0, faults: [], seeds: [] };
  const wanted = values.count ? progress.done + Number(values.count) : campaign.total;
  const end = values.long || values.count ? Infinity : Date.now() + Number(values.minutes) * 60_000;
  while (progress.done < wanted && Date.now() < end) {
    const seed = values.seed ? Number(values.seed) : Math.floor(Math.random() * 2 ** 31);
    const rounds = Math.min(campaign.portion, wanted - progress.done);
    console.error(`${campaign.name}: ${progress.done} of ${wanted}, next ${rounds} with --seed ${seed}`);
    const faults = await campaign.run(rounds, seed, () => {});
    progress = {
      done: progress.done + rounds,
      faults: [...progress.faults, ...faults.map((fault) => `seed ${seed}: ${fault}`)],
      seeds: [...progress.seeds, seed],
    };
    writeFileSync(file, JSON.stringify(progress, null, 1));
  }
  console.log(`${campaign.name}: ${progress.done} rounds, ${progress.faults.length} faults`);
  for (const fault of progress.faults) console.log(`  ${fault}`);
  if (progress.faults.length > 0) process.exitCode = 1;
}

function readProgress(file: string): Progress {
  return JSON.parse(readFileSync(file, 'utf8')) as Progress;
}
