import { onePumpFarm } from '../plant/one-pump-farm.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A hole in the tank. */
export const tankLeak: Scenario = {
  name: 'tank-leak',
  about: 'The tank leaks half a litre a second: it is filled again and again, and most of the water is lost.',
  lasts: '8h',
  outlets: 4,
  masterRestMs: 2_000,
  plant: onePumpFarm,
  faults: ['tank-1:leak=0.5@30m'],
  deeds: [],
  keepsTank: { low: 40, full: 90 },
  claims: ({ truth, farm, beganAt, endsAt }) => {
    const tank = farm.plant?.state.tanks['tank-1'];
    const pumped = truth.pumped(beganAt, endsAt);
    return [
      { claim: 'thousands of litres leaked', holds: (tank?.leakedL ?? 0) > 5_000 },
      { claim: 'more leaked than was drawn', holds: (tank?.leakedL ?? 0) > (tank?.drawnL ?? Infinity) },
      {
        claim: 'the pump filled it more than twice',
        holds: truth.all('motor').filter(({ turning }) => turning).length > 2,
      },
      {
        claim: 'every litre is accounted for',
        holds: tank !== undefined && Math.abs(2_900 + pumped - tank.drawnL - tank.leakedL - tank.litres) < 1,
      },
    ];
  },
};
