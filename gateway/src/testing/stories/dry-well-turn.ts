import { guarded, MINUTE, type SharedStory } from './story.ts';

/** A well that falls dry in a turn. */
export const dryWellTurn: SharedStory = {
  name: 'dry-well-turn',
  about:
    'The well falls dry in a turn: stopped within seconds, tried again after 15, 30 and 30 minutes, then locked out and given back.',
  spec: guarded,
  play: ({ bench, ask, say, pass }) => {
    const id = ask(1, 30);
    pass(5 * MINUTE);
    say('The well falls dry.');
    bench.fault('well-1:dry');
    pass(100 * MINUTE);
    const { usedS = 0, reason } = bench.run(id);
    const starts = bench.truth.all('motor').filter(({ turning }) => turning).length;
    return [
      { claim: 'it was tried four times', holds: starts === 4 },
      { claim: 'it ended with its protection', holds: reason === 'protection:dry-run' },
      { claim: 'nobody starts it before somebody has looked', holds: bench.pump().lockedOutBy === 'dry-run' },
      { claim: 'no second was charged that was not pumped', holds: usedS <= bench.turned() },
      { claim: 'the rest is in the wallet again', holds: bench.balance(1)[1] === 0 },
    ];
  },
};
