import { figureOf } from './observation.ts';
import { protection } from './protection.ts';
import { none, stopAndLockOut } from './verdict.ts';

/** The device says that it is off, and current flows: its contact is welded. */
export const welded = protection({
  name: 'welded',
  settings: {
    aboveMa: {
      label: 'Current',
      unit: 'mA',
      min: 50,
      max: 5_000,
      default: 200,
      sentence: 'More than this does not flow through an open contact.',
    },
    afterS: {
      label: 'After OFF wait',
      unit: 's',
      min: 1,
      max: 60,
      default: 3,
      sentence: 'A motor that runs down makes current of its own for a moment.',
    },
  },
  findBlindness: ({ watched }) => (watched.includes('current') ? undefined : 'No current is measured.'),
  step(_memory, seen, setting) {
    const { state, offSince } = seen.contactor;
    const current = figureOf(seen, 'current');
    const isWelded =
      state === 'off' &&
      offSince !== undefined &&
      current !== undefined &&
      current.at >= offSince + setting('afterS') * 1000 &&
      current.value > setting('aboveMa');
    if (!isWelded) return { memory: {}, verdict: none };
    return {
      memory: {},
      verdict: stopAndLockOut({
        code: 'welded',
        sentence: `It is switched off and still draws ${current.value} mA: its contact is welded.`,
        remedy: 'Switch it off at the panel now. Have the contactor replaced, then reset the pump.',
        facts: { currentMa: current.value },
      }),
    };
  },
});
