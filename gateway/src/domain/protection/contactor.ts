import type { Contactor } from './observation.ts';

const DAY_MS = 24 * 3_600_000;
/** More starts than any limit allows are not remembered. */
const MOST_STARTS = 320;

/** A motor of which nothing is known yet. */
export const unknownContactor: Contactor = { state: 'unknown', startNo: 0, starts: [] };

/**
 * What the device says of its contact. From off to on is a start, also where nobody knew in between; to be unknown ends no run.
 * `at`: when it was so. Unit: monotonic ms.
 */
export function switchContactor(before: Contactor, state: Contactor['state'], at: number): Contactor {
  switch (state) {
    case 'unknown':
      return { ...before, state };
    case 'off':
      return before.state === 'off' ? before : { ...withoutRun(before), state, offSince: at };
    case 'on':
      return before.onSince === undefined ? begin(before, at) : { ...before, state };
  }
}

function begin(before: Contactor, at: number): Contactor {
  const starts = [...before.starts.filter((start) => start > at - DAY_MS), at].slice(-MOST_STARTS);
  return { ...before, state: 'on', onSince: at, startNo: before.startNo + 1, starts };
}

function withoutRun({ onSince: _ended, ...rest }: Contactor): Omit<Contactor, 'onSince'> {
  return rest;
}
