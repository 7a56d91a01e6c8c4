import { protection } from './protection.ts';
import { none, stop } from './verdict.ts';

/** No pump runs for ever, whoever asked for it. */
export const maxRun = protection({
  name: 'max-run',
  settings: {
    minutes: {
      label: 'Longest run',
      unit: 'min',
      min: 1,
      max: 1_440,
      default: 240,
      sentence: 'A pump that has run so long without a pause is stopped.',
    },
  },
  findBlindness: () => undefined,
  step(_memory, { now, contactor }, setting) {
    const ranMs = contactor.state === 'on' && contactor.onSince !== undefined ? now - contactor.onSince : 0;
    if (ranMs < setting('minutes') * 60_000) return { memory: {}, verdict: none };
    return {
      memory: {},
      verdict: stop('warning', {
        code: 'max-run',
        sentence: `It ran for ${setting('minutes')} minutes without a pause.`,
        remedy: 'Start it again if it is still needed, or set a longer run if the motor bears it.',
        facts: { minutes: setting('minutes') },
      }),
    };
  },
});
