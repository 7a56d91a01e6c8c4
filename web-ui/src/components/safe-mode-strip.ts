import type { SafeMode } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import { createNetworkApi } from '../api/network-api.ts';
import type { Send } from '../api/send.ts';
import { moment } from '../i18n/format.ts';
import { networkWords } from '../i18n/network-words.ts';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';
import { refusalText } from './field-error.ts';

/** That the gateway does no more than it must: since when and why, what works, and the way out for who may take it. */
@customElement('fg-safe-mode-strip')
export class SafeModeStrip extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        margin-bottom: var(--s3);
      }
      .plate {
        --plate-edge: var(--wait);
        line-height: 1.35;
        display: grid;
        gap: var(--s2);
        overflow-wrap: anywhere;
      }
      h2 svg {
        width: 28px;
        height: 28px;
        vertical-align: -6px;
        fill: none;
        stroke: var(--wait);
        stroke-width: 4;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
    `,
  ];

  @property({ attribute: false }) safeMode!: SafeMode;
  @property({ attribute: false }) send!: Send;
  /** Gateway wall time. */
  @property({ attribute: false }) now = 0;
  /** This person may end it. */
  @property({ type: Boolean }) master = false;
  /** This person may see how the gateway is. */
  @property({ type: Boolean }) admin = false;
  @property({ type: Boolean }) linked = false;
  @state() private isLeft = false;
  @state() private isBusy = false;
  @state() private problem: Refusal | undefined;

  override render() {
    const { since, why } = this.safeMode;
    return html`<section class="plate" aria-labelledby="title">
      <h2 id="title">
        ${shield} ${networkWords.safeMode()}
        <span class="small muted">${networkWords.safeSince(moment(since, this.now))}</span>
      </h2>
      <p><strong>${networkWords.safeWorks()}</strong> ${networkWords.safeLeftOut()}</p>
      <p class="muted small">${why}</p>
      ${refusalText(this.problem)}
      <p role="status" ?hidden=${!this.isLeft}>${this.isLeft ? networkWords.safeLeft() : nothing}</p>
      ${this.#wayOut()}
    </section>`;
  }

  #wayOut() {
    return html`<div class="row">
      ${
        this.isLeft || !this.master
          ? nothing
          : html`<button ?disabled=${!this.linked || this.isBusy} @click=${() => void this.#leave()}>
              ${this.linked ? networkWords.safeLeave() : words.noLine()}
            </button>`
      }
      ${this.admin ? html`<a class="button" href="/health">${networkWords.toHealth()}</a>` : nothing}
      ${this.master ? nothing : html`<p>${networkWords.safeAsk()}</p>`}
    </div>`;
  }

  async #leave(): Promise<void> {
    this.isBusy = true;
    const answer = await createNetworkApi(this.send).leaveSafeMode();
    this.isBusy = false;
    this.problem = 'problem' in answer ? answer.problem : undefined;
    this.isLeft = this.problem === undefined;
  }
}

const shield = html`<svg viewBox="0 0 48 48" aria-hidden="true">
  <path d="M24 5 41 11v13c0 10-7 16-17 20C14 40 7 34 7 24V11zM24 16v11M24 34v.1" />
</svg>`;
