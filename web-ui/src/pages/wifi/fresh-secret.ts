import type { NodeSecret } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FieldApi } from '../../api/field-api.ts';
import { shared } from '../../styles/shared.ts';
import type { View } from '../view.ts';
import './arrival-card.ts';
import { arrived } from './arrival.ts';
import './secret-card.ts';

/** A secret that was made a moment ago, and beside it whether somebody has signed in with it. Fires `noted`. */
@customElement('fg-fresh-secret')
export class FreshSecret extends LitElement {
  static override readonly styles = [
    shared,
    css`
      @media print {
        fg-arrival-card {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: FieldApi;
  @property({ attribute: false }) go!: (path: string) => void;
  @property({ attribute: false }) secret!: NodeSecret;
  /** When it was made, by the gateway's clock. */
  @property({ attribute: false }) madeAt = 0;
  /** Somebody has it: it is shown no more. */
  @state() private isNoted = false;

  override render() {
    const { view, secret } = this;
    const device = arrived(view.farm?.devices ?? [], secret.id, this.madeAt);
    return html`<div class="stack">
      ${
        // Who shares a login comes under a name of its own, to be adopted.
        secret.kind === 'shared'
          ? nothing
          : html`<fg-arrival-card
              .name=${secret.name}
              .device=${device}
              .api=${this.api}
              .now=${view.now}
              ?current=${view.isCurrent}
              ?linked=${view.isLinked}
            ></fg-arrival-card>`
      }
      ${
        this.isNoted
          ? nothing
          : html`<fg-secret-card
              .secret=${secret}
              ?used=${device !== undefined}
              @done=${() => this.#note()}
              @leave=${({ detail }: CustomEvent<string>) => this.go(detail)}
            ></fg-secret-card>`
      }
    </div>`;
  }

  #note(): void {
    this.isNoted = true;
    this.dispatchEvent(new CustomEvent('noted'));
  }
}
