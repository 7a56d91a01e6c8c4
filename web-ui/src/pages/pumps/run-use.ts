import type { RunUse } from '@farmgate/gateway/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { kwh, money } from '../../i18n/money.ts';
import { pumpPageWords } from '../../i18n/pump-page-words.ts';
import { plainNumber } from '../../i18n/quantity.ts';
import { whySentence } from '../../i18n/why.ts';

/** What a run took and gave; so far, while it goes on. What was worked out and not counted says so. */
export function runUse(use: RunUse | undefined): TemplateResult | typeof nothing {
  if (!use) return nothing;
  const { energyKwh, estimated, litres, litresBy, currency, cost, costPerM3, why } = use;
  const about = (text: string, isAbout: boolean) => (isAbout ? pumpPageWords.about(text) : text);
  const price = (minor: number | undefined) =>
    minor === undefined || currency === undefined ? undefined : about(money(minor, currency), estimated);
  const isGuess = litresBy === 'tank' || litresBy === 'plate';
  return html`<section class="card stack" data-use>
    <h2>${pumpPageWords.whatItTook()}</h2>
    <dl class="number">
      ${row(pumpPageWords.energy(), energyKwh === undefined ? undefined : about(kwh(energyKwh), estimated))}
      ${row(pumpPageWords.waterOfRun(), litres === undefined ? undefined : about(`${plainNumber(litres)} L`, isGuess))}
      ${row(pumpPageWords.cost(), price(cost))} ${row(pumpPageWords.perCubicMetre(), price(costPerM3))}
    </dl>
    ${why ? html`<p class="muted">${whySentence(why)}</p>` : nothing}
  </section>`;
}

function row(name: string, value: string | undefined) {
  return value === undefined
    ? nothing
    : html`<dt>${name}</dt>
        <dd>${value}</dd>`;
}
