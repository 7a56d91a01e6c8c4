import type { LinkHistory, LinkSlot } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clockTime, number } from '../i18n/format.ts';
import { radioWords } from '../i18n/radio-words.ts';
import { linkDay, type Column, type LinkDay } from '../points/link-day.ts';
import { rowTable } from '../styles/row-table.ts';
import { shared } from '../styles/shared.ts';

/** A link's score over the last 24 h as columns, with the same as a table. */
@customElement('fg-link-chart')
export class LinkChart extends LitElement {
  static override readonly styles = [
    shared,
    rowTable,
    css`
      .chart {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--s2);
      }
      .scale {
        display: flex;
        flex-direction: column;
        justify-content: space-between;
        margin-block: -0.6em;
        line-height: 1.2;
        text-align: end;
      }
      svg {
        display: block;
        width: 100%;
        height: 120px;
        border-bottom: 1.5px solid var(--border);
        overflow: visible;
      }
      line {
        stroke: var(--hairline);
        stroke-width: 1px;
        vector-effect: non-scaling-stroke;
      }
      .very-good,
      .good {
        fill: var(--run);
      }
      .weak {
        fill: var(--wait);
      }
      .bad {
        fill: var(--fault);
      }
      .unheard {
        fill: var(--off);
      }
      .hours {
        grid-column: 2;
        display: flex;
        justify-content: space-between;
      }
      .rows {
        max-height: 18rem;
      }
      th,
      td {
        padding: var(--s1) var(--s2);
      }
    `,
  ];

  @property({ attribute: false }) history!: LinkHistory;
  @property({ attribute: false }) now = 0;
  @state() private isOpen = false;

  override render() {
    const day = linkDay(this.history, this.now);
    return html`<div class="stack">
      ${this.#chart(day)}
      <p class="small muted">${radioWords.chartKey()}</p>
      <details @toggle=${(event: Event) => (this.isOpen = (event.target as HTMLDetailsElement).open)}>
        <summary>${radioWords.asTable()}</summary>
        ${this.isOpen ? this.#table() : nothing}
      </details>
    </div>`;
  }

  /** Time runs from left to right in every language, as on a clock's recorder. */
  #chart({ count, columns, least, most }: LinkDay) {
    const label =
      least === undefined || most === undefined
        ? radioWords.dayUnheard()
        : radioWords.dayOf(number(least), number(most));
    return html`<div class="chart small muted number" dir="ltr">
      <div class="scale" aria-hidden="true">
        <span>${number(10)}</span><span>${number(5)}</span><span>${number(0)}</span>
      </div>
      <svg viewBox="0 0 ${count} 10" preserveAspectRatio="none" role="img" aria-label=${label}>
        ${[0, 5].map((y) => svg`<line x1="0" x2=${count} y1=${y} y2=${y}/>`)} ${columns.map((column) => bar(column))}
      </svg>
      <div class="hours" aria-hidden="true">
        <span>${radioWords.hoursAgo(number(24))}</span><span>${radioWords.hoursAgo(number(12))}</span
        ><span>${radioWords.nowMark()}</span>
      </div>
    </div>`;
  }

  #table() {
    return html`<div class="rows small" tabindex="0" role="region" aria-label=${radioWords.lastDay()}>
      <table class="number">
        <thead>
          <tr>
            <th scope="col">${radioWords.time()}</th>
            <th scope="col">${radioWords.score()}</th>
            <th scope="col">${radioWords.firstTry()}</th>
            <th scope="col">${radioWords.tries()}</th>
            <th scope="col">${radioWords.roundTrip()}</th>
            <th scope="col">${radioWords.heardShare()}</th>
          </tr>
        </thead>
        <tbody>
          ${this.history.slots.toReversed().map((slot) => row(slot))}
        </tbody>
      </table>
    </div>`;
  }
}

/** A score of 0 is to be seen too. */
function bar({ index, score, grade }: Column) {
  const height = score === undefined ? 0.5 : Math.max(0.3, score);
  return svg`<rect class=${grade ?? 'unheard'} x=${index} y=${10 - height} width="0.85" height=${height}/>`;
}

function row({ at, score, firstTry, tries, roundTrip, onlinePercent }: LinkSlot) {
  return html`<tr>
    <th scope="row">${clockTime(at)}</th>
    <td>${orDash(score)}</td>
    <td>${orDash(firstTry, ' %')}</td>
    <td>${orDash(tries)}</td>
    <td>${orDash(roundTrip, ' ms')}</td>
    <td>${number(onlinePercent)} %</td>
  </tr>`;
}

function orDash(value: number | undefined, unit = ''): string {
  return value === undefined ? '–' : `${number(value)}${unit}`;
}
