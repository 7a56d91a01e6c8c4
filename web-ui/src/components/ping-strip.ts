import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { number } from '../i18n/format.ts';
import { radioWords } from '../i18n/radio-words.ts';
import type { Work } from '../state/work.ts';

/** The last answers as marks, the newest at the end: a full drop for an answer, a cross for none. */
@customElement('fg-ping-strip')
export class PingStrip extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
    }
    div {
      display: grid;
      grid-template-columns: repeat(15, minmax(0, 1fr));
      gap: 4px;
      max-width: 30rem;
      margin-inline: auto;
    }
    svg {
      display: block;
      width: 100%;
      fill: none;
      stroke-width: 2.5;
      stroke-linecap: round;
    }
    .yes {
      fill: var(--run);
    }
    .no {
      stroke: var(--fault);
    }
    .none {
      stroke: var(--hairline);
      stroke-width: 1.5;
    }
  `;

  @property({ attribute: false }) pings: Work['pings'] = [];
  /** Places of the strip, so that it does not grow while one looks at it. */
  @property({ attribute: false }) places = 30;

  override render() {
    const yes = this.pings.filter(({ answered }) => answered).length;
    const label = radioWords.marksSaid(number(yes), number(this.pings.length - yes));
    const empty = Math.max(0, this.places - this.pings.length);
    return html`<div role="img" aria-label=${label}>
      ${this.pings.map(({ answered }) => (answered ? came : lost))} ${Array.from({ length: empty }, () => place)}
    </div>`;
  }
}

const mark = (shape: unknown) => html`<svg viewBox="0 0 16 20" aria-hidden="true">${shape}</svg>`;
const came = mark(svg`<path class="yes" d="M8 1c3 4.500 6 7.500 6 11.500a6 6 0 0 1-12 0C2 8.500 5 5.500 8 1z"/>`);
const lost = mark(svg`<path class="no" d="m3.500 5.500 9 9M12.500 5.500l-9 9"/>`);
const place = mark(svg`<circle class="none" cx="8" cy="10" r="2"/>`);
