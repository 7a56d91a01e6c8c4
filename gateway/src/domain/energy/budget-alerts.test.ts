import { expect, it } from 'vitest';
import type { BudgetView } from '../../contract/index.ts';
import { budgetAlertOf } from './budget-alerts.ts';

const budget: BudgetView = {
  id: 'bud_first00',
  entry: { name: 'Farm', subject: { kind: 'site' }, measure: 'money', limit: 100 },
  told: [],
};

it.each([
  ['50', 'info', 'Farm: 56 % of this month’s budget is used.'],
  ['80', 'warning', 'Farm: 56 % of this month’s budget is used.'],
  ['100', 'warning', 'Farm: this month’s budget is used up (56 %).'],
  ['forecast', 'warning', 'Farm: as it goes on this month will come to 56 % of the budget.'],
] as const)('of %s says it', (level, severity, sentence) =>
  expect(budgetAlertOf('site_1', budget, { level, percent: 56 })).toMatchObject({
    site: 'site_1',
    rule: 'budget',
    subject: 'bud_first00',
    severity,
    sentence,
  }),
);
