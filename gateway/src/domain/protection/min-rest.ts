import { protection } from './protection.ts';
import { hold, none } from './verdict.ts';

/** A motor that is started again at once turns against the water that comes back, and heats its rotor. */
export const minRest = protection({
  name: 'min-rest',
  settings: {
    restS: {
      label: 'Rest between runs',
      unit: 's',
      min: 0,
      max: 3_600,
      default: 60,
      sentence: 'So long the motor rests after each run.',
    },
  },
  findBlindness: () => undefined,
  step(_memory, { now, contactor }, setting) {
    const untilMs = (contactor.offSince ?? -Infinity) + setting('restS') * 1000;
    if (contactor.state === 'on' || now >= untilMs) return { memory: {}, verdict: none };
    const seconds = Math.ceil((untilMs - now) / 1000);
    const why = {
      code: 'min-rest',
      sentence: `The motor rests another ${seconds} s.`,
      remedy: 'Nothing to do: it may start by itself after its rest.',
      facts: { seconds },
    };
    return { memory: {}, verdict: hold(why, untilMs) };
  },
});
