import { BLOCK_MS, blockOf, keyOf, spanOf } from './blocks.ts';
import { dayOf } from './rolling.ts';
import type { HistoryTables } from './tables.ts';

/** For how long what is kept, and in how much. Days stay for ever. */
export interface Retention {
  readonly rawDays: number;
  readonly quarterDays: number;
  readonly mostBytes: number;
}

const DAY_MS = 86_400_000;
/** Taken away in one transaction. */
const ROWS_AT_ONCE = 500;
/** Under a full disk there is no less than this of readings left. */
const LEAST_MS = 2 * DAY_MS;

/**
 * Takes away what is older than it is kept; and the oldest readings, then the oldest quarters, while all together take more
 * bytes than they may. What still has to be rolled up stays. Yields after each transaction.
 */
export function* prune(tables: HistoryTables, now: number, retention: Retention): Generator<void> {
  const { rawDays, quarterDays, mostBytes } = retention;
  const rolled = keyOf(firstUnrolled(tables), 0);
  yield* dropOlder(tables, 'raw', Math.min(keyOf(blockOf(now - rawDays * DAY_MS), 0), rolled));
  const dayed = keyOf(firstUndayed(tables), 0);
  yield* dropOlder(tables, 'quarter', Math.min(keyOf(blockOf(now - quarterDays * DAY_MS), 0), dayed));
  for (const [tier, end] of [
    ['raw', rolled],
    ['quarter', dayed],
  ] as const)
    yield* shrink(tables, tier, Math.min(end, keyOf(blockOf(now - LEAST_MS), 0)), mostBytes);
}

function* dropOlder(tables: HistoryTables, tier: 'raw' | 'quarter', key: number): Generator<void> {
  while (tables.dropBelow(tier, key, ROWS_AT_ONCE) > 0) yield;
}

/** A day of all devices at a time. */
function* shrink(tables: HistoryTables, tier: 'raw' | 'quarter', end: number, mostBytes: number): Generator<void> {
  while (tables.usedBytes() > mostBytes) {
    const first = tables.firstKey(tier);
    if (first === undefined || first >= end) return;
    yield* dropOlder(tables, tier, Math.min(end, keyOf(spanOf(first) + DAY_MS / BLOCK_MS, 0)));
  }
}

function firstUnrolled(tables: HistoryTables): number {
  return Math.min(Infinity, ...tables.marked('unrolled').slice(0, 1).map(spanOf));
}

function firstUndayed(tables: HistoryTables): number {
  const days = tables
    .marked('undayed')
    .slice(0, 1)
    .map((key) => blockOf(dayOf(key)));
  return Math.min(firstUnrolled(tables), ...days);
}
