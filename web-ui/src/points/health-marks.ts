import type { ChildHealth, Health } from '@farmgate/gateway/contract';

/** How it stands with one thing of the gateway, from good to bad. */
export type Mark = 'good' | 'look' | 'bad';

/** A part that is later than this with its sign of life has too much to do. Unit: ms. */
export const LATE_MS = 1_000;
/** People feel a gateway that is held up for longer. Unit: ms. */
export const SLOW_MS = 250;
/** Less than this share of the disk left: records and updates need room. */
const LEAST_FREE = 0.1;

export function partMark({ pid, delayMs = 0 }: ChildHealth): Mark {
  if (pid === undefined) return 'bad';
  return delayMs > LATE_MS ? 'look' : 'good';
}

export function answerMark({ eventLoop }: Health): Mark {
  return eventLoop.maxMs > SLOW_MS ? 'look' : 'good';
}

export function diskMark({ disk }: Health): Mark {
  return disk && disk.free < disk.size * LEAST_FREE ? 'bad' : 'good';
}

/** No schedule goes by a clock that nobody set. */
export function clockMark({ clockTrust }: Health): Mark {
  if (clockTrust === 'unset') return 'bad';
  return clockTrust === 'restored' ? 'look' : 'good';
}

export function recordMark({ databaseOk }: Health): Mark {
  return databaseOk ? 'good' : 'bad';
}
