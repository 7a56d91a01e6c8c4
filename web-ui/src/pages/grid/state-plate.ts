import type { GridView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clockTime, moment, span } from '../../i18n/format.ts';
import { gridWords, saysWords, supplyMeans, supplyWords } from '../../i18n/grid-words.ts';
import { shared } from '../../styles/shared.ts';

const DAY_MS = 86_400_000;

/** How it stands with the power, large: by shape, colour and word, since when, and what the rota says comes next. */
@customElement('fg-grid-plate')
export class GridPlate extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .plate {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s2) var(--s4);
        align-items: center;
        --tone: var(--run);
        --plate-edge: var(--tone);
      }
      .shedding {
        --tone: var(--hold);
      }
      .unknown {
        --tone: var(--off);
      }
      svg {
        width: 72px;
        height: 72px;
        fill: none;
        stroke: var(--tone);
        stroke-width: 3;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .solid {
        fill: var(--tone);
      }
      .state {
        font-size: var(--text-xl);
        font-weight: 700;
        line-height: 1.2;
      }
      .rest {
        text-wrap: pretty;
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ attribute: false }) grid!: GridView;
  @property({ attribute: false }) now = 0;

  override render() {
    const { state, since, expected } = this.grid;
    return html`<div class="plate ${state}">
      <svg viewBox="0 0 48 48" aria-hidden="true">${shapes[state]}</svg>
      <div>
        <p class="state" role="status">${supplyWords[state]()}</p>
        <p class="muted number">${gridWords.since(moment(since, this.now), span(this.now - since))}</p>
      </div>
      <p class="rest">${this.grid.switch === 'auto' ? supplyMeans[state]() : gridWords.byAdmin()}</p>
      ${
        expected
          ? html`<p class="rest number">
              <strong
                >${gridWords.expected(saysWords[expected.state](), this.#when(expected.at), span(expected.at - this.now))}</strong
              >
            </p>`
          : nothing
      }
    </div>`;
  }

  /** Within a day the time says all. */
  #when(at: number): string {
    return at - this.now < DAY_MS ? clockTime(at) : moment(at, this.now);
  }
}

const bolt = svg`<path class="solid" d="M26 12 16 26h7l-2 11 11-15h-7z"/>`;

const shapes: Readonly<Record<GridView['state'], SVGTemplateResult>> = {
  good: svg`<circle cx="24" cy="24" r="21"/>${bolt}`,
  shedding: svg`<path d="M18 14v20M30 14v20" stroke-width="6"/><rect x="4" y="4" width="40" height="40" rx="8"/>`,
  unknown: svg`<circle cx="24" cy="24" r="21" stroke-dasharray="5 6"/><path d="M18.500 19a5.500 5.500 0 1 1 8 5c-2 1-2.500 2-2.500 4M24 34v.1"/>`,
};
