import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { countdown } from '../i18n/format.ts';
import { pumpWords } from '../i18n/pump-words.ts';

const RADIUS = 88;
const ROUND = 2 * Math.PI * RADIUS;

/** What is left of a run as a ring, with the time in large digits. It shrinks only as the gateway counts. */
@customElement('fg-run-ring')
export class RunRing extends LitElement {
  static override readonly styles = css`
    :host {
      position: relative;
      display: grid;
      place-items: center;
      width: var(--ring-size, 216px);
      height: var(--ring-size, 216px);
      flex: none;
    }
    svg {
      position: absolute;
      inset: 0;
      fill: none;
      stroke-width: 12;
    }
    .track {
      stroke: var(--hairline);
    }
    .left {
      stroke: var(--pen);
      stroke-linecap: round;
      transform: rotate(-90deg);
      transform-origin: center;
    }
    .running {
      --pen: var(--run);
    }
    .hold {
      --pen: var(--hold);
    }
    .wait {
      --pen: var(--wait);
    }
    .wait .left {
      stroke-dasharray: 0.1 18;
    }
    p {
      margin: 0;
      color: var(--text);
      font: 700 var(--ring-text, 56px) / 1 var(--font);
      font-variant-numeric: tabular-nums;
      letter-spacing: -0.02em;
    }
    .long {
      font-size: calc(var(--ring-text, 56px) * 0.78);
    }
  `;

  /** Unit: s. */
  @property({ type: Number }) left = 0;
  /** Unit: s. */
  @property({ type: Number }) of = 1;
  /** `wait`: nothing is counted yet, or not any more. */
  @property() kind: 'running' | 'hold' | 'wait' = 'wait';

  override render() {
    const share = Math.min(1, Math.max(0, this.left / Math.max(1, this.of)));
    const text = countdown(this.left * 1000);
    const dashes = this.kind === 'wait' ? '' : `stroke-dasharray: ${share * ROUND} ${ROUND}`;
    return html`<svg viewBox="0 0 200 200" class=${this.kind} aria-hidden="true">
        ${svg`<circle class="track" cx="100" cy="100" r=${RADIUS}/><circle class="left" cx="100" cy="100" r=${RADIUS} .style=${dashes}/>`}
      </svg>
      <p role="timer" aria-label="${pumpWords.timeLeft()}: ${text}" class=${text.length > 5 ? 'long' : ''}>${text}</p>`;
  }
}
