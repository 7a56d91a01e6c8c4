import {
  gridDefaults,
  isFresh,
  noteSource,
  settleSource,
  silentSource,
  type GridTimes,
  type SourceState,
  type Supply,
} from './source.ts';
import { isSupplied, type Timetable } from './timetable.ts';

/** Now on both sides of the clock, and whether the wall side may be believed. Unit: ms. */
export interface GridMoment {
  readonly mono: number;
  readonly wall: number;
  readonly isTrusted: boolean;
}

/** What tells whether there is power: an input of a node, a meter's voltage, or the timetable of the supplier. */
export type GridSource =
  | { readonly id: string; readonly kind: 'sense' }
  | { readonly id: string; readonly kind: 'meter'; readonly nominalV: number; readonly badPercent?: number }
  | { readonly id: string; readonly kind: 'timetable'; readonly timetable: Timetable };

/** How a site knows of its grid. Times in ms; what is absent is as in `gridDefaults`. */
export interface GridSetup extends Partial<GridTimes> {
  readonly sources: readonly GridSource[];
  /** Whether pumps may start at all while nobody knows of the grid. */
  readonly startsInUnknown?: 'after-quiet' | 'never';
}

/** A meter below this share of its nominal voltage sees no grid. */
const BAD_PERCENT = 50;

/** What an admin says of the grid, which goes above every source; `auto` says nothing. */
export type GridSwitch = 'auto' | 'good' | 'shedding';

/** The grid of one site. Plain data; times are monotonic ms. */
export interface GridState {
  readonly state: Supply;
  readonly since: number;
  /** When it came back last, or this gateway was started: from then on pumps start one after the other. */
  readonly returnedAt: number;
  readonly switch: GridSwitch;
  readonly sources: Readonly<Record<string, SourceState>>;
}

export type GridEvent =
  /** A good reading of a source: the input itself, or the voltage. */
  | { readonly type: 'reading'; readonly source: string; readonly value: boolean | number; readonly at: number }
  | { readonly type: 'switch'; readonly to: GridSwitch }
  | { readonly type: 'tick' };

/** At the start of the gateway: only the admin's switch is remembered. */
export function newGrid(setup: GridSetup, now: GridMoment, kept: GridSwitch = 'auto'): GridState {
  const fresh: GridState = { state: 'unknown', since: now.mono, returnedAt: now.mono, switch: kept, sources: {} };
  return stepGrid(setup, fresh, { type: 'tick' }, now);
}

/** One event; `now.mono` never less than before. */
export function stepGrid(setup: GridSetup, before: GridState, event: GridEvent, now: GridMoment): GridState {
  const times = { ...gridDefaults, ...setup };
  const sources = Object.fromEntries(
    setup.sources.map((source) => {
      const known = before.sources[source.id] ?? silentSource;
      const heard = event.type === 'reading' && event.source === source.id ? hear(source, known, event, times) : known;
      return [source.id, settle(source, heard, times, now)] as const;
    }),
  );
  const to = event.type === 'switch' ? event.to : before.switch;
  const state = to === 'auto' ? combine(Object.values(sources)) : to;
  const isSame = state === before.state;
  return {
    state,
    since: isSame ? before.since : now.mono,
    returnedAt: !isSame && state === 'good' ? now.mono : before.returnedAt,
    switch: to,
    sources,
  };
}

/** Whether a pump may start as far as the grid is concerned. */
export type GridLeave =
  | { readonly mayStart: true; readonly isUncertain: boolean }
  /** `untilMs`: monotonic, where it is known. */
  | { readonly mayStart: false; readonly code: 'grid.shedding' | 'grid.unknown'; readonly untilMs?: number };

export function leaveOf(setup: GridSetup, { state, since }: GridState, now: number): GridLeave {
  switch (state) {
    case 'good':
      return { mayStart: true, isUncertain: false };
    case 'shedding':
      return { mayStart: false, code: 'grid.shedding' };
    case 'unknown': {
      if (setup.startsInUnknown === 'never') return { mayStart: false, code: 'grid.unknown' };
      const untilMs = since + (setup.quietMs ?? gridDefaults.quietMs);
      return now >= untilMs
        ? { mayStart: true, isUncertain: true }
        : { mayStart: false, code: 'grid.unknown', untilMs };
    }
  }
}

/** Any that sheds wins; else any that knows nothing. Without a source the grid is good. */
function combine(sources: readonly SourceState[]): Supply {
  if (sources.some(({ says }) => says === 'shedding')) return 'shedding';
  return sources.every(({ says }) => says === 'good') ? 'good' : 'unknown';
}

function hear(
  source: GridSource,
  before: SourceState,
  { value, at }: Extract<GridEvent, { type: 'reading' }>,
  times: GridTimes,
): SourceState {
  switch (source.kind) {
    case 'sense':
      return typeof value === 'boolean' ? noteSource(before, value, at, times) : before;
    case 'meter': {
      const limitV = (source.nominalV * (source.badPercent ?? BAD_PERCENT)) / 100;
      return typeof value === 'number' ? noteSource(before, value >= limitV, at, times) : before;
    }
    case 'timetable':
      return before;
  }
}

function settle(source: GridSource, heard: SourceState, times: GridTimes, now: GridMoment): SourceState {
  if (source.kind !== 'timetable')
    return isFresh(heard, times, now.mono) ? settleSource(heard, times, now.mono) : { ...heard, says: 'unknown' };
  if (!now.isTrusted) return silentSource;
  return { says: isSupplied(source.timetable, now.wall) ? 'good' : 'shedding' };
}
