import { protection } from './protection.ts';
import { hold, none } from './verdict.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Each start heats a motor; so many it bears in an hour, and so many in a day. */
export const startsPerHour = protection({
  name: 'starts-per-hour',
  settings: {
    perHour: {
      label: 'Starts in an hour',
      unit: 'count',
      min: 1,
      max: 60,
      default: 6,
      sentence: 'After so many starts within an hour the next one waits.',
    },
    perDay: {
      label: 'Starts in a day',
      unit: 'count',
      min: 1,
      max: 300,
      default: 100,
      sentence: 'After so many starts within 24 hours the next one waits.',
    },
  },
  findBlindness: () => undefined,
  step(_memory, { now, contactor }, setting) {
    const untilMs = Math.max(
      freeAt(contactor.starts, setting('perHour'), HOUR_MS),
      freeAt(contactor.starts, setting('perDay'), DAY_MS),
    );
    if (contactor.state === 'on' || now >= untilMs) return { memory: {}, verdict: none };
    const minutes = Math.ceil((untilMs - now) / 60_000);
    const why = {
      code: 'starts-per-hour',
      sentence: `It was started too often; the next start is possible in ${minutes} min.`,
      remedy: 'Look what starts it so often: a float that bounces, a tank that leaks, a pressure vessel without air.',
      facts: { minutes },
    };
    return { memory: {}, verdict: hold(why, untilMs) };
  },
});

/** When one more start keeps to the limit: the oldest of the last `limit` ones must be a whole window old. */
function freeAt(starts: readonly number[], limit: number, windowMs: number): number {
  return (starts.at(-limit) ?? -Infinity) + windowMs;
}
