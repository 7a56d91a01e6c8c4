import type { LinkHistory, LinkSlot } from '@farmgate/gateway/contract';
import { gradeOf, type Grade } from './link-quality.ts';

const DAY_MS = 24 * 3_600_000;
/** A phone is 320 px wide: no more columns than that can show. */
const MOST_COLUMNS = 144;

/** One column of the chart of a day: where it stands, and how high it is. A slot that nobody recorded has none. */
export interface Column {
  /** From 0, the oldest. */
  readonly index: number;
  /** 0 to 10; undefined: it was not heard. */
  readonly score: number | undefined;
  readonly grade: Grade | undefined;
}

/** A day of a link as it is drawn. */
export interface LinkDay {
  /** How many columns fit the day, also those that are gaps. */
  readonly count: number;
  readonly columns: readonly Column[];
  readonly least: number | undefined;
  readonly most: number | undefined;
}

/** Lays the slots of the 24 h before `now` side by side, each at its own time. */
export function linkDay({ slots, slotMs }: LinkHistory, now: number): LinkDay {
  const stepMs = Math.max(slotMs, DAY_MS / MOST_COLUMNS);
  const end = Math.ceil(now / stepMs) * stepMs;
  const count = Math.round(DAY_MS / stepMs);
  const columns = slots
    .map((slot) => columnOf(slot, Math.floor((slot.at - (end - DAY_MS)) / stepMs)))
    .filter(({ index }) => index >= 0 && index < count);
  const scores = columns.flatMap(({ score }) => score ?? []);
  return {
    count,
    columns,
    least: scores.length > 0 ? Math.min(...scores) : undefined,
    most: scores.length > 0 ? Math.max(...scores) : undefined,
  };
}

function columnOf({ score, onlinePercent }: LinkSlot, index: number): Column {
  const heard = score !== undefined && onlinePercent > 0 ? score : undefined;
  return { index, score: heard, grade: heard === undefined ? undefined : gradeOf(heard) };
}
