import { parseArgs } from 'node:util';

/** What a person asked of the benchmarks. */
export interface Options {
  readonly json: boolean;
  /** Only results whose name begins so; empty takes all. */
  readonly only: string;
}

/** Throws with a sentence for a person where an argument is not known. */
export function optionsFrom(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
  });
  return { json: values.json, only: values.only };
}

/** Whether anybody asked for this result, or for one of this group. */
export function isWanted(only: string, name: string): boolean {
  return name.startsWith(only);
}

export function isGroupWanted(only: string, group: string): boolean {
  return group.startsWith(only) || only.startsWith(group);
}
