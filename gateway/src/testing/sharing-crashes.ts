import { seededRandom } from '@farmgate/virtual-farm';
import type { Run } from '../domain/sharing/run.ts';
import { SharingBench, sharingSite } from './sharing-bench.ts';

const USERS = 6;
const PUMPS = 2;
const RUN_S = 120;
const HOURS = 4;

/**
 * Some people with two pumps, and a process that dies so often, at any moment or in the midst of a decision; answers what did not
 * hold, in sentences.
 */
export function crashUnderLoad(seed: number, crashes: number): string[] {
  const random = seededRandom(seed);
  const bench = new SharingBench({ pumps: PUMPS, users: USERS });
  const faults = new Set<string>();
  try {
    for (let done = 0; done < crashes; done++) {
      if (random() < 0.3) bench.dieBeforeSending();
      bench.survive(() => act(bench, random));
      if (random() < 0.3) bench.dieBeforeSending();
      watch(bench, random() * 60, faults);
      const queue = bench.isDown ? undefined : queueOf(bench);
      bench.die();
      watch(bench, random() < 0.2 ? random() * 300 : random() * 20, faults);
      bench.revive({ reboot: random() < 0.3 });
      if (queue && queueOf(bench).join() !== queue.join()) faults.add('the order of the queue changed');
    }
    // A pump may be started so often in an hour: whoever waits for one that was started again after each death waits for that too.
    for (let hour = 0; hour < HOURS && runsOf(bench).some(({ state }) => state !== 'ended'); hour++)
      watch(bench, 3_600, faults);
    settle(bench, faults);
  } finally {
    bench.close();
  }
  return [...faults];
}

export function act(bench: SharingBench, random: () => number): void {
  for (let i = 0; i < 3; i++) {
    const user = Math.floor(random() * USERS);
    const wish = { pump: `pump-${1 + Math.floor(random() * PUMPS)}`, seconds: RUN_S + Math.floor(random() * RUN_S) };
    bench.sharing.request(bench.actor(bench.users[user], 'user'), wish);
  }
  const runs = runsOf(bench);
  const victim = runs[Math.floor(random() * runs.length)];
  if (victim && random() < 0.2) bench.sharing.end(bench.actor(), victim.id);
}

function runsOf(bench: SharingBench): Run[] {
  return bench.sharing.list(sharingSite, { limit: 1_000 });
}

function queueOf(bench: SharingBench): string[] {
  return bench.sharing
    .queue(sharingSite, 'all')
    .filter(({ run }) => run.state === 'waiting')
    .map(({ run }) => run.id);
}

export function watch(bench: SharingBench, seconds: number, faults: Set<string>): void {
  for (let s = 0; s < seconds; s++) {
    bench.pass(1);
    if (bench.turning.length > 1) faults.add(`${bench.turning.join(' and ')} turned together`);
  }
}

export function settle(bench: SharingBench, faults: Set<string>): void {
  for (const { sentence } of bench.wallets.verify(sharingSite).faults) faults.add(sentence);
  let usedS = 0;
  for (const { id, state, usedS: used = 0 } of runsOf(bench)) {
    usedS += used;
    if (state !== 'ended') faults.add(`${id} is ${state} after ${HOURS} hours`);
  }
  const charged = bench.users.reduce((sum, _, user) => sum - bench.balance(user)[0], 0);
  const reserved = bench.users.reduce((sum, _, user) => sum + bench.balance(user)[1], 0);
  const pumped = bench.pumps.reduce((sum, pump) => sum + bench.turned(pump), 0);
  if (reserved !== 0) faults.add(`${reserved} s are still reserved`);
  if (charged !== usedS) faults.add(`${charged} s were charged and ${usedS} s used`);
  if (charged > pumped) faults.add(`${charged} s were charged and ${pumped} s pumped`);
  for (const wrong of bench.wrongTurns) faults.add(wrong);
  if (bench.turning.length > 0) faults.add(`${bench.turning.join()} turns at the end`);
}
