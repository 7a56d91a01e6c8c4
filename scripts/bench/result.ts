/** What is measured, and what it is held to. */
export interface Goal {
  readonly name: string;
  readonly unit: string;
  /** The largest value that holds. */
  readonly most: number;
  /** The goal in words, where it is more than "at most". */
  readonly words?: string;
  /** The peer or limit it is held against. */
  readonly against: string;
  readonly method: string;
}

/** One figure of a run. */
export interface Result {
  readonly name: string;
  /** null where nothing could be measured. */
  readonly value: number | null;
  readonly unit: string;
  readonly goal: string;
  readonly holds: boolean;
  readonly against: string;
  readonly method: string;
  /** The package that brings the peer that is missing. */
  readonly skipped?: string;
  /** Why there is no figure although every peer is there. */
  readonly failed?: string;
}

/** What a group is run with. */
export interface Context {
  /** The repository. */
  readonly root: string;
  /** Whether anybody asked for this result. */
  readonly wants: (name: string) => boolean;
  /** Tells a person who waits what is being done. */
  readonly note: (sentence: string) => void;
}

/** A file of benchmarks: every result's name begins with the group's. */
export interface Group {
  readonly name: string;
  run(context: Context): Promise<Result[]>;
}

/** A value that was measured; `seen` tells the figures behind it. */
export function held(goal: Goal, value: number, seen?: string): Result {
  return {
    ...emptyResult(goal),
    value: rounded(value),
    holds: value <= goal.most,
    method: withSeen(goal.method, seen),
  };
}

/** Nothing to hold it against: the peer is missing, and `bringer` is the package with it. Counts as not holding. */
export function skipped(goal: Goal, bringer: string): Result {
  return { ...emptyResult(goal), skipped: bringer };
}

/** What kept a whole group from being measured. Counts as not holding. */
export function failed(group: string, error: unknown): Result {
  const why = error instanceof Error ? error.message : String(error);
  return { name: group, value: null, unit: '', goal: '', holds: false, against: '', method: '', failed: why };
}

function emptyResult({ name, unit, most, words, against, method }: Goal): Result {
  return { name, value: null, unit, goal: words ?? `<= ${most}`, holds: false, against, method };
}

function withSeen(method: string, seen: string | undefined): string {
  return seen === undefined ? method : `${method}: ${seen}`;
}

/** Four digits that count: more is noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
