import type { Scenario } from '../scenario/scenario.ts';
import { breakerOverload } from './breaker.ts';
import { day } from './day.ts';
import { deadNode } from './dead-node.ts';
import { dryWell } from './dry-well.ts';
import { foreignMaster } from './foreign-master.ts';
import { frozenSensor } from './frozen-sensor.ts';
import { noisyAir } from './noisy-air.ts';
import { rotaCut } from './rota.ts';
import { tankLeak } from './tank-leak.ts';
import { welded } from './welded.ts';

/** The table of contents: one line a story. */
export const scenarios: readonly Scenario[] = [
  day,
  rotaCut,
  dryWell,
  welded,
  foreignMaster,
  noisyAir,
  deadNode,
  breakerOverload,
  tankLeak,
  frozenSensor,
];

/** The story of this name. Throws a sentence with the names there are. */
export function getScenario(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found) return found;
  throw new Error(`There is no scenario "${name}". There are: ${scenarios.map((each) => each.name).join(', ')}.`);
}
