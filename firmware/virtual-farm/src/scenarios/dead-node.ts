import { onePumpFarm } from '../plant/one-pump-farm.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A node that goes and comes back. */
export const deadNode: Scenario = {
  name: 'dead-node',
  about: 'An outlet falls silent with its heater on, and comes back after a quarter of an hour with its contacts open.',
  lasts: '40m',
  outlets: 4,
  plant: onePumpFarm,
  faults: ['fe:dead@10m', 'fe:repair@25m'],
  deeds: ['fe.a=on@1m', 'fe.a=off@12m'],
  claims: (story) => {
    const { truth, poller } = story;
    const frames = truth.all('received').filter(({ node }) => node === 0xfe);
    return [
      { claim: 'OFF did not reach it', holds: poller.commands.lost === 1 },
      { claim: 'its load stayed on all the while', holds: truth.wasOn(0xfe, 'a', story.at('24m')) },
      {
        claim: 'it heard nothing meanwhile',
        holds: !frames.some(({ at }) => at > story.at('10m') && at < story.at('25m')),
      },
      {
        claim: 'it came back off and answers',
        holds: !truth.wasOn(0xfe, 'a', story.endsAt) && isHeard(story.endsAt, frames),
      },
    ];
  },
};

function isHeard(end: number, frames: readonly { readonly at: number }[]): boolean {
  return (frames.at(-1)?.at ?? 0) > end - 10_000;
}
