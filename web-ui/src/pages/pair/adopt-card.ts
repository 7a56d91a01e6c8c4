import type { SeenDevice } from '@farmgate/gateway/contract';
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import { refusalText } from '../../components/field-error.ts';
import { FormValues } from '../../components/form.ts';
import { radioWords } from '../../i18n/radio-words.ts';
import { words } from '../../i18n/words.ts';
import { shared } from '../../styles/shared.ts';

/** What an outlet is to be called here. */
export interface Naming {
  readonly name: string;
  readonly location?: string;
}

/** Takes a freshly paired outlet in, as soon as it was heard. Fires `adopt`. */
@customElement('fg-adopt-card')
export class AdoptCard extends LitElement {
  static override readonly styles = [shared];

  @property() address = '';
  /** Undefined while the gateway has not heard it. */
  @property({ attribute: false }) seen: SeenDevice | undefined;
  @property({ attribute: false }) problem: Refusal | undefined;
  @property({ type: Boolean }) linked = false;

  override render() {
    return html`<form
      class="card stack"
      aria-label=${radioWords.adoptNow()}
      @submit=${(event: SubmitEvent) => this.#adopt(event)}
    >
      <h2>${radioWords.foundNew(this.address)}</h2>
      ${refusalText(this.problem)}
      ${this.seen ? null : html`<p class="muted" role="status">${radioWords.pairUnheard()}</p>`}
      <label
        >${radioWords.name()}<input
          name="name"
          .defaultValue=${radioWords.foundNew(this.address)}
          required
          maxlength="80"
      /></label>
      <label>${radioWords.place()}<input name="location" maxlength="80" /></label>
      <button class="primary" ?disabled=${!this.linked || !this.seen}>
        ${this.linked ? radioWords.adoptNow() : words.noLine()}
      </button>
    </form>`;
  }

  #adopt(event: SubmitEvent): void {
    const form = new FormValues(event);
    const location = form.text('location');
    const detail: Naming = { name: form.text('name'), ...(location ? { location } : {}) };
    this.dispatchEvent(new CustomEvent('adopt', { detail }));
  }
}
