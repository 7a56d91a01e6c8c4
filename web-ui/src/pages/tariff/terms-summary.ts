import type { EnergyRate, TariffTerms } from '@farmgate/gateway/contract';
import { css, html, type TemplateResult } from 'lit';
import { energyWords } from '../../i18n/energy-words.ts';
import { number } from '../../i18n/format.ts';
import { exact, rateMoney } from '../../i18n/money.ts';
import { tariffWords } from '../../i18n/tariff-words.ts';

export const summaryStyle = css`
  .terms {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--s1) var(--s4);
  }
  .terms dt {
    overflow-wrap: anywhere;
  }
  .terms dd {
    text-align: end;
    font-weight: 600;
  }
`;

/** What a tariff charges, short: what a unit costs, then what stands beside it. */
export function termsSummary({ currency, energy, fixed, surcharges, taxes }: TariffTerms): TemplateResult {
  const lines: readonly (readonly [string, string])[] = [
    ...unitLines(energy, currency),
    ...surcharges.map(({ name, rate }) => [name, energyWords.aKwh(rateMoney(rate, currency))] as const),
    ...fixed.map(
      ({ name, rate, per }) =>
        [`${name} (${per === 'kw' ? 'kW' : tariffWords.perMonth()})`, rateMoney(rate, currency)] as const,
    ),
    ...taxes.map(({ name, percent }) => [name, `${exact(percent)} %`] as const),
  ];
  return html`<dl class="terms number">
    ${lines.map(
      ([label, amount]) =>
        html`<dt>${label}</dt>
          <dd>${amount}</dd>`,
    )}
  </dl>`;
}

function unitLines(energy: EnergyRate, currency: string): (readonly [string, string])[] {
  switch (energy.kind) {
    case 'flat':
      return [[tariffWords.flat(), energyWords.aKwh(rateMoney(energy.rate, currency))]];
    case 'slabs':
      return energy.slabs.map(({ upToKwh, rate }, at) => [
        upToKwh === undefined
          ? energyWords.slabOver(number(energy.slabs[at - 1]?.upToKwh ?? 0))
          : energyWords.slabUpTo(number(upToKwh)),
        energyWords.aKwh(rateMoney(rate, currency)),
      ]);
    case 'time-of-use':
      return energy.periods.map(({ name, rate }) => [name, energyWords.aKwh(rateMoney(rate, currency))]);
  }
}
