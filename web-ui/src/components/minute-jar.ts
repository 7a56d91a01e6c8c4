import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { number } from '../i18n/format.ts';
import { pumpWords } from '../i18n/pump-words.ts';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';

/** A jar holds so much; with more it is shown full, and its digits say how much. Unit: s. */
const BRIM_S = 7_200;
const TOP = 14;
const BOTTOM = 58;

/** Minutes drawn as water in a jar: what may be used, above it hatched what is reserved or about to be taken. */
@customElement('fg-minute-jar')
export class MinuteJar extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--s4);
        color: var(--level);
        --level: var(--water);
      }
      :host([low]) {
        --level: var(--wait);
      }
      svg {
        flex: none;
        width: var(--jar-size, 88px);
        height: var(--jar-size, 88px);
        overflow: visible;
      }
      .glass {
        fill: none;
        stroke: var(--text);
        stroke-width: 2.5;
        stroke-linejoin: round;
        stroke-linecap: round;
      }
      .inside {
        fill: var(--bg);
      }
      .water {
        fill: var(--level);
      }
      .taken {
        fill: none;
        stroke: var(--level);
        stroke-width: 2;
        stroke-dasharray: 3 3;
      }
      .low {
        fill: none;
        stroke: var(--wait);
        stroke-width: 3.5;
        stroke-linecap: round;
      }
      p {
        color: var(--text);
        min-width: 0;
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
      b {
        font-size: var(--text-xxl);
        line-height: 1.05;
      }
    `,
  ];

  /** What may be used. Unit: s. */
  @property({ type: Number }) available = 0;
  /** Of it, what somebody is about to use; or beside it, what a run has reserved. Unit: s. */
  @property({ type: Number }) taken = 0;
  @property({ type: Boolean, reflect: true }) low = false;

  override render() {
    const minutes = number(Math.floor(this.available / 60));
    return html`<svg viewBox="0 0 48 62" role="img" aria-label=${pumpWords.jarSays(words.minutes(minutes))}>
        ${this.#drawing()}
      </svg>
      <p class="number">
        <b data-minutes>${minutes}</b> ${words.minutes('').trim()}
        ${this.low ? html`<br /><strong>${this.available < 60 ? pumpWords.noMinutes() : pumpWords.lowMinutes()}</strong>` : nothing}
        <slot></slot>
      </p>`;
  }

  #drawing() {
    const top = heightOf(this.available);
    const above = heightOf(this.available + this.taken);
    return svg`<clipPath id="inside"><path d=${inside}/></clipPath>
      <path class="inside" d=${inside}/>
      <g clip-path="url(#inside)">
        <rect class="water" x="0" width="48" y=${top} height=${BOTTOM - top + 4}/>
        ${this.taken > 0 ? svg`<rect class="taken" x="5" width="38" y=${above} height=${Math.max(4, top - above)}/>` : nothing}
      </g>
      <path class="glass" d="M14 3h20M16 3v5c-6 2-10 6-10 12v34a5 5 0 0 0 5 5h26a5 5 0 0 0 5-5V20c0-6-4-10-10-12V3"/>
      ${this.low ? svg`<path class="low" d="M24 24v14M24 46v.1"/>` : nothing}`;
  }
}

const inside = 'M16 8c-6 2-10 6-10 12v34a5 5 0 0 0 5 5h26a5 5 0 0 0 5-5V20c0-6-4-10-10-12z';

function heightOf(seconds: number): number {
  return BOTTOM - (BOTTOM - TOP) * Math.min(1, Math.max(0, seconds / BRIM_S));
}
