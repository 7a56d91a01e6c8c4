import { figureOf, wasRunningAt, type Observation } from './observation.ts';
import { hasLasted, note } from './lasting.ts';
import { forSeconds, protection, type SettingDefinition } from './protection.ts';
import { none, stopWithRetry, type RetryPlan } from './verdict.ts';

const remedy = 'Wait for the water to come back; if it does not, look at the well, the inlet and the valve.';

function retryRest(which: string, minutes: number): SettingDefinition {
  return {
    label: `Rest before the ${which} retry`,
    unit: 'min',
    min: 1,
    max: 1_440,
    default: minutes,
    sentence: 'How long the well is given to fill before the pump is tried again.',
  };
}

/** A pump without water draws less than usual. */
export const dryRun = protection({
  name: 'dry-run',
  settings: {
    percent: {
      label: 'Of the learned current',
      unit: '%',
      min: 30,
      max: 95,
      default: 60,
      sentence: 'Below this share of its usual current the pump moves no water.',
    },
    unlearnedPercent: {
      label: 'Of the rated current, before learning',
      unit: '%',
      min: 30,
      max: 95,
      default: 50,
      sentence: 'Used in its place as long as the usual current has not been learned.',
    },
    graceS: {
      label: 'After a start wait',
      unit: 's',
      min: 0,
      max: 600,
      default: 10,
      sentence: 'A pump that has to fill its pipe first is not judged so long.',
    },
    forS: forSeconds(5, 'How long the current stays low before the pump is stopped.'),
    firstRetryMin: retryRest('first', 15),
    secondRetryMin: retryRest('second', 30),
    thirdRetryMin: retryRest('third', 30),
    forgetAfterMin: {
      label: 'Forget after',
      unit: 'min',
      min: 1,
      max: 1_440,
      default: 30,
      sentence: 'A run of this length without a trip makes the earlier trips forgotten.',
    },
  },
  findBlindness: ({ watched, motor }) => {
    if (watched.includes('dryLatch')) return undefined;
    if (!watched.includes('current')) return 'No current is measured.';
    return motor.ratedMa === undefined
      ? 'The rated current of the motor is not set; set it, or learn the usual current.'
      : undefined;
  },
  step(memory, seen, setting) {
    const plan: RetryPlan = {
      afterMs: [setting('firstRetryMin'), setting('secondRetryMin'), setting('thirdRetryMin')].map(
        (minutes) => minutes * 60_000,
      ),
      lastly: 'lock-out',
      forgetAfterMs: setting('forgetAfterMin') * 60_000,
    };
    if (hasLatched(seen)) {
      const sentence = 'No water: the pump node itself has stopped the pump.';
      return { memory, verdict: stopWithRetry(plan, { code: 'dry-run.node', sentence, remedy }) };
    }
    const current = figureOf(seen, 'current');
    const limitMa = limitOf(seen, setting('percent'), setting('unlearnedPercent'));
    if (limitMa === undefined || !current || !wasRunningAt(seen, current.at, setting('graceS') * 1000))
      return { memory: {}, verdict: none };
    const bad = note(memory.bad, current.at, current.value < limitMa);
    if (!hasLasted(bad, setting('forS') * 1000)) return { memory: { bad }, verdict: none };
    return {
      memory: { bad },
      verdict: stopWithRetry(plan, {
        code: seen.normalMa === undefined ? 'dry-run.not-learned' : 'dry-run',
        sentence: `No water: it drew ${current.value} mA, less than the ${Math.round(limitMa)} mA of a pump that moves water.`,
        remedy,
        facts: { currentMa: current.value, limitMa: Math.round(limitMa) },
      }),
    };
  },
});

/** Below this current there is no water; undefined where neither the learned nor the rated one is known. Unit: mA. */
function limitOf({ normalMa, motor }: Observation, percent: number, unlearnedPercent: number): number | undefined {
  if (normalMa !== undefined) return (normalMa * percent) / 100;
  return motor.ratedMa === undefined ? undefined : (motor.ratedMa * unlearnedPercent) / 100;
}

function hasLatched({ samples, contactor }: Observation): boolean {
  const latch = samples.dryLatch;
  if (latch?.value !== true) return false;
  return contactor.state !== 'on' || latch.at >= (contactor.onSince ?? -Infinity);
}
