import { html, nothing, type TemplateResult } from 'lit';
import type { Refusal } from '../api/answer.ts';
import { whyOf, whySentence } from '../i18n/why.ts';
import { reasonGroup } from '../points/reason-picture.ts';
import { picture } from './picture.ts';

/** A refusal with its picture and what to do about it, above the button that met it. */
export function whyText(problem: Refusal | undefined): TemplateResult | typeof nothing {
  if (!problem) return nothing;
  const why = whyOf(problem);
  return html`<p class="error row" role="alert" data-reason=${reasonGroup(why)}>
    ${picture(reasonGroup(why))}<span>${whySentence(why)} ${why.remedy}</span>
  </p>`;
}
