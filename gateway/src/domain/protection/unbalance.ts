import { phaseCurrents } from './channels.ts';
import { figuresOf, wasRunningAt, watchesAll } from './observation.ts';
import { hasLasted, note } from './lasting.ts';
import { forSeconds, protection } from './protection.ts';
import { alert, none } from './verdict.ts';

/** The phases do not share the work: a bad contact or a failing winding. As the MP 204 counts it, the largest distance from the mean. */
export const unbalance = protection({
  name: 'unbalance',
  settings: {
    percent: {
      label: 'Between the phases',
      unit: '%',
      min: 2,
      max: 50,
      default: 10,
      sentence: 'So far may one phase be from the mean of all three.',
    },
    graceS: {
      label: 'After a start wait',
      unit: 's',
      min: 0,
      max: 60,
      default: 5,
      sentence: 'While a motor starts its phases differ by themselves.',
    },
    forS: forSeconds(10, 'How long it lasts before it is told.'),
  },
  findBlindness: (seen) => {
    if (seen.motor.phases === 1) return 'The motor has one phase.';
    return watchesAll(seen, phaseCurrents) ? undefined : 'The currents of the phases are not measured one by one.';
  },
  step(memory, seen, setting) {
    const set = figuresOf(seen, phaseCurrents);
    if (!set || !wasRunningAt(seen, set.at, setting('graceS') * 1000)) return { memory: {}, verdict: none };
    const percent = unbalanceOf(set.values);
    const bad = note(memory.bad, set.at, percent > setting('percent'));
    if (!hasLasted(bad, setting('forS') * 1000)) return { memory: { bad }, verdict: none };
    return {
      memory: { bad },
      verdict: alert('warning', {
        code: 'unbalance',
        sentence: `The currents of the phases differ by ${Math.round(percent)} %.`,
        remedy: 'Have the contacts of the contactor, the line and the motor looked at before it burns.',
        facts: { percent: Math.round(percent) },
      }),
    };
  },
});

/** The largest distance of a phase from the mean. Unit: % of the mean. */
function unbalanceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean <= 0 ? 0 : (100 * Math.max(...values.map((value) => Math.abs(value - mean)))) / mean;
}
