import { protection } from './protection.ts';
import { hold, none, stop } from './verdict.ts';

/** The device that switches the pump is not heard. Its lease ends the run; until it is heard again nobody knows. */
export const nodeLost = protection({
  name: 'node-lost',
  settings: {
    polls: {
      label: 'Missed reports',
      unit: 'count',
      min: 2,
      max: 20,
      default: 3,
      sentence: 'After so many missed reports in a row a device is lost.',
    },
  },
  findBlindness: () => undefined,
  step(_memory, { now, heardAt, pollMs, contactor, watchedSince }, setting) {
    if (now - (heardAt ?? watchedSince) <= setting('polls') * pollMs) return { memory: {}, verdict: none };
    const why = {
      code: 'node-lost',
      sentence: 'The device that switches the pump is not heard. A run ends there by itself when its lease is over.',
      remedy: 'Look at its power and its radio. It is switched off as soon as it is heard again.',
    };
    return { memory: {}, verdict: contactor.state === 'off' ? hold(why) : stop('critical', why) };
  },
});
