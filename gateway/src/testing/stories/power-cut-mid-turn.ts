import { guarded, MINUTE, type SharedStory } from './story.ts';

/** Load shedding in the middle of a turn. */
export const powerCutMidTurn: SharedStory = {
  name: 'power-cut-mid-turn',
  about:
    'Half an hour is asked for, and the power goes after twelve minutes for 47: the turn is held, and goes on by itself.',
  spec: guarded,
  play: ({ bench, ask, say, pass }) => {
    const id = ask(1, 30);
    pass(12 * MINUTE);
    say('The power goes.');
    bench.setPower(false);
    pass(47 * MINUTE);
    const wasHeld = bench.run(id).state === 'hold';
    say('The power is back.');
    bench.setPower(true);
    pass(25 * MINUTE);
    return [
      { claim: 'it was held while there was no power', holds: wasHeld },
      { claim: 'it was pumped to its end', holds: bench.run(id).reason === 'completed' },
      { claim: '30:00 were pumped, to 2 s', holds: Math.abs(bench.turned() - 30 * MINUTE) <= 2 },
      { claim: '30 minutes were charged', holds: bench.balance(1)[0] === -30 * MINUTE },
    ];
  },
};
