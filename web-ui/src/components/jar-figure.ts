import type { WalletView } from '@farmgate/gateway/contract';
import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../styles/shared.ts';

/** A jar of this many seconds is drawn full. */
const FULL_S = 4 * 3600;
/** Inside of the drawn jar. Unit: of its 48 by 56. */
const INSIDE = { top: 14, height: 38 };

/** Minutes as water in a jar. A low one has another shape beside it, not only another colour. It says nothing: figures stand beside it. */
@customElement('fg-jar-figure')
export class JarFigure extends LitElement {
  static override readonly styles = [
    shared,
    css`
      svg {
        display: block;
        width: var(--jar, 48px);
        height: auto;
        fill: none;
        stroke: var(--border);
        stroke-width: 2.5;
        stroke-linejoin: round;
        stroke-linecap: round;
      }
      .water {
        fill: var(--water);
        stroke: none;
      }
      .low .water {
        fill: var(--wait);
      }
      .low .glass {
        stroke: var(--wait);
      }
      .low .sign {
        fill: var(--surface);
        stroke: var(--wait);
      }
    `,
  ];

  @property({ attribute: false }) wallet!: Pick<WalletView, 'availableS' | 'isLow'>;

  override render() {
    const { availableS, isLow } = this.wallet;
    const share = Math.min(1, Math.max(0, availableS / FULL_S));
    const height = INSIDE.height * share;
    return html`<svg viewBox="0 0 48 56" aria-hidden="true" class=${isLow ? 'low' : ''}>
      ${svg`<rect class="water" x="9" width="30" y=${INSIDE.top + INSIDE.height - height} height=${height} rx="4"/>
        <path class="glass" d="M15 3h18v6l6 5v35a5 5 0 0 1-5 5H14a5 5 0 0 1-5-5V14l6-5zM13 3h22"/>`}
      ${isLow ? svg`<path class="sign" d="M24 22 36 43H12zM24 29v6M24 39v.1"/>` : ''}
    </svg>`;
  }
}
