import type { SharingSettings } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import { refusalText } from '../../components/field-error.ts';
import { FormValues } from '../../components/form.ts';
import { pumpSetupWords } from '../../i18n/pump-setup-words.ts';
import { shared } from '../../styles/shared.ts';

const billings = ['minutes', 'off'] as const;
const starts = ['after-quiet', 'never'] as const;
const billingWords = { minutes: pumpSetupWords.billingMinutes, off: pumpSetupWords.billingOff };
const startWords = { 'after-quiet': pumpSetupWords.startsAfterQuiet, never: pumpSetupWords.startsNever };

/** How a farm shares its pumps: what is counted, how much a day, and what its transformers bear. Fires `save`. */
@customElement('fg-sharing-form')
export class SharingForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      form {
        max-width: 52rem;
      }
      .two,
      li {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        gap: var(--s3);
        align-items: end;
      }
      li {
        grid-template-columns: minmax(0, 2fr) minmax(0, 1fr) auto;
      }
    `,
  ];

  @property({ attribute: false }) settings!: SharingSettings;
  @property({ attribute: false }) problem: Refusal | undefined;
  @property({ type: Boolean }) linked = false;
  @property({ type: Boolean }) saved = false;
  /** Undefined: as they are. In the order in which they were written. */
  @state() private transformers: readonly (readonly [name: string, kva: number])[] | undefined;

  override render() {
    const { quotaS, lowBalanceS, staggerGapS, billing, startsInUnknown } = this.settings;
    return html`<form class="stack" @submit=${(event: SubmitEvent) => this.#save(event)}>
      <div class="two">
        ${choice('billing', pumpSetupWords.billing(), billings, billingWords, billing)}
        ${choice('startsInUnknown', pumpSetupWords.unknownStarts(), starts, startWords, startsInUnknown)}
        ${count('quota', pumpSetupWords.quota(), pumpSetupWords.quotaHint(), quotaS === null ? '' : quotaS / 60, [1, 1440])}
        ${count('low', pumpSetupWords.lowBalance(), 'min', lowBalanceS / 60, [0, 1440])}
        ${count('stagger', pumpSetupWords.stagger(), 's', staggerGapS, [0, 600])}
      </div>
      ${this.#all(this.#listed())} ${refusalText(this.problem)}
      <p role="status" class=${this.saved ? '' : 'hidden'}>${this.saved ? pumpSetupWords.saved() : ''}</p>
      <p><button class="primary" ?disabled=${!this.linked}>${pumpSetupWords.save()}</button></p>
    </form>`;
  }

  #all(listed: readonly (readonly [string, number])[]) {
    return html`<fieldset class="stack">
      <legend><h3>${pumpSetupWords.transformers()}</h3></legend>
      <p class="muted">${pumpSetupWords.transformersMean()}</p>
      <ul class="stack">
        ${listed.map((one, index) => html`<li>${this.#one(one, index, listed)}</li>`)}
      </ul>
      <p>
        <button type="button" @click=${() => (this.transformers = [...listed, ['', 25]])}>
          ${pumpSetupWords.addTransformer()}
        </button>
      </p>
    </fieldset>`;
  }

  #one([name, kva]: readonly [string, number], index: number, listed: readonly (readonly [string, number])[]) {
    const put = (one: readonly [string, number]) => (this.transformers = listed.with(index, one));
    return html`<label
        >${pumpSetupWords.transformerName()}<input
          required
          maxlength="80"
          autocomplete="off"
          .value=${name}
          @change=${(event: Event) => put([valueOf(event).trim(), kva])}
      /></label>
      <label
        >${pumpSetupWords.bears()} (kVA)<input
          type="number"
          required
          min="0.1"
          max="100000"
          step="any"
          .value=${String(kva)}
          @change=${(event: Event) => put([name, Number(valueOf(event))])}
      /></label>
      <button
        type="button"
        class="quiet"
        aria-label=${pumpSetupWords.removeTransformer(name)}
        @click=${() => (this.transformers = listed.toSpliced(index, 1))}
      >
        ✕
      </button>`;
  }

  #listed(): readonly (readonly [string, number])[] {
    return this.transformers ?? Object.entries(this.settings.transformers);
  }

  #save(event: SubmitEvent): void {
    const form = new FormValues(event);
    const quota = form.text('quota');
    const detail: SharingSettings = {
      billing: form.choice('billing', billings),
      startsInUnknown: form.choice('startsInUnknown', starts),
      quotaS: quota === '' ? null : Math.round(Number(quota) * 60),
      lowBalanceS: Math.round(Number(form.text('low')) * 60),
      staggerGapS: Number(form.text('stagger')),
      transformers: Object.fromEntries(this.#listed()),
    };
    this.dispatchEvent(new CustomEvent('save', { detail }));
  }
}

function choice<Word extends string>(
  name: string,
  label: string,
  choices: readonly Word[],
  texts: Readonly<Record<Word, () => string>>,
  chosen: Word,
) {
  return html`<label
    >${label}<select name=${name}>
      ${choices.map((word) => html`<option value=${word} ?selected=${word === chosen}>${texts[word]()}</option>`)}
    </select></label
  >`;
}

function count(name: string, label: string, hint: string, value: number | '', [min, max]: readonly [number, number]) {
  return html`<label
    >${label}<span class="hint">${hint}</span
    ><input
      type="number"
      name=${name}
      min=${min}
      max=${max}
      step="any"
      ?required=${name !== 'quota'}
      .defaultValue=${String(value)}
  /></label>`;
}

function valueOf({ target }: Event): string {
  return (target as HTMLInputElement).value;
}
