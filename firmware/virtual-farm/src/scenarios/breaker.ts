import { onePumpFarm } from '../plant/one-pump-farm.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** More than the farm's connection bears. */
export const breakerOverload: Scenario = {
  name: 'breaker',
  about:
    'Six heaters and the pump together are too much for the main breaker: it opens after some minutes and everything is dark until it is closed by hand.',
  lasts: '30m',
  outlets: 8,
  plant: { ...onePumpFarm, breaker: { name: 'breaker-1', ratedA: 32 } },
  faults: [
    ...['fe', '10', '12', '13', '14', '15'].map((id) => `${id}.a:load=7000@10s`),
    '11.a:load=2600@10s',
    'breaker-1:close@20m',
  ],
  deeds: ['all=on@1m', '11.a=off@90s', 'pump-1=on@2m'],
  claims: (story) => {
    const { truth, hand, ids } = story;
    const [opened] = truth.all('breaker');
    const after = (opened?.at ?? 0) + 60_000;
    return [
      { claim: 'the breaker opened by overload', holds: opened?.why === 'overload' && !opened.closed },
      { claim: 'not before its curve allows', holds: (opened?.at ?? 0) > story.at('90s') },
      { claim: 'then nothing was fed', holds: ids.every((id) => !truth.wasOn(id, 'a', after)) },
      { claim: 'and no motor turned', holds: truth.motorsTurning(after).length === 0 },
      { claim: 'its watcher says it is closed again', holds: hand.valueOf('breaker-1', 'closed') === true },
      { claim: 'loads did not come back by themselves', holds: ids.every((id) => !truth.wasOn(id, 'a', story.endsAt)) },
    ];
  },
};
