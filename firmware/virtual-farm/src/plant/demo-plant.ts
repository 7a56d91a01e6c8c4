import { householdWater } from '../models/day-pattern.ts';
import { motorOf } from '../models/motor.ts';
import { onePumpFarm } from './one-pump-farm.ts';
import { nodeNamesOf, type PlantSpec, type PumpPlace, type TankPlace } from './plant-spec.ts';

const MINUTE_MS = 60_000;

/** What a village waters from: open basins that are drawn from as fast as they fill. */
const basin: TankPlace = {
  spec: { capacityL: 60_000, shape: 'standing' },
  startL: 9_000,
  litresPerDay: 50_000,
  pattern: householdWater,
};

const pump: PumpPlace = {
  spec: { motor: motorOf(1.5, { phases: 3 }), litresPerS: 1.1 },
  well: 'well-2',
  tank: 'tank-2',
  fedBy: 'node',
};

/**
 * Two villages on one line. Pump 1 is good. Pump 2 stands in a well that it empties in some six minutes and that needs half an hour to
 * come back. Of pump 3 every fourth time the contactor welds when it opens, for four minutes. Pump 4 loses a phase of its cable for
 * three minutes of every forty, which a phase monitor in front of it sees. Pump 5 is the lower village's own, and good; a monitor in
 * front of it tells that village of the grid.
 */
export const demoPlant: PlantSpec = {
  ...onePumpFarm,
  wells: {
    ...onePumpFarm.wells,
    'well-2': { restM: 18, areaM2: 0.02, yieldLpsPerM: 0.012 },
    'well-3': { restM: 30, areaM2: 0.08, yieldLpsPerM: 0.4 },
    'well-4': { restM: 22, areaM2: 0.06, yieldLpsPerM: 0.4 },
  },
  tanks: {
    'tank-1': { ...basin, spec: { capacityL: 5_000, shape: 'standing' }, startL: 2_900, litresPerDay: 24_000 },
    'tank-2': basin,
    'tank-3': basin,
    'tank-4': basin,
  },
  pumps: {
    ...onePumpFarm.pumps,
    'pump-2': pump,
    'pump-3': {
      ...pump,
      well: 'well-3',
      tank: 'tank-3',
      contactor: { weldsEvery: 4, forMs: 4 * MINUTE_MS },
    },
    'pump-4': {
      ...pump,
      well: 'well-3',
      tank: 'tank-3',
      badPhase: { everyMs: 40 * MINUTE_MS, forMs: 3 * MINUTE_MS },
    },
    'pump-5': { ...pump, well: 'well-4', tank: 'tank-4' },
  },
  phaseMonitors: { 'phases-4': { pump: 'pump-4' }, 'phases-5': { pump: 'pump-5' } },
  breaker: { name: 'breaker-1', ratedA: 63 },
};

/** The devices of the demo that sign in to the gateway's broker by themselves: each needs a secret. */
export const demoNodeNames: readonly string[] = nodeNamesOf(demoPlant);
