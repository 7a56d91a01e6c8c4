import { describe, expect, it } from 'vitest';
import { newBudget, stepBudget, type BudgetLook, type BudgetState } from './budget.ts';

const look = (used: number, forecast?: number, month = '2026-11'): BudgetLook => ({
  month,
  limit: 1_000,
  used,
  forecast,
});

/** What is told at each of some looks. */
function told(...looks: BudgetLook[]): string[][] {
  let state: BudgetState = newBudget;
  return looks.map((each) => {
    const step = stepBudget(state, each);
    ({ state } = step);
    return step.alerts.map(({ level, percent }) => `${level} at ${percent}`);
  });
}

describe('a budget', () => {
  it('tells each level once', () =>
    expect(told(look(499), look(500), look(799), look(800), look(999), look(1_000), look(1_500))).toEqual([
      [],
      ['50 at 50'],
      [],
      ['80 at 80'],
      [],
      ['100 at 100'],
      [],
    ]));

  it('tells only the highest of several, and not those below it later', () =>
    expect(told(look(850), look(600), look(900), look(1_040))).toEqual([['80 at 85'], [], [], ['100 at 104']]));

  it('tells once that it will be passed', () =>
    expect(told(look(100, 1_000), look(100, 1_001), look(100, 2_000), look(500, 2_000))).toEqual([
      [],
      ['forecast at 100'],
      [],
      ['50 at 50'],
    ]));

  it('tells of a level and of the forecast together', () =>
    expect(told(look(512, 1_300))).toEqual([['50 at 51', 'forecast at 130']]));

  it('does not forecast what has come already', () =>
    expect(told(look(1_000, 1_300), look(700, 1_300))).toEqual([['100 at 100'], []]));

  it('begins anew with each month', () =>
    expect(told(look(900, 1_100), look(900, 1_100, '2026-12'), look(0, 0, '2027-01'))).toEqual([
      ['80 at 90', 'forecast at 110'],
      ['80 at 90', 'forecast at 110'],
      [],
    ]));

  it('keeps what it told, by month', () => {
    expect(stepBudget(newBudget, look(800)).state).toEqual({ month: '2026-11', told: ['80', '50'] });
    expect(stepBudget({ month: '2026-10', told: ['50'] }, look(1)).state).toEqual({ month: '2026-11', told: [] });
    expect(stepBudget({ month: '2026-11', told: ['50'] }, look(1_000)).state).toEqual({
      month: '2026-11',
      told: ['50', '100', '80', 'forecast'],
    });
  });

  it('says nothing of a forecast that is not there', () => expect(told(look(10, undefined))).toEqual([[]]));
});
