import { msg, str } from '@lit/localize';

/** The words of budgets, loaded with their page. English where a language has none. */
export const budgetWords = {
  budgets: () => msg('Budgets', { id: 'budget-budgets' }),
  means: () =>
    msg('What a month may come to. You are told at 50, 80 and 100 %, and when the forecast says it will be passed.', {
      id: 'budget-means',
    }),
  none: () => msg('There is no budget yet.', { id: 'budget-none' }),
  wholeFarm: () => msg('The whole farm', { id: 'budget-whole-farm' }),
  runsOf: (name: string) => msg(str`The runs of ${name}`, { id: 'budget-runs-of' }),
  usedOf: (used: string, limit: string) => msg(str`${used} of ${limit}`, { id: 'budget-used-of' }),
  percent: (percent: string) => msg(str`${percent} % used`, { id: 'budget-percent' }),
  willBe: (amount: string, percent: string) =>
    msg(str`The month will come to about ${amount}: ${percent} %.`, { id: 'budget-will-be' }),
  willPass: () => msg('It will be passed', { id: 'budget-will-pass' }),
  passed: () => msg('It is used up', { id: 'budget-passed' }),
  near: () => msg('Over 80 %', { id: 'budget-near' }),
  fine: () => msg('On its way', { id: 'budget-fine' }),
  noTariff: () => msg('Without a tariff nothing is known of the cost.', { id: 'budget-no-tariff' }),
  expectedIs: () => msg('Striped: what is still to come.', { id: 'budget-expected' }),
  add: () => msg('Add a budget', { id: 'budget-add' }),
  change: (name: string) => msg(str`Change ${name}`, { id: 'budget-change' }),
  changeShort: () => msg('Change', { id: 'budget-change-short' }),
  remove: (name: string) => msg(str`Take ${name} away`, { id: 'budget-remove' }),
  removeShort: () => msg('Take away', { id: 'budget-remove-short' }),
  removeMeans: () => msg('Nobody is told of it any more.', { id: 'budget-remove-means' }),
  newBudget: () => msg('New budget', { id: 'budget-new' }),
  name: () => msg('Name', { id: 'budget-name' }),
  subject: () => msg('For', { id: 'budget-subject' }),
  measure: () => msg('Counted in', { id: 'budget-measure' }),
  money: (currency: string) => msg(str`money (${currency})`, { id: 'budget-money' }),
  moneyPlain: () => msg('money', { id: 'budget-money-plain' }),
  energy: () => msg('energy (kWh)', { id: 'budget-energy' }),
  limit: () => msg('A month may come to', { id: 'budget-limit' }),
  notANumber: () => msg('Write a number above 0 such as 1500.', { id: 'budget-not-number' }),
  save: () => msg('Save', { id: 'budget-save' }),
};
