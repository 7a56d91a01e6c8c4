import { html, nothing, type TemplateResult } from 'lit';
import type { Refusal } from '../api/answer.ts';
import { words } from '../i18n/words.ts';

/** The sentence for a refusal. */
export function sentenceOf(problem: Refusal): string {
  return problem.code === 'no-link' ? words.noLink() : (problem.detail ?? problem.title);
}

/** A refusal as a whole, above the button that met it. */
export function refusalText(problem: Refusal | undefined): TemplateResult | typeof nothing {
  return problem ? html`<p class="error" role="alert">${sentenceOf(problem)}</p>` : nothing;
}
