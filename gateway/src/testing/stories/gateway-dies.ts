import { guarded, MINUTE, type SharedStory } from './story.ts';

/** Nobody is there to say stop. */
export const gatewayDies: SharedStory = {
  name: 'gateway-dies',
  about:
    'The gateway dies in a turn for five minutes: the lease ends it at the pump, and it goes on when there is a gateway again.',
  spec: guarded,
  play: ({ bench, ask, say, pass }) => {
    const id = ask(1, 10);
    pass(3 * MINUTE);
    say('The gateway dies.');
    bench.die();
    pass(5 * MINUTE);
    const stood = bench.turning.length === 0;
    const turned = bench.turned();
    say('It is back, after a reboot.');
    bench.revive({ reboot: true });
    pass(15 * MINUTE);
    return [
      { claim: 'the motor stood when its lease had ended', holds: stood && turned <= 3 * MINUTE + 92 },
      { claim: 'the turn was pumped to its end', holds: bench.run(id).reason === 'completed' },
      { claim: '10:00 were pumped, to 2 s', holds: Math.abs(bench.turned() - 10 * MINUTE) <= 2 },
      { claim: '10 minutes were charged', holds: bench.balance(1)[0] === -10 * MINUTE },
    ];
  },
};
