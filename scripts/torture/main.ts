import { join } from 'node:path';
import { campaigns } from './campaigns.ts';
import { optionsFrom, USAGE, type Options } from './options.ts';
import { runCampaign, type Outcome } from './run-campaign.ts';

const root = join(import.meta.dirname, '../..');
const kept = join(root, '.cache/torture');
const note = (sentence: string) => console.error(sentence);

process.exitCode = await main(process.argv.slice(2));

/** Runs what was asked for. 0: nothing failed. 1: something did. 2: wrong use. */
async function main(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = optionsFrom(args);
  } catch (error) {
    note(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  const wanted = campaigns.filter(({ name }) => name.startsWith(options.only));
  if (wanted.length === 0) {
    note(`Nothing is called ${options.only}. There is: ${campaigns.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  const isEnding = listenForEnd();
  const outcomes: Outcome[] = [];
  for (const campaign of wanted) {
    if (isEnding()) break;
    outcomes.push(await runCampaign(campaign, options, { root, kept, note, now: () => performance.now(), isEnding }));
  }
  for (const outcome of outcomes) console.log(lineOf(outcome));
  return outcomes.every(({ record }) => record.failures.length === 0) ? 0 : 1;
}

/** The first signal ends the run after the case that is on; what was done is kept. */
function listenForEnd(): () => boolean {
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isEnding) process.exit(1);
      isEnding = true;
      note('  Ending after this case');
    });
  return () => isEnding;
}

function lineOf({ name, record, goal, isHeld }: Outcome): string {
  const { done, failures, code } = record;
  const word = isHeld ? 'HELD' : failures.length > 0 ? 'FAILED' : 'so far';
  return `${word.padEnd(6)} ${name}: ${done} of ${goal} cases, ${failures.length} failed, code ${code}`;
}
