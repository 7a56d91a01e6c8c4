import type { AlertSeverity, BudgetLevel, BudgetView } from '../../contract/index.ts';
import type { AlertCause } from '../alerts/alert.ts';
import type { BudgetAlert } from './budget.ts';

const severities: Readonly<Record<BudgetLevel, AlertSeverity>> = {
  '50': 'info',
  '80': 'warning',
  '100': 'warning',
  forecast: 'warning',
};

/** What people are told of a budget: one alert for each, which says the newest. */
export function budgetAlertOf(site: string, { id, entry }: BudgetView, { level, percent }: BudgetAlert): AlertCause {
  return {
    site,
    rule: 'budget',
    subject: id,
    severity: severities[level],
    sentence: sentenceOf(entry.name, level, percent),
    remedy: 'Look at what uses the most energy this month, or change the budget.',
  };
}

function sentenceOf(name: string, level: BudgetLevel, percent: number): string {
  switch (level) {
    case '50':
    case '80':
      return `${name}: ${percent} % of this month’s budget is used.`;
    case '100':
      return `${name}: this month’s budget is used up (${percent} %).`;
    case 'forecast':
      return `${name}: as it goes on this month will come to ${percent} % of the budget.`;
  }
}
