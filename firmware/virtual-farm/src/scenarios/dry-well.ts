import { onePumpFarm } from '../plant/one-pump-farm.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** The pump runs dry. */
export const dryWell: Scenario = {
  name: 'dry-well',
  about:
    'The borehole runs dry while the pump is on: its current falls to half, its node stops it and latches until somebody has looked.',
  lasts: '2h',
  outlets: 4,
  masterRestMs: 2_000,
  plant: onePumpFarm,
  faults: ['well-1:dry@10m'],
  deeds: ['pump-1=on@1m', 'pump-1=on@30m', 'pump-1=on@60m'],
  claims: (story) => {
    const { truth, hand, endsAt } = story;
    const dryAt = story.at('10m');
    const stop = truth.all('motor').find(({ turning }) => !turning);
    return [
      { claim: 'the node stopped the pump itself', holds: stop?.why === 'dry-run' },
      { claim: 'it did so within 20 s', holds: (stop?.at ?? Infinity) < dryAt + 20_000 },
      { claim: 'it was not started again', holds: truth.all('motor').length === 2 },
      { claim: 'its latch is told', holds: hand.valueOf('pump-1', 'dryRun') === true },
      { claim: 'no water came after that', holds: truth.pumped(dryAt + 1_000, endsAt) < 15 },
      { claim: 'the motor is whole', holds: truth.all('burnt').length === 0 },
    ];
  },
};
