import type { BudgetLevel } from '../../contract/index.ts';

/** What a budget remembers: which of its alerts were given in which month. */
export interface BudgetState {
  /** `2026-11`; absent before the first look. */
  readonly month?: string;
  readonly told: readonly BudgetLevel[];
}

/** How a budget stands. All amounts in the same unit: minor units of a currency, or Wh. */
export interface BudgetLook {
  readonly month: string;
  readonly limit: number;
  readonly used: number;
  /** What the month will come to; absent where too little is known. */
  readonly forecast?: number | undefined;
}

/** An alert that is to be given now. */
export interface BudgetAlert {
  readonly level: BudgetLevel;
  /** Of the limit. Unit: whole %, rounded down. */
  readonly percent: number;
}

export interface BudgetStep {
  readonly state: BudgetState;
  readonly alerts: readonly BudgetAlert[];
}

export const newBudget: BudgetState = { told: [] };

const steps = ['100', '80', '50'] as const;

/**
 * Looks at a budget: half of it, four fifths, all of it, and that the forecast says it will be passed are told once each in a month. Where
 * several are reached at once only the highest is told, and those below it count as told. Once all is used the forecast says nothing new.
 */
export function stepBudget(before: BudgetState, { month, limit, used, forecast }: BudgetLook): BudgetStep {
  const told = before.month === month ? before.told : [];
  const reached = steps.filter((level) => isReached(used, limit, level));
  const news = reached.filter((level) => !told.includes(level));
  const [highest] = reached;
  const isNew = highest !== undefined && news.includes(highest);
  const willPass = forecast !== undefined && forecast > limit && highest !== '100' && !told.includes('forecast');
  const alerts: BudgetAlert[] = [
    ...(isNew ? [{ level: highest, percent: percentOf(used, limit) }] : []),
    ...(willPass ? [{ level: 'forecast' as const, percent: percentOf(forecast, limit) }] : []),
  ];
  const passed = willPass || highest === '100' ? (['forecast'] as const) : [];
  return { state: { month, told: [...new Set([...told, ...news, ...passed])] }, alerts };
}

/** Amounts and limits are whole, so that nothing is lost by a fraction. */
function isReached(used: number, limit: number, level: (typeof steps)[number]): boolean {
  return used * 100 >= limit * Number(level);
}

function percentOf(amount: number, limit: number): number {
  return Math.floor((amount * 100) / limit);
}
