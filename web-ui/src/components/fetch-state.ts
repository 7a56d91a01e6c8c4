import { html, nothing } from 'lit';
import { words } from '../i18n/words.ts';
import type { Fetched } from '../state/fetched.ts';
import { refusalText } from './field-error.ts';

/** While something is on its way it says so, and why it did not come; nothing once it is there. */
export function fetchState(fetched: Fetched<unknown>): unknown {
  const { value, problem } = fetched.value;
  if (problem)
    return html`<div class="row">
      ${refusalText(problem)} <button @click=${() => void fetched.load()}>${words.retry()}</button>
    </div>`;
  return value === undefined ? html`<p class="muted" aria-busy="true">${words.loading()}</p>` : nothing;
}
