import { onePumpFarm } from '../plant/one-pump-farm.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A relay whose contacts stick together. */
export const welded: Scenario = {
  name: 'welded',
  about:
    'The relay of the water heater welds: OFF is acknowledged and the current flows on, until somebody opens the main breaker.',
  lasts: '30m',
  outlets: 4,
  plant: onePumpFarm,
  faults: ['fe.a:load=4800@30s', 'fe.a:stuck-on@5m', 'breaker-1:trip@20m'],
  deeds: ['fe.a=on@1m', 'fe.a=off@10m'],
  claims: (story) => {
    const { truth, poller } = story;
    const current = poller.currentOf(0xfe, 'a');
    return [
      { claim: 'OFF was acknowledged', holds: poller.commands.done === 2 && poller.commands.lost === 0 },
      { claim: 'the load stayed on after it', holds: truth.wasOn(0xfe, 'a', story.at('15m')) },
      { claim: 'the outlet itself reported the current', holds: typeof current === 'number' && current > 4_000 },
      { claim: 'the main breaker ended it', holds: !truth.wasOn(0xfe, 'a', story.at('25m')) },
    ];
  },
};
