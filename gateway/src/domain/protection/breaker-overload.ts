import { figureOf, type Motor } from './observation.ts';
import { hasLasted, note } from './lasting.ts';
import { forSeconds, protection, type Memory } from './protection.ts';
import { alert, hold, none } from './verdict.ts';

/**
 * The main breaker bears less than what flows. Each pump waits the longer the more important it is, so that they go one by one until
 * it is enough, and comes back only where there is room for it.
 */
export const breakerOverload = protection({
  name: 'breaker-overload',
  settings: {
    forS: forSeconds(5, 'How long it lasts before the first pump is held.'),
    stepS: {
      label: 'Between pumps',
      unit: 's',
      min: 1,
      max: 60,
      default: 5,
      sentence: 'So much longer the next more important pump waits before it is held too.',
    },
    goodS: forSeconds(60, 'How long there must be room again before a pump may run.'),
  },
  findBlindness: ({ watched, motor }) => {
    if (!watched.includes('breaker')) return 'The main breaker is not measured.';
    return motor.breakerMa === undefined ? 'The threshold of the main breaker is not set.' : undefined;
  },
  step(memory, { motor, contactor, ...seen }, setting) {
    const total = figureOf({ motor, contactor, ...seen }, 'breaker');
    const { breakerMa } = motor;
    if (!total || breakerMa === undefined) return { memory, verdict: none };
    const bad = note(memory.bad, total.at, total.value > breakerMa);
    const good = note(memory.good, total.at, total.value <= breakerMa - roomFor(motor, breakerMa));
    const waitS = setting('forS') + (motor.shedRank ?? 0) * setting('stepS');
    const isHeld = memory.isHeld
      ? !hasLasted(good, setting('goodS') * 1000)
      : contactor.state === 'on' && hasLasted(bad, waitS * 1000);
    const next: Memory = { bad, good, isHeld };
    const why = {
      code: 'breaker-overload',
      sentence: `The main breaker bears ${breakerMa} mA, and ${total.value} mA flow.`,
      remedy: 'Switch off what can wait. Held pumps go on by themselves once there is room.',
      facts: { totalMa: total.value, breakerMa },
    };
    if (isHeld) return { memory: next, verdict: hold(why) };
    return { memory: next, verdict: hasLasted(bad, setting('forS') * 1000) ? alert('critical', why) : none };
  },
});

/** What this pump will take when it comes back; a fifth of the breaker where nobody knows. Unit: mA. */
function roomFor({ ratedMa }: Motor, breakerMa: number): number {
  return ratedMa ?? breakerMa / 5;
}
