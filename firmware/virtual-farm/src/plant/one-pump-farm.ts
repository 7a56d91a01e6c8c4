import { householdWater } from '../models/day-pattern.ts';
import { calmGrid } from '../models/grid.ts';
import { motorOf } from '../models/motor.ts';
import type { PlantSpec } from './plant-spec.ts';

/**
 * A farm of some cows: a borehole with a three-phase pump of 2.2 kW (4.9 A), which fills a tank of 5,000 L in about an hour, and a
 * household with cattle that draws 4,000 L a day.
 */
export const onePumpFarm: PlantSpec = {
  grid: calmGrid,
  wells: { 'well-1': { restM: 25, areaM2: 0.05, yieldLpsPerM: 0.2 } },
  tanks: {
    'tank-1': {
      spec: { capacityL: 5_000, shape: 'standing' },
      startL: 2_900,
      litresPerDay: 4_000,
      pattern: householdWater,
    },
  },
  pumps: {
    'pump-1': {
      spec: { motor: motorOf(2.2, { phases: 3 }), litresPerS: 1.4 },
      well: 'well-1',
      tank: 'tank-1',
      fedBy: 'node',
    },
  },
  breaker: { name: 'breaker-1', ratedA: 40 },
  meter: { name: 'meter-1' },
};
