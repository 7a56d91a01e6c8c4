import { guarded, MINUTE, type SharedStory } from './story.ts';

/** A contactor that does not open. */
export const weldedPump: SharedStory = {
  name: 'welded-pump',
  about:
    'A contactor welds in a turn: the motor turns on, an alarm is raised, and nobody starts beside it until it was switched off at the panel.',
  spec: { ...guarded, pumps: 2 },
  play: ({ bench, ask, say, pass }) => {
    const first = ask(1, 3);
    const second = ask(2, 3, 'pump-2');
    pass(2 * MINUTE);
    say('The contactor of pump-1 welds.');
    bench.fault('pump-1:welded');
    pass(6 * MINUTE);
    const wasWaiting = bench.run(second).state === 'waiting' && bench.turning.join() === 'pump-1';
    say('Somebody takes out the fuse, and says so; the contactor is replaced.');
    bench.fault('pump-1:repair');
    bench.side.pumps.reset(bench.actor(), bench.idOf('pump-1'), 'a new contactor');
    pass(6 * MINUTE);
    return [
      { claim: 'nobody paid for what it turned too long', holds: bench.run(first).usedS === 3 * MINUTE },
      {
        claim: 'a critical alert was raised',
        holds: bench.alerts.some(({ rule, severity }) => rule === 'pump-welded' && severity === 'critical'),
      },
      { claim: 'the next waited as long as it turned', holds: wasWaiting },
      { claim: 'the next had its turn then', holds: bench.run(second).reason === 'completed' },
    ];
  },
};
