import { figureOf, wasRunningAt, type Observation } from './observation.ts';
import { hasLasted, note } from './lasting.ts';
import { forSeconds, protection } from './protection.ts';
import { none, stopWithRetry, type RetryPlan } from './verdict.ts';

/** The outlet has tripped by itself, or more flows than it is set to bear. */
export const overload = protection({
  name: 'overload',
  settings: {
    forS: forSeconds(1, 'How long the current stays above the threshold of the outlet before the pump is stopped.'),
    graceS: {
      label: 'After a start wait',
      unit: 's',
      min: 0,
      max: 30,
      default: 2,
      sentence: 'A motor takes several times its current while it starts; that is no overload.',
    },
    retries: {
      label: 'Retries',
      unit: 'count',
      min: 0,
      max: 10,
      default: 3,
      sentence: 'How often the pump is started again by itself before it is locked out.',
    },
    retryAfterS: {
      label: 'Rest before a retry',
      unit: 's',
      min: 30,
      max: 3_600,
      default: 120,
      sentence: 'How long the motor rests after an overload before it is tried again.',
    },
    forgetAfterMin: {
      label: 'Forget after',
      unit: 'min',
      min: 1,
      max: 1_440,
      default: 30,
      sentence: 'A run of this length without a trip makes the earlier trips forgotten.',
    },
  },
  findBlindness: ({ watched, motor }) =>
    watched.includes('tripped') || (watched.includes('current') && motor.tripMa !== undefined)
      ? undefined
      : 'Nothing tells that the outlet has tripped, and no threshold is set.',
  step(memory, seen, setting) {
    const plan: RetryPlan = {
      afterMs: Array.from({ length: setting('retries') }, () => setting('retryAfterS') * 1000),
      lastly: 'lock-out',
      forgetAfterMs: setting('forgetAfterMin') * 60_000,
    };
    if (hasTripped(seen))
      return {
        memory,
        verdict: stopWithRetry(plan, {
          code: 'overload.tripped',
          sentence: 'The outlet has switched itself off because too much current flowed.',
          remedy: 'Look whether the motor turns freely and nothing blocks the pump.',
        }),
      };
    const { tripMa } = seen.motor;
    const current = figureOf(seen, 'current');
    if (tripMa === undefined || !current || !wasRunningAt(seen, current.at, setting('graceS') * 1000))
      return { memory: {}, verdict: none };
    const bad = note(memory.bad, current.at, current.value > tripMa);
    if (!hasLasted(bad, setting('forS') * 1000)) return { memory: { bad }, verdict: none };
    return {
      memory: { bad },
      verdict: stopWithRetry(plan, {
        code: 'overload.current',
        sentence: `It drew ${current.value} mA, more than the ${tripMa} mA that its outlet bears.`,
        remedy: 'Look whether the motor turns freely and nothing blocks the pump.',
        facts: { currentMa: current.value, thresholdMa: tripMa },
      }),
    };
  },
});

/** A node that has tripped for want of water says so itself; that is another row. */
function hasTripped({ samples, contactor }: Observation): boolean {
  const { tripped, dryLatch } = samples;
  if (tripped?.value !== true || dryLatch?.value === true) return false;
  return contactor.state !== 'on' || tripped.at >= (contactor.onSince ?? -Infinity);
}
