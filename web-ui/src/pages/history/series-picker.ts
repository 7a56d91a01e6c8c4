import type { SeriesInfo } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { picture } from '../../components/picture.ts';
import { historyWords } from '../../i18n/history-words.ts';
import { nameOf, titleOf, whyNot } from '../../points/history-choices.ts';
import { pictureStyle } from '../../styles/picture.ts';
import { shared } from '../../styles/shared.ts';

/** Which series are shown. Fires `series` with their names. */
@customElement('fg-series-picker')
export class SeriesPicker extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--s2);
        border-top: 1px solid var(--hairline);
      }
      li span {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      li button {
        flex: none;
        width: var(--target);
        padding: 0;
        --picture-size: 22px;
      }
    `,
  ];

  @property({ attribute: false }) choices: readonly SeriesInfo[] = [];
  @property({ attribute: false }) shown: readonly SeriesInfo[] = [];
  @state() private refused: 'four' | 'units' | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render() {
    return html`<div class="stack">
      <h2>${historyWords.shown()}</h2>
      ${
        this.shown.length === 0
          ? html`<p class="muted">
              ${this.choices.length === 0 ? historyWords.noSeries() : historyWords.chooseSome()}
            </p>`
          : html`<ul>
              ${this.shown.map((info) => this.#one(info))}
            </ul>`
      }
      ${this.#add()}
      ${this.refused ? html`<p role="alert">${this.refused === 'four' ? historyWords.mostSeries() : historyWords.mostUnits()}</p>` : nothing}
    </div>`;
  }

  #one(info: SeriesInfo) {
    const title = info.former ? historyWords.former(titleOf(info)) : titleOf(info);
    return html`<li>
      <span>${title}</span>
      <button class="quiet" aria-label=${historyWords.remove(title)} @click=${() => this.#remove(info)}>
        ${picture('close')}
      </button>
    </li>`;
  }

  #add() {
    const shown = new Set(this.shown.map(nameOf));
    const left = this.choices.filter((info) => !shown.has(nameOf(info)));
    if (left.length === 0) return nothing;
    const groups = [...new Set(left.map(({ device }) => device))].map((id) =>
      left.filter(({ device }) => device === id),
    );
    return html`<label
      >${historyWords.addSeries()}<select @change=${(event: Event) => this.#choose(event)}>
        <option value="">${historyWords.choose()}</option>
        ${groups.map(
          (infos) =>
            html`<optgroup
              label=${infos[0]?.former ? historyWords.former(infos[0].deviceName) : (infos[0]?.deviceName ?? '')}
            >
              ${infos.map((info) => html`<option value=${nameOf(info)}>${info.label}</option>`)}
            </optgroup>`,
        )}
      </select></label
    >`;
  }

  #choose({ target }: Event): void {
    const select = target as HTMLSelectElement;
    const info = this.choices.find((one) => nameOf(one) === select.value);
    select.value = '';
    if (!info) return;
    this.refused = whyNot(info, this.shown);
    if (!this.refused) this.#tell([...this.shown, info]);
  }

  #remove(info: SeriesInfo): void {
    this.refused = undefined;
    this.#tell(this.shown.filter((one) => one !== info));
  }

  #tell(shown: readonly SeriesInfo[]): void {
    this.dispatchEvent(new CustomEvent('series', { detail: shown.map(nameOf) }));
  }
}
