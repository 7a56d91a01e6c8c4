import { expect, test } from 'vitest';
import { FakeClock } from '@farmgate/gateway/testing';
import { VirtualFarm } from '../farm.ts';
import { onePumpFarm } from '../plant/one-pump-farm.ts';
import { failPowerByRota } from './power-rota.ts';

test('the power fails soon for two minutes, and for ten minutes every three hours from then on', () => {
  const clock = new FakeClock();
  const plant = { ...onePumpFarm, grid: { ...onePumpFarm.grid, sagsPerDay: 0 } };
  const farm = new VirtualFarm({ clock, outlets: [], seed: 1, plant });
  farm.plant?.start();
  const from = clock.monoMs();
  failPowerByRota(farm, clock);
  clock.advance(6 * 3_600_000);
  const changes = farm.truth
    .all('grid')
    .filter(({ at }) => at > from)
    .map(({ at, isOn }) => [(at - from) / 60_000, isOn]);
  expect([...new Map(changes.map((change) => [String(change), change])).values()]).toEqual([
    [6, false],
    [8, true],
    [178, false],
    [188, true],
    [358, false],
  ]);
});
