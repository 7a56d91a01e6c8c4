import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { chartMoment } from '../../i18n/chart-time.ts';
import { number } from '../../i18n/format.ts';
import { historyWords } from '../../i18n/history-words.ts';
import { quantity } from '../../i18n/quantity.ts';
import { chartRows, type ChartRow } from '../../points/chart-rows.ts';
import type { Bucket, Span, Trace } from '../../points/chart-traces.ts';
import { rowTable } from '../../styles/row-table.ts';
import { shared } from '../../styles/shared.ts';
import { stepWords, valueWords } from './value-words.ts';

/** As many rows are there at first, and come with each press. */
const ROWS = 100;

/** The numbers behind a chart, the latest first; a silence is a row too. */
@customElement('fg-chart-table')
export class ChartTable extends LitElement {
  static override readonly styles = [
    shared,
    rowTable,
    css`
      .rows {
        max-height: 24rem;
        border: 1.5px solid var(--hairline);
        border-radius: var(--radius);
      }
      caption {
        padding: var(--s2) var(--s3);
        text-align: start;
        color: var(--muted);
      }
      th,
      td {
        padding: var(--s2) var(--s3);
      }
      .silent {
        text-align: start;
        color: var(--muted);
        font-style: italic;
        background: repeating-linear-gradient(-45deg, transparent 0 7px, var(--hairline) 7px 8px);
      }
      .silent span {
        background: var(--surface);
        padding-inline: var(--s1);
      }
    `,
  ];

  @property({ attribute: false }) traces: readonly Trace[] = [];
  @property({ attribute: false }) span: Span = { from: 0, to: 0 };
  /** Unit: s. */
  @property({ attribute: false }) step = 0;
  @state() private shown = ROWS;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render() {
    const rows = chartRows(this.traces);
    const left = rows.length - this.shown;
    const [from, to] = [this.span.from, this.span.to].map((at) => chartMoment(at, 60_000));
    return html`<div class="rows small number" tabindex="0" role="region" aria-label=${historyWords.table()}>
        <table>
          <caption>
            ${historyWords.caption(from ?? '', to ?? '', stepWords(this.step))}
          </caption>
          <thead>
            <tr>
              <th scope="col">${historyWords.time()}</th>
              ${this.traces.map((trace) => this.#heads(trace))}
            </tr>
          </thead>
          <tbody>
            ${rows.slice(0, this.shown).map((row) => this.#row(row))}
          </tbody>
        </table>
      </div>
      ${
        left > 0
          ? html`<p>
              <button @click=${() => (this.shown += ROWS)}>
                ${historyWords.moreRows(number(Math.min(left, ROWS)))}
              </button>
            </p>`
          : nothing
      }`;
  }

  #heads(trace: Trace) {
    const name = trace.scale.unit && trace.kind !== 'flag' ? `${trace.name}, ${trace.scale.unit}` : trace.name;
    if (!this.#isWide(trace)) return html`<th scope="col">${name}</th>`;
    return html`<th scope="col">${historyWords.valueOf(name)}</th>
      <th scope="col">${historyWords.leastOf()}</th>
      <th scope="col">${historyWords.mostOf()}</th>`;
  }

  #row(row: ChartRow) {
    const when = chartMoment(row.at, Math.max(1, this.step) * 1000);
    if ('silentUntil' in row) {
      const columns = this.traces.reduce((sum, trace) => sum + (this.#isWide(trace) ? 3 : 1), 0);
      return html`<tr>
        <th scope="row">${when}</th>
        <td class="silent" colspan=${columns}>
          <span>${historyWords.noReadings(chartMoment(row.silentUntil, Math.max(1, this.step) * 1000))}</span>
        </td>
      </tr>`;
    }
    return html`<tr>
      <th scope="row">${when}</th>
      ${this.traces.map((trace, index) => this.#cells(trace, row.cells[index]))}
    </tr>`;
  }

  #cells(trace: Trace, bucket: Bucket | undefined) {
    const plain = (value: number | undefined) =>
      value === undefined ? '–' : quantity(value, { ...trace.scale, unit: '' });
    if (trace.kind === 'flag') return html`<td>${bucket ? valueWords(trace, bucket) : '–'}</td>`;
    const odd = bucket?.isOdd ? html` <span class="error">(${historyWords.odd()})</span>` : nothing;
    const first = html`<td>${plain(bucket?.value)}${odd}</td>`;
    if (!this.#isWide(trace)) return first;
    return html`${first}
      <td>${plain(bucket?.min)}</td>
      <td>${plain(bucket?.max)}</td>`;
  }

  /** A single reading has no least and no most. */
  #isWide({ kind }: Trace): boolean {
    return kind === 'measure' && this.step > 0;
  }
}
