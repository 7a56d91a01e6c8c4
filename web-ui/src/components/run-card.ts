import type { RunView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clockTime, span } from '../i18n/format.ts';
import { pumpWords } from '../i18n/pump-words.ts';
import { words } from '../i18n/words.ts';
import type { Face } from '../points/face.ts';
import { endsAt, leftS, pumpedS } from '../points/run-time.ts';
import { pictureStyle } from '../styles/picture.ts';
import { shared } from '../styles/shared.ts';
import { picture } from './picture.ts';
import './run-ring.ts';
import './state-face.ts';
import './who-badge.ts';

/** A run that has its pump, or is in hold: its face, what is left in large digits, and STOP, one tap without a question. Fires `stop`. */
@customElement('fg-run-card')
export class RunCard extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      .card {
        display: grid;
        gap: var(--s3) var(--s4);
        justify-items: center;
      }
      .running {
        border-color: var(--run);
      }
      .hold {
        border-color: var(--hold);
      }
      header {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: var(--s3);
        align-items: center;
        justify-self: stretch;
        --face-size: 48px;
      }
      p {
        overflow-wrap: anywhere;
        line-height: 1.3;
      }
      .ends {
        text-align: center;
      }
      .off {
        --picture-ground: var(--text);
      }
      slot {
        display: block;
        justify-self: stretch;
      }
      a {
        color: inherit;
      }
    `,
  ];

  @property({ attribute: false }) run!: RunView;
  @property({ attribute: false }) face!: Face;
  /** Of the pump. */
  @property() name = '';
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) mine = false;
  /** Whoever sees it may stop it. */
  @property({ type: Boolean }) stoppable = false;
  @property({ type: Boolean }) linked = false;
  /** STOP is on its way to the gateway. */
  @property({ type: Boolean }) asking = false;

  override render() {
    const { run, face } = this;
    return html`<section class="card ${face.kind}" aria-label="${this.name}, ${run.name}" data-run=${run.state}>
      <header>
        <fg-state-face .kind=${face.kind}></fg-state-face>
        <div>
          <h2><a href="/pumps/${run.pump}">${this.name}</a></h2>
          <p class="number" data-face=${face.kind}>
            ${face.words}${face.note ? html`<br /><span class="muted small">${face.note}</span>` : nothing}
          </p>
        </div>
        <fg-who-badge .badge=${run.badge} .name=${run.name} ?mine=${this.mine}></fg-who-badge>
      </header>
      ${this.#ring()} ${this.stoppable ? this.#stop() : nothing}
      <slot></slot>
    </section>`;
  }

  #ring() {
    const { run, now } = this;
    const ends = endsAt(run, now);
    const kind = run.state === 'hold' ? 'hold' : run.isCounting && this.face.kind === 'running' ? 'running' : 'wait';
    return html`<fg-run-ring .left=${leftS(run, now)} .of=${run.askedS} .kind=${kind}></fg-run-ring>
      <p class="number ends">
        <span>${run.name}</span>
        ${ends === undefined ? nothing : html` · <strong>${pumpWords.endsAt(clockTime(ends))}</strong>`}
        ${pumpedS(run, now) < 1 ? nothing : html`<br /><span class="muted small">${pumpWords.pumpedSoFar(span(pumpedS(run, now) * 1000))}</span>`}
      </p>`;
  }

  #stop() {
    const isStopping = this.asking || this.run.state === 'stopping';
    const label = this.linked ? (isStopping ? pumpWords.stopping() : words.stop()) : words.noLine();
    return html`<button
      class="big off"
      data-job="stop"
      aria-label="${label}: ${this.name}"
      ?disabled=${!this.linked || isStopping}
      @click=${() => this.dispatchEvent(new CustomEvent('stop'))}
    >
      ${picture('stop')} ${label}
    </button>`;
  }
}
