import { figureOf, wasRunningAt } from './observation.ts';
import { hasLasted, note } from './lasting.ts';
import { forSeconds, protection } from './protection.ts';
import { none, stopAndLockOut } from './verdict.ts';

/** The motor takes more than its plate allows: a bearing, sand in the pump, a phase gone. */
export const overCurrent = protection({
  name: 'over-current',
  settings: {
    percent: {
      label: 'Of the rated current',
      unit: '%',
      min: 105,
      max: 300,
      default: 125,
      sentence: 'Above this share of the current on its plate the motor gets too hot.',
    },
    forS: forSeconds(5, 'How long it lasts before the pump is stopped; a start is over long before.'),
  },
  findBlindness: ({ watched, motor }) => {
    if (!watched.includes('current')) return 'No current is measured.';
    return motor.ratedMa === undefined ? 'The rated current of the motor is not set.' : undefined;
  },
  step(memory, seen, setting) {
    const { ratedMa } = seen.motor;
    const current = figureOf(seen, 'current');
    if (ratedMa === undefined || !current || !wasRunningAt(seen, current.at)) return { memory: {}, verdict: none };
    const limitMa = (ratedMa * setting('percent')) / 100;
    const bad = note(memory.bad, current.at, current.value > limitMa);
    if (!hasLasted(bad, setting('forS') * 1000)) return { memory: { bad }, verdict: none };
    return {
      memory: { bad },
      verdict: stopAndLockOut({
        code: 'over-current',
        sentence: `It drew ${current.value} mA; its plate says ${ratedMa} mA.`,
        remedy: 'Have the motor looked at: bearings, sand in the pump, all phases. Then reset it.',
        facts: { currentMa: current.value, ratedMa },
      }),
    };
  },
});
