import { html, nothing, type TemplateResult } from 'lit';
import type { Refusal } from '../api/answer.ts';
import { radioWords } from '../i18n/radio-words.ts';
import { sentenceOf } from './field-error.ts';

/** Why work at the radio was not begun, in a sentence that says what to do. */
export function radioRefusal(problem: Refusal | undefined): TemplateResult | typeof nothing {
  return problem ? html`<p class="error" role="alert">${sentence(problem)}</p>` : nothing;
}

/** The gateway's own sentence knows most; its titles fit any request, so that where it says no more we do. */
function sentence(problem: Refusal): string {
  if (problem.detail !== undefined) return problem.detail;
  if (problem.code === 'conflict') return radioWords.radioBusy();
  if (problem.code === 'not-allowed') return radioWords.radioForbidden();
  return sentenceOf(problem);
}
