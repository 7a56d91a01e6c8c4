import type { LedgerDay } from '@farmgate/gateway/contract';

/** What a day came to for one person. Unit: s, signed as in the ledger. */
export interface DayTotal {
  readonly user: string;
  readonly name: string;
  readonly bought: number;
  readonly pumped: number;
  /** Corrections, and what was given from one to another. */
  readonly other: number;
}

/** The sums of a day by person, in the order of their names. What is set aside and given back moves no balance. */
export function dayTotals(days: readonly LedgerDay[]): DayTotal[] {
  const totals = new Map<string, DayTotal>();
  for (const { user, name, kind, seconds } of days) {
    const before = totals.get(user) ?? { user, name, bought: 0, pumped: 0, other: 0 };
    totals.set(user, { ...before, ...added(before, kind, seconds) });
  }
  return [...totals.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** All of them in one. */
export function sumOf(totals: readonly DayTotal[]): Pick<DayTotal, 'bought' | 'pumped' | 'other'> {
  const sum = (key: 'bought' | 'pumped' | 'other') => totals.reduce((all, total) => all + total[key], 0);
  return { bought: sum('bought'), pumped: sum('pumped'), other: sum('other') };
}

function added(before: DayTotal, kind: LedgerDay['kind'], seconds: number): Partial<DayTotal> {
  switch (kind) {
    case 'recharge':
      return { bought: before.bought + seconds };
    case 'use':
      return { pumped: before.pumped - seconds };
    case 'adjust':
    case 'transfer':
      return { other: before.other + seconds };
    case 'reserve':
    case 'release':
      return {};
  }
}
