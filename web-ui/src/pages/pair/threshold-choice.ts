import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { amperes } from '../../i18n/format.ts';
import { radioWords } from '../../i18n/radio-words.ts';
import { shared } from '../../styles/shared.ts';

/** What people plug in, with the current above which it is too much. Unit: mA. */
const presets = [
  { mA: 3_000, label: radioWords.preset3 },
  { mA: 5_000, label: radioWords.preset5 },
  { mA: 8_000, label: radioWords.preset8 },
  { mA: 10_000, label: radioWords.preset10 },
] as const;

/** Chooses a trip threshold by what the outlet will feed, or as a number. Fires `threshold` with mA. */
@customElement('fg-threshold-choice')
export class ThresholdChoice extends LitElement {
  static override readonly styles = [
    shared,
    css`
      fieldset {
        display: grid;
        gap: var(--s2);
      }
      legend {
        padding: 0;
        margin-bottom: var(--s2);
      }
      .choice {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--s3);
        min-height: var(--target);
        padding: var(--s1) var(--s3);
        border: 2px solid var(--hairline);
        border-radius: var(--radius);
        font-weight: 400;
        cursor: pointer;
      }
      .choice:has(:checked) {
        border-color: var(--water);
        font-weight: 600;
      }
      input[type='radio'] {
        width: 22px;
        min-height: 22px;
        margin: 0;
        accent-color: var(--water);
      }
    `,
  ];

  /** Unit: mA. */
  @property({ attribute: false }) value = 10_000;
  @property({ type: Boolean }) disabled = false;

  override render() {
    const isPreset = presets.some(({ mA }) => mA === this.value);
    return html`<fieldset ?disabled=${this.disabled}>
      <legend class="muted">${radioWords.pairThresholdMeans()}</legend>
      ${presets.map(({ mA, label }) => this.#choice(mA === this.value, label(), amperes(mA), mA))}
      ${this.#choice(!isPreset, radioWords.presetOther(), isPreset ? '' : amperes(this.value), undefined)}
      ${isPreset ? nothing : this.#other()}
    </fieldset>`;
  }

  #choice(isChosen: boolean, label: string, current: string, mA: number | undefined) {
    return html`<label class="choice"
      ><input type="radio" name="preset" .checked=${isChosen} @change=${() => this.#choose(mA ?? OTHER_MA)} />
      <span>${label}</span><b class="number">${current}</b></label
    >`;
  }

  #other() {
    return html`<label
      >${radioWords.presetOtherLabel()}<input
        type="number"
        min="100"
        max="30000"
        step="1"
        required
        .value=${String(this.value)}
        @change=${(event: Event) => this.#type(event)}
    /></label>`;
  }

  #type(event: Event): void {
    const input = event.target as HTMLInputElement;
    if (input.reportValidity()) this.#choose(input.valueAsNumber);
  }

  #choose(mA: number): void {
    this.dispatchEvent(new CustomEvent('threshold', { detail: mA }));
  }
}

/** What "another current" begins with: no preset, so that the field is there. Unit: mA. */
const OTHER_MA = 6_000;
