import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { FormValues } from '../../components/form.ts';
import { number } from '../../i18n/format.ts';
import { historyWords } from '../../i18n/history-words.ts';
import { words } from '../../i18n/words.ts';
import type { Span } from '../../points/chart-traces.ts';
import { presetNames, type Asked, type Preset } from '../../points/history-asked.ts';
import { momentOf, wallText } from '../../points/site-time.ts';
import { shared } from '../../styles/shared.ts';
import { chips, showChosen } from './chips.ts';

const presetWords: Readonly<Record<Preset, () => string>> = {
  '1h': () => words.hours(number(1)),
  '6h': () => words.hours(number(6)),
  '24h': () => words.hours(number(24)),
  '7d': () => words.days(number(7)),
  '30d': () => words.days(number(30)),
  '1y': historyWords.year,
};

/** Which while is shown. Fires `asked` with what of it is another now. */
@customElement('fg-span-bar')
export class SpanBar extends LitElement {
  static override readonly styles = [shared, chips];

  @property({ attribute: false }) asked!: Asked;
  /** What is to be seen now. */
  @property({ attribute: false }) span!: Span;
  @state() private isOwn = false;
  @state() private isWrong = false;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override firstUpdated(): void {
    showChosen(this.renderRoot);
  }

  override render() {
    const { preset, span } = this.asked;
    return html`<div class="stack">
      <fieldset class="chips">
        <legend>${historyWords.span()}</legend>
        ${presetNames.map(
          (name) =>
            html`<button
              class="number"
              aria-pressed=${!span && preset === name}
              @click=${() => this.#ask({ preset: name, span: undefined })}
            >
              ${presetWords[name]()}
            </button>`,
        )}
        <button
          aria-pressed=${span !== undefined}
          aria-expanded=${this.isOwn}
          @click=${() => (this.isOwn = !this.isOwn)}
        >
          ${historyWords.own()}
        </button>
      </fieldset>
      ${this.isOwn ? this.#own() : nothing}
    </div>`;
  }

  #own() {
    const field = (name: string, label: string, at: number) =>
      html`<label
        >${label}<input
          name=${name}
          type="datetime-local"
          required
          aria-invalid=${this.isWrong}
          .defaultValue=${wallText(at)}
      /></label>`;
    return html`<form class="row" @submit=${(event: SubmitEvent) => this.#take(event)}>
      ${field('from', historyWords.from(), this.span.from)} ${field('to', historyWords.to(), this.span.to)}
      <button class="primary">${historyWords.show()}</button>
      ${this.isWrong ? html`<p class="error" role="alert">${historyWords.fromAfterTo()}</p>` : nothing}
    </form>`;
  }

  #take(event: SubmitEvent): void {
    const form = new FormValues(event);
    const [from, to] = [momentOf(form.text('from')), momentOf(form.text('to'))];
    this.isWrong = from === undefined || to === undefined || from >= to;
    if (from === undefined || to === undefined || this.isWrong) return;
    this.isOwn = false;
    this.#ask({ span: { from, to } });
  }

  #ask(detail: Partial<Asked>): void {
    this.dispatchEvent(new CustomEvent('asked', { detail }));
  }
}
