import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { number } from '../i18n/format.ts';
import { walletWords } from '../i18n/wallet-words.ts';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';

/** More than a month of minutes at once is a slip of the finger. */
const MOST_MIN = 50_000;

/** A number of minutes, by a tap on a usual one or typed. Fires `minutes` with it; `null` where it is none. */
@customElement('fg-minutes-field')
export class MinutesField extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .presets {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: var(--s2);
      }
      .presets button {
        padding-inline: var(--s1);
      }
      button[aria-pressed='true'] {
        border-color: var(--water);
        background: var(--water);
        color: var(--on-water);
      }
    `,
  ];

  @property({ attribute: false }) presets: readonly number[] = [30, 60, 120, 300];
  @property({ attribute: false }) minutes: number | undefined;

  override render() {
    return html`<fieldset class="stack">
      <legend class="hidden">${walletWords.howMany()}</legend>
      <div class="presets">${this.presets.map((preset) => this.#preset(preset))}</div>
      <label
        >${walletWords.otherNumber()}<input
          type="number"
          inputmode="numeric"
          min="1"
          max=${MOST_MIN}
          step="1"
          .value=${this.minutes === undefined ? '' : String(this.minutes)}
          @input=${({ target }: InputEvent) => this.#choose(wholeOf((target as HTMLInputElement).value))}
      /></label>
    </fieldset>`;
  }

  #preset(preset: number) {
    return html`<button type="button" aria-pressed=${preset === this.minutes} @click=${() => this.#choose(preset)}>
      ${words.minutes(number(preset))}
    </button>`;
  }

  #choose(minutes: number | undefined): void {
    this.minutes = minutes;
    this.dispatchEvent(new CustomEvent('minutes', { detail: minutes ?? null }));
  }
}

function wholeOf(text: string): number | undefined {
  const value = Number(text);
  return text !== '' && Number.isInteger(value) && value >= 1 && value <= MOST_MIN ? value : undefined;
}
