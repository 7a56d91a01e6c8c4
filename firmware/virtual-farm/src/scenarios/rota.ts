import { parseRota } from '../models/grid.ts';
import { onePumpFarm } from '../plant/one-pump-farm.ts';
import type { Scenario } from '../scenario/scenario.ts';

const rota = parseRota('3h on/3h off');

/** Load shedding by a timetable. */
export const rotaCut: Scenario = {
  name: 'rota',
  about:
    'Load shedding, 3 h on and 3 h off: nothing runs in the dark, outlets come back off, and unpowered ones feed their loads for a moment.',
  lasts: '24h',
  outlets: 8,
  masterRestMs: 2_000,
  plant: { ...onePumpFarm, grid: { ...onePumpFarm.grid, ...(rota ? { rota } : {}) } },
  faults: [],
  deeds: ['fe.a=on@5m', 'pump-1=on@10m'],
  claims: ({ truth, beganAt, endsAt, ids }) => {
    const outages = truth.all('grid').filter(({ isOn }) => !isOn);
    const boots = truth.all('grid').filter(({ isOn }) => isOn).length - 1;
    const inTheDark = outages.map(({ at }) => at + 60_000);
    return [
      { claim: 'the power went four times', holds: outages.length === 4 },
      {
        claim: 'in the dark no load was fed and no motor turned',
        holds: inTheDark.every(
          (at) => truth.motorsTurning(at).length === 0 && ids.every((id) => !truth.wasOn(id, 'a', at)),
        ),
      },
      {
        claim: 'a socket that nobody switched was fed for 0.3 s at each return of the power',
        holds: Math.abs(truth.onSeconds(0x10, 'b', beganAt, endsAt) - 0.3 * boots) < 0.001,
      },
      {
        claim: 'what was on before the outage did not come back by itself',
        holds: !truth.wasOn(0xfe, 'a', endsAt - 60_000) && truth.motorsTurning(endsAt - 60_000).length === 0,
      },
    ];
  },
};
