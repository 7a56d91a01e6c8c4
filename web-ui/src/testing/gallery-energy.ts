import { html, type TemplateResult } from 'lit';
import { noLink } from '../api/answer.ts';
import '../components/bar-chart.ts';
import '../pages/budgets/budget-card.ts';
import '../pages/budgets/budget-form.ts';
import '../pages/energy/load-list.ts';
import '../pages/energy/month-bar.ts';
import '../pages/energy/month-plate.ts';
import '../pages/energy/now-card.ts';
import '../pages/energy/people-list.ts';
import '../pages/energy/slab-card.ts';
import '../pages/energy/use-card.ts';
import '../pages/real-bills/bill-form.ts';
import '../pages/tariff/preset-list.ts';
import '../pages/tariff/tariff-form.ts';
import '../pages/tariff/trial-card.ts';
import { monthAt, monthsOn } from '../points/months.ts';
import { dayText } from '../points/site-time.ts';
import { draftOf } from '../points/tariff-draft.ts';
import {
  aBill,
  anAnswer,
  anEnergyNow,
  slabRate,
  somePresets,
  someParts,
  someTerms,
  someUses,
  timeOfUse,
} from './energy-builders.ts';
import { withBudgets } from './energy-screens.ts';
import { aBusyFarm } from './fake-farm.ts';

/** The elements of energy and cost, of things of this name. */
export function ofEnergy(now: number, name: string): TemplateResult {
  const month = monthAt(now);
  const answer = anAnswer(month, { forecast: { energyKwh: '318', total: 141_872, quarters: 900 } });
  const parts = someParts({ month });
  const devices = aBusyFarm(now).map((device) => ({ ...device, name }));
  return html`
    <h2>Energy and cost</h2>
    <fg-month-bar .month=${month} .latest=${month}></fg-month-bar>
    <fg-month-plate
      .answer=${answer}
      current
      .monthBefore=${anAnswer(monthsOn(month, -1), { energyKwh: '290' })}
    ></fg-month-plate>
    <fg-now-card .now=${anEnergyNow()}></fg-now-card>
    <fg-slab-card .slabs=${slabRate.slabs} currency="THB" .used=${212} .expected=${418}></fg-slab-card>
    <fg-use-card .parts=${parts} .today=${dayText(now)}></fg-use-card>
    <fg-use-card of="hours" .parts=${parts} .energy=${timeOfUse}></fg-use-card>
    <fg-load-list .parts=${parts} .used=${212} .devices=${devices}></fg-load-list>
    <fg-people-uses .uses=${someUses()}></fg-people-uses>
    ${ofBudgets(name)} ${ofTariffs(name)}
    <fg-bill-form .month=${month} currency="THB" .problem=${noLink} linked></fg-bill-form>
  `;
}

function ofBudgets(name: string): TemplateResult {
  const energy = withBudgets();
  return html`
    ${energy.budgets.map(
      (budget) =>
        html`<fg-budget-card
          .budget=${{ ...budget, entry: { ...budget.entry, name } }}
          .answer=${{ value: energy.standing(budget) }}
          .whose=${name}
          editable
        ></fg-budget-card>`,
    )}
    <fg-budget-card .budget=${energy.budgets[0]} .answer=${{ problem: noLink }}></fg-budget-card>
    <fg-budget-form .currency=${'THB'} linked></fg-budget-form>
  `;
}

function ofTariffs(name: string): TemplateResult {
  const faults = new Map([['slabs/0/rate', 'must be a decimal number such as "3.2484", written as text']]);
  return html`
    <fg-preset-list .presets=${somePresets}></fg-preset-list>
    <fg-tariff-form .draft=${draftOf(someTerms({ name }))} .faults=${faults}></fg-tariff-form>
    <fg-tariff-form .draft=${draftOf(someTerms({ name, energy: timeOfUse }))}></fg-tariff-form>
    <fg-trial-card .bills=${[aBill('2026-11', '100'), aBill('2026-11', '300')]}></fg-trial-card>
    <fg-trial-card></fg-trial-card>
  `;
}
