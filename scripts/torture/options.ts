import { parseArgs } from 'node:util';

/** What a person asked of the campaigns. */
export interface Options {
  /** Only campaigns whose name begins so; empty takes all. */
  readonly only: string;
  /** Until the count of the long form. */
  readonly long: boolean;
  /** Adds to what earlier runs held, while the code is the same. */
  readonly resume: boolean;
  /** Ends each campaign after this long; undefined: at its count. */
  readonly minutes: number | undefined;
  /** Seed of the first case, the next ones count up; undefined draws one. */
  readonly seed: number | undefined;
  /** Another count than the campaign's own. */
  readonly cases: number | undefined;
}

/** What a person reads who got them wrong. */
export const USAGE = `usage: npm run torture -- [--only <prefix>] [--long] [--resume] [--minutes <n>] [--seed <n>] [--cases <n>]

  --only kill                 campaigns whose name begins so
  --long                      to the full count; without it the short form
  --minutes 30 --resume       30 minutes more of each, added to what earlier runs held
  --seed 123 --cases 1        one case again, as a failure names it`;

const LARGEST_SEED = 2 ** 32 - 1;

/** Throws with a sentence for a person where an argument is not as it should be. */
export function optionsFrom(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      long: { type: 'boolean', default: false },
      resume: { type: 'boolean', default: false },
      minutes: { type: 'string' },
      seed: { type: 'string' },
      cases: { type: 'string' },
    },
  });
  const { only, long, resume } = values;
  return {
    only,
    long,
    resume,
    minutes: numberFrom('--minutes', values.minutes, { least: 0.01, most: 10_000 }),
    seed: wholeFrom('--seed', values.seed, { least: 0, most: LARGEST_SEED }),
    cases: wholeFrom('--cases', values.cases, { least: 1, most: 10 ** 10 }),
  };
}

function wholeFrom(flag: string, text: string | undefined, range: { least: number; most: number }): number | undefined {
  const value = numberFrom(flag, text, range);
  if (value !== undefined && !Number.isInteger(value)) throw new Error(`${flag} takes a whole number, not "${text}".`);
  return value;
}

function numberFrom(
  flag: string,
  text: string | undefined,
  { least, most }: { least: number; most: number },
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most))
    throw new Error(`${flag} takes ${least} to ${most}, not "${text}".`);
  return value;
}
