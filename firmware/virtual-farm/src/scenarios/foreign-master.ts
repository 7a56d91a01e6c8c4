import { onePumpFarm } from '../plant/one-pump-farm.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Somebody else with our master's id. */
export const foreignMaster: Scenario = {
  name: 'foreign-master',
  about:
    'A neighbour has a controller of the same id: it polls one of our outlets every 2 s, switches another on, and replays what we sent.',
  lasts: '30m',
  outlets: 4,
  plant: onePumpFarm,
  faults: [
    'air:foreign-master=fe/2s@5m',
    'air:foreign-on=10.a/7s@10m',
    'air:replay=fe.a.on@15m',
    'air:replay=fe.a.on@15.1m',
  ],
  deeds: ['fe.a=on@1m', 'fe.a=off@2m'],
  claims: (story) => {
    const { truth, poller } = story;
    const pings = truth.all('received').filter(({ node, frame }) => node === 0xfe && frame.slice(9, 11) === '01');
    const { asked, answered } = poller.polls();
    return [
      { claim: 'our outlet took frames that we never sent', holds: pings.length > 300 },
      { claim: 'a socket went on that we never switched', holds: truth.wasOn(0x10, 'a', story.at('11m')) },
      {
        claim: 'a copy of an old frame of ours switched a load on',
        holds: !truth.wasOn(0xfe, 'a', story.at('14m')) && truth.wasOn(0xfe, 'a', story.at('16m')),
      },
      { claim: 'some of our polls met theirs in the air', holds: answered < asked && answered > asked / 2 },
    ];
  },
};
