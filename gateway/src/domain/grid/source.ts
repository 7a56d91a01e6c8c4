/** How long what a source says must last. Unit: ms. */
export interface GridTimes {
  /** So long bad before it is shedding. */
  readonly badMs: number;
  /** So long good before it is good. */
  readonly goodMs: number;
  /** A source that is silent for so long knows nothing. */
  readonly staleMs: number;
  /** So long after the grid became unknown nothing starts. */
  readonly quietMs: number;
}

export const gridDefaults: GridTimes = { badMs: 2_000, goodMs: 60_000, staleMs: 60_000, quietMs: 300_000 };

export type Supply = 'good' | 'shedding' | 'unknown';

/** One source of a grid's state, debounced. Times are monotonic ms. */
export interface SourceState {
  readonly says: Supply;
  /** What it said last, since when without a break, and when it was heard last. */
  readonly heard?: { readonly isGood: boolean; readonly since: number; readonly at: number };
}

/** One of which nothing was heard. */
export const silentSource: SourceState = { says: 'unknown' };

/** What it says now. After a silence what it says begins anew; what comes late is not heard. */
export function noteSource(before: SourceState, isGood: boolean, at: number, { staleMs }: GridTimes): SourceState {
  const { heard } = before;
  if (heard && at < heard.at) return before;
  const goesOn = heard?.isGood === isGood && at - heard.at < staleMs;
  return { ...before, heard: { isGood, since: goesOn ? heard.since : at, at } };
}

export function isFresh({ heard }: SourceState, { staleMs }: GridTimes, now: number): boolean {
  return heard !== undefined && now - heard.at < staleMs;
}

/** Its word stands between two readings: what it said last counts until it says otherwise. */
export function settleSource(before: SourceState, { badMs, goodMs }: GridTimes, now: number): SourceState {
  const { heard } = before;
  if (!heard || now - heard.since < (heard.isGood ? goodMs : badMs)) return before;
  return { ...before, says: heard.isGood ? 'good' : 'shedding' };
}
