import { breakerOverload } from './breaker-overload.ts';
import { dryRun } from './dry-run.ts';
import { maxRun } from './max-run.ts';
import { minRest } from './min-rest.ts';
import { noEffect } from './no-effect.ts';
import { nodeLost } from './node-lost.ts';
import { overCurrent } from './over-current.ts';
import { overload } from './overload.ts';
import { phaseLoss } from './phase-loss.ts';
import { phaseReversal } from './phase-reversal.ts';
import type { Protection } from './protection.ts';
import { sensorLost } from './sensor-lost.ts';
import { startsPerHour } from './starts-per-hour.ts';
import { unbalance } from './unbalance.ts';
import { overVoltage, underVoltage } from './voltage.ts';
import { welded } from './welded.ts';

/** The table of contents: one line a protection. */
export const protections: readonly Protection[] = [
  welded,
  phaseReversal,
  phaseLoss,
  overCurrent,
  overload,
  dryRun,
  noEffect,
  maxRun,
  nodeLost,
  sensorLost,
  overVoltage,
  underVoltage,
  breakerOverload,
  startsPerHour,
  minRest,
  unbalance,
];
