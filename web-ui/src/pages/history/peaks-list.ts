import type { SeriesInfo } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import type { HistoryApi } from '../../api/history-api.ts';
import { fetchState } from '../../components/fetch-state.ts';
import { chartMoment } from '../../i18n/chart-time.ts';
import { historyWords } from '../../i18n/history-words.ts';
import { quantity, scaleOf } from '../../i18n/quantity.ts';
import type { Span } from '../../points/chart-traces.ts';
import { nameOf, titleOf } from '../../points/history-choices.ts';
import { Fetched } from '../../state/fetched.ts';
import { shared } from '../../styles/shared.ts';

/** The highest of a series in a while. Fires `peak` with when one was. */
@customElement('fg-peaks-list')
export class PeaksList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--s3);
        border-top: 1px solid var(--hairline);
      }
    `,
  ];

  @property({ attribute: false }) info!: SeriesInfo;
  @property({ attribute: false }) span!: Span;
  @property({ attribute: false }) api!: HistoryApi;
  readonly #peaks = new Fetched(
    this,
    () => this.api.peaks({ series: nameOf(this.info), ...this.span }),
    () => `${nameOf(this.info)} ${this.span.from} ${this.span.to}`,
  );

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render() {
    const { peaks = [] } = this.#peaks.value.value ?? {};
    const scale = scaleOf(this.info.unit);
    return html`<section class="card stack">
      <h2>${historyWords.peaks()}: ${titleOf(this.info)}</h2>
      ${fetchState(this.#peaks)}
      ${this.#peaks.value.value && peaks.length === 0 ? html`<p class="muted">${historyWords.nothingThen()}</p>` : nothing}
      <ol class="number">
        ${peaks.map(
          ({ at, max }) =>
            html`<li>
              <span><strong>${quantity(max / scale.per, scale)}</strong><br />${chartMoment(at, 60_000)}</span>
              <button
                class="quiet"
                aria-label="${historyWords.showPeak()}: ${chartMoment(at, 60_000)}"
                @click=${() => this.dispatchEvent(new CustomEvent('peak', { detail: at }))}
              >
                ${historyWords.showPeak()}
              </button>
            </li>`,
        )}
      </ol>
    </section>`;
  }
}
