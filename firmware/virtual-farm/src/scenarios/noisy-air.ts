import { onePumpFarm } from '../plant/one-pump-farm.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Bad weather on 433 MHz. */
export const noisyAir: Scenario = {
  name: 'noisy-air',
  about:
    'A tenth of the packets is lost, bits turn over, bursts deafen everyone and noise trickles in: commands need retries, and none is lost.',
  lasts: '1h',
  outlets: 8,
  plant: onePumpFarm,
  loss: 0.1,
  faults: ['air:bit-errors=0.0003@5m', 'air:bursts=0.05/400ms@10m', 'air:noise-rate=5/s@20m', 'air:repair@50m'],
  deeds: Array.from({ length: 20 }, (_, index) => `fe.a=${index % 2 === 0 ? 'on' : 'off'}@${2 + 2 * index}m`),
  claims: (story) => {
    const { truth, poller } = story;
    const { asked, answered } = poller.polls();
    return [
      { claim: 'every command was acknowledged in the end', holds: poller.commands.done === 20 },
      { claim: 'many polls were not', holds: answered < 0.9 * asked && answered > 0.3 * asked },
      { claim: 'each command did what it said', holds: !truth.wasOn(0xfe, 'a', story.at('55m')) },
      {
        claim: 'no socket changed that was not told to',
        holds: truth.onSeconds(0x10, 'b', story.beganAt, story.endsAt) === 0,
      },
    ];
  },
};
