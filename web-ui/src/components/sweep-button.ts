import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';

const SWEEP_MS = 3_000;

/** Starts a machine: a tap, then three seconds in which it can be taken back. Fires `sweep` at their end. Its content is a picture beside the label. */
@customElement('fg-sweep-button')
export class SweepButton extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .sweep {
        position: relative;
        overflow: hidden;
      }
      .sweep::before {
        content: '';
        position: absolute;
        inset: 0;
        background: currentColor;
        opacity: 0.18;
        transform-origin: left;
        animation: sweep 3s linear forwards;
      }
      @keyframes sweep {
        from {
          transform: scaleX(0);
        }
      }
    `,
  ];

  @property() label = '';
  @property({ type: Boolean }) disabled = false;
  /** It is not what the page is there for. */
  @property({ type: Boolean }) plain = false;
  @state() private sweeping = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancel();
  }

  override render() {
    return this.sweeping
      ? html`<button class="big sweep" @click=${() => this.#cancel()}>
          <slot name="cancel"></slot>${words.cancel()}
        </button>`
      : html`<button
          class="big ${this.plain ? '' : 'primary'}"
          ?disabled=${this.disabled}
          @click=${() => this.#begin()}
        >
          <slot></slot>${this.label}
        </button>`;
  }

  #begin(): void {
    this.sweeping = true;
    this.#timer = setTimeout(() => {
      this.sweeping = false;
      this.dispatchEvent(new CustomEvent('sweep'));
    }, SWEEP_MS);
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.sweeping = false;
  }
}
