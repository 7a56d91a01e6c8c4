import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OwnWalletApi } from '../api/wallet-admin-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { walletWords } from '../i18n/wallet-words.ts';
import { Fetched } from '../state/fetched.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';
import './wallet/receipt-paper.ts';

/** What it is called. */
export const title = walletWords.receipt;

/** One receipt, to be handed over on paper or shown. Whoever keeps the minutes finds the way back to the person. */
@customElement('fg-receipt-page')
export class ReceiptPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      @media print {
        .no-print {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property() number = '';
  @property({ attribute: false }) api!: OwnWalletApi;
  readonly #receipt = new Fetched(this, () => this.api.receipt(this.number));

  override render() {
    const receipt = this.#receipt.value.value;
    const isMine = receipt?.user === this.view.user.id || this.view.user.role !== 'admin';
    return html`<div class="stack">
      <p class="no-print">
        ${
          isMine
            ? html`<a href="/wallet">← ${walletWords.myMinutes()}</a>`
            : html`<a href="/wallets/${receipt?.user ?? ''}">← ${walletWords.minutesOf(receipt?.name ?? '')}</a>`
        }
      </p>
      <h1 class="no-print" tabindex="-1">${walletWords.receiptNumber(this.number)}</h1>
      ${fetchState(this.#receipt)}
      ${
        receipt
          ? html`<fg-receipt-paper .receipt=${receipt}></fg-receipt-paper>
              <p class="no-print"><button class="primary" @click=${() => print()}>${walletWords.print()}</button></p>`
          : nothing
      }
    </div>`;
  }
}
