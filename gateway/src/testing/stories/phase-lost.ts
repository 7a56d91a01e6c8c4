import { guarded, MINUTE, type SharedStory } from './story.ts';

const wiring = Object.fromEntries(
  [1, 2, 3].flatMap((phase) => [
    [`voltageL${phase}`, { device: 'phases-1', point: `voltage.l${phase}` }],
    [`currentL${phase}`, { device: 'phases-1', point: `current.l${phase}` }],
  ]),
);

/** Two of three phases burn a motor in minutes. */
export const phaseLost: SharedStory = {
  name: 'phase-lost',
  about:
    'A phase of the line goes in a turn: the motor is off within five seconds, before it is hot, and stays off until it was looked at.',
  spec: {
    ...guarded,
    setUp: () => ({ wiring }),
    plant: (calm) => ({ ...calm, phaseMonitors: { 'phases-1': { pump: 'pump-1' } } }),
  },
  play: ({ bench, ask, say, pass }) => {
    const id = ask(1, 20);
    pass(3 * MINUTE);
    say('The second phase is gone.');
    bench.fault('grid:phase-loss=2');
    pass(10);
    const turned = bench.turned();
    pass(10 * MINUTE);
    say('The fuse is replaced, and an admin resets the pump.');
    bench.fault('grid:repair');
    pass(MINUTE);
    bench.side.pumps.reset(bench.actor(), bench.idOf('pump-1'), 'a fuse');
    const next = ask(2, 3);
    pass(5 * MINUTE);
    return [
      { claim: 'it was off within 6 s', holds: turned <= 3 * MINUTE + 6 },
      { claim: 'it ended with its protection', holds: bench.run(id).reason === 'protection:phase-loss' },
      { claim: 'no motor is burnt', holds: bench.truth.all('burnt').length === 0 },
      { claim: 'after the reset it runs', holds: bench.run(next).reason === 'completed' },
    ];
  },
};
