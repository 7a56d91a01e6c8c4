import { seededRandom } from '@farmgate/virtual-farm';
import { SharingBench, sharingSite } from './sharing-bench.ts';

const ASKED_S = 30 * 60;
/** How far what is pumped may be from what was asked for, over any number of cuts. Unit: s. */
const SLACK_S = 2;
/** Between two cuts. Unit: s. */
const SETTLE_S = 5 * 60;
const GIVEN_UP_S = 2 * ASKED_S;

/** A turn of half an hour with a power cut or two at random instants, now and then with a gateway that dies too; answers what did not hold. */
export function cutPowerInTurn(seed: number): string[] {
  const random = seededRandom(seed);
  const bench = new SharingBench({ setUp: () => ({}), hasSense: true });
  try {
    const id = bench.ask(1, ASKED_S);
    const cuts = random() < 0.3 ? 2 : 1;
    for (let cut = 0; cut < cuts; cut++) {
      bench.pass(round((random() * ASKED_S) / (2 * cuts)));
      cutPower(bench, round(20 + random() * 600), random);
      bench.pass(SETTLE_S);
    }
    for (let s = 0; s < GIVEN_UP_S && bench.run(id).state !== 'ended'; s += 10) bench.pass(10);
    return wrongsOf(bench, id);
  } finally {
    bench.close();
  }
}

function cutPower(bench: SharingBench, seconds: number, random: () => number): void {
  bench.setPower(false);
  if (random() < 0.25) {
    // Its own battery was empty.
    bench.pass(3);
    bench.die();
    bench.pass(seconds);
    bench.revive({ reboot: true });
  } else bench.pass(seconds);
  bench.setPower(true);
}

function wrongsOf(bench: SharingBench, id: string): string[] {
  const { state, reason, usedS } = bench.run(id);
  const turned = bench.turned();
  const [balance, reserved] = bench.balance(1);
  const faults = [...bench.wrongs];
  if (state !== 'ended' || reason !== 'completed') faults.push(`the run is ${state} ${reason ?? ''}`);
  if (Math.abs(turned - ASKED_S) > SLACK_S) faults.push(`${turned} s were pumped`);
  if (usedS !== ASKED_S || balance !== -ASKED_S || reserved !== 0)
    faults.push(`${usedS} s were used, ${-balance} s charged, ${reserved} s are reserved`);
  return faults.map((fault) => `${sharingSite} ${id}: ${fault}`);
}

/** To the step of the bench. */
function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
