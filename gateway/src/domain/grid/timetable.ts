import { DAY_MINUTES, LocalTime, type LocalMinute } from './local-time.ts';

/** Power by the clock on the wall: on these days of the week from one minute of the day to another, over midnight where it ends earlier. */
export interface SupplyWindow {
  /** 0 is Sunday. */
  readonly days: readonly number[];
  readonly fromMinute: number;
  /** Up to 1440; the same as `fromMinute` is a whole day. */
  readonly toMinute: number;
}

/** When the supplier has promised power. */
export type Timetable =
  | { readonly kind: 'windows'; readonly timeZone: string; readonly windows: readonly SupplyWindow[] }
  /** So long on, then so long off, again and again from a moment on. Unit: wall ms. */
  | { readonly kind: 'rota'; readonly fromWall: number; readonly onMs: number; readonly offMs: number };

/** What is expected of the supply, for people who plan. Unit: wall ms. */
export interface ExpectedSupply {
  readonly isOn: boolean;
  /** When that changes; absent where it does not within eight days. */
  readonly untilWall?: number;
}

const MINUTE_MS = 60_000;
const DAYS_AHEAD = 8;

export function isSupplied(timetable: Timetable, wall: number): boolean {
  return supplyBy(timetable)(wall);
}

export function expectSupply(timetable: Timetable, wall: number): ExpectedSupply {
  const isOnAt = supplyBy(timetable);
  const isOn = isOnAt(wall);
  const untilWall = changesAfter(timetable, wall).find((at) => isOnAt(at) !== isOn);
  return { isOn, ...(untilWall === undefined ? {} : { untilWall }) };
}

function supplyBy(timetable: Timetable): (wall: number) => boolean {
  switch (timetable.kind) {
    case 'windows': {
      const local = new LocalTime(timetable.timeZone);
      return (wall) => timetable.windows.some((window) => isIn(window, local.at(wall)));
    }
    case 'rota':
      return (wall) => phaseOf(timetable, wall) < timetable.onMs;
  }
}

/** Moments at which it may change, in order. */
function changesAfter(timetable: Timetable, wall: number): number[] {
  switch (timetable.kind) {
    case 'windows':
      return edgesAfter(timetable, wall);
    case 'rota': {
      const { onMs, offMs } = timetable;
      const begun = wall - phaseOf(timetable, wall);
      return [begun + onMs, begun + onMs + offMs].filter((at) => at > wall);
    }
  }
}

/** Each edge of each window on each of the coming days, by the clock on the wall. */
function edgesAfter({ timeZone, windows }: Extract<Timetable, { kind: 'windows' }>, wall: number): number[] {
  const local = new LocalTime(timeZone);
  const minutes = [...new Set(windows.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute % DAY_MINUTES]))];
  const from = wall - (wall % MINUTE_MS) - local.at(wall).minute * MINUTE_MS;
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, day) => from + day * DAY_MINUTES * MINUTE_MS);
  return days
    .flatMap((midnight) => minutes.map((minute) => local.nearest(midnight + minute * MINUTE_MS, minute)))
    .filter((at) => at > wall)
    .toSorted((a, b) => a - b);
}

/** The part after midnight of a window belongs to the day on which it began. */
function isIn({ days, fromMinute, toMinute }: SupplyWindow, { day, minute }: LocalMinute): boolean {
  if (fromMinute < toMinute) return days.includes(day) && minute >= fromMinute && minute < toMinute;
  return (days.includes(day) && minute >= fromMinute) || (days.includes((day + 6) % 7) && minute < toMinute);
}

function phaseOf({ fromWall, onMs, offMs }: Extract<Timetable, { kind: 'rota' }>, wall: number): number {
  const length = onMs + offMs;
  return (((wall - fromWall) % length) + length) % length;
}
