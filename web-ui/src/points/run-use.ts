import type { RunView } from '@farmgate/gateway/contract';
import type { Span } from './chart-traces.ts';

/** What one person used of the pumps. */
export interface RunUse {
  readonly user: string;
  readonly name: string;
  readonly badge: RunView['badge'];
  readonly runs: number;
  /** What they were charged, or have pumped so far. Unit: s. */
  readonly seconds: number;
}

/** The runs that pumped in a while: they began before its end, and did not end before its begin. */
export function runsIn(runs: readonly RunView[], { from, to }: Span): readonly RunView[] {
  return runs.filter(
    ({ startedAt, endedAt = Infinity }) => startedAt !== undefined && startedAt < to && endedAt >= from,
  );
}

/** Who used how much, the most first. */
export function useOf(runs: readonly RunView[]): readonly RunUse[] {
  const users = new Map<string, RunUse>();
  for (const { user, name, badge, usedS, pumpedS } of runs) {
    const { runs: count = 0, seconds = 0 } = users.get(user) ?? {};
    users.set(user, { user, name, badge, runs: count + 1, seconds: seconds + Math.round(usedS ?? pumpedS) });
  }
  return [...users.values()].toSorted((a, b) => b.seconds - a.seconds);
}
