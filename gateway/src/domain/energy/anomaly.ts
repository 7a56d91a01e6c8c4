/** The energy of one hour against the same hour of earlier weeks. Unit: Wh. */
export interface HourInput {
  readonly wh: number;
  /** Of the same hour of the week in the last eight weeks, those that are known, in any order. */
  readonly usual: readonly number[];
  /** How the hour is called, such as `Monday 14:00`. */
  readonly hour: string;
}

/** What an hour was found to be. */
export type HourFinding =
  | { readonly kind: 'too-little-known' }
  | { readonly kind: 'usual'; readonly lowWh: number; readonly highWh: number }
  | {
      readonly kind: 'high' | 'low';
      readonly lowWh: number;
      readonly highWh: number;
      /** What is unusual, against what. */
      readonly sentence: string;
    };

/** With fewer weeks a single odd one would be the rule. */
export const LEAST_WEEKS = 4;
const DEVIATIONS = 4;
/** Hours that are always the same have no deviation, and a bulb more is nothing unusual: so much is left to them. */
const FLOOR_WH = 20;
const FLOOR_SHARE = 0.05;

/**
 * Whether the energy of an hour is outside its usual band: the median of that hour of the week, four median absolute deviations up and
 * down. One deviation is at least 20 Wh and 5 % of the median.
 */
export function judgeHour({ wh, usual, hour }: HourInput): HourFinding {
  if (usual.length < LEAST_WEEKS) return { kind: 'too-little-known' };
  const median = medianOf(usual);
  const spread = medianOf(usual.map((each) => Math.abs(each - median)));
  const reach = DEVIATIONS * Math.max(spread, FLOOR_WH, median * FLOOR_SHARE);
  const band = { lowWh: Math.max(0, median - reach), highWh: median + reach };
  if (wh >= band.lowWh && wh <= band.highWh) return { kind: 'usual', ...band };
  const kind = wh > band.highWh ? 'high' : 'low';
  return { kind, ...band, sentence: sentenceOf(kind, { wh, median, weeks: usual.length, hour }) };
}

/** Of at least one. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function sentenceOf(
  kind: 'high' | 'low',
  { wh, median, weeks, hour }: { wh: number; median: number; weeks: number; hour: string },
): string {
  const against = `${kwh(wh)} kWh in the hour of ${hour}; usual is ${kwh(median)} kWh (${weeks} weeks)`;
  return kind === 'high' ? `More energy than usual: ${against}.` : `Less energy than usual: ${against}.`;
}

function kwh(wh: number): string {
  return (wh / 1_000).toFixed(2);
}
