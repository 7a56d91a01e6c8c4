import type { LedgerCheck } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import type { WalletAdminApi } from '../../api/wallet-admin-api.ts';
import { refusalText } from '../../components/field-error.ts';
import { number } from '../../i18n/format.ts';
import { walletWords } from '../../i18n/wallet-words.ts';
import { shared } from '../../styles/shared.ts';

/** Has the gateway go through the whole ledger, and says what it found. */
@customElement('fg-check-card')
export class CheckCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .whole {
        color: var(--run);
        font-weight: 700;
      }
      .whole::before {
        content: '✓ ';
      }
    `,
  ];

  @property({ attribute: false }) api!: WalletAdminApi;
  @property({ type: Boolean }) linked = false;
  @state() private found: LedgerCheck | undefined;
  @state() private problem: Refusal | undefined;
  @state() private isBusy = false;

  override render() {
    return html`<div class="card stack">
      <div class="row">
        <button ?disabled=${!this.linked || this.isBusy} @click=${() => void this.#check()}>
          ${walletWords.check()}
        </button>
        <slot></slot>
      </div>
      <div aria-live="polite" class="number">
        ${this.isBusy ? html`<p class="muted">${walletWords.checking()}</p>` : nothing}
        ${this.found ? this.#result(this.found) : nothing}
      </div>
      ${refusalText(this.problem)}
    </div>`;
  }

  #result({ isWhole, entries, faults }: LedgerCheck) {
    if (isWhole) return html`<p class="whole">${walletWords.whole(number(entries))}</p>`;
    return html`<p class="error">${walletWords.notWhole(number(faults.length))}</p>
      <p>${walletWords.notWholeRemedy()}</p>
      <ul>
        ${faults.map(({ seq, sentence }) => html`<li><strong>${walletWords.entryNumber(number(seq))}</strong>: ${sentence}</li>`)}
      </ul>`;
  }

  async #check(): Promise<void> {
    this.isBusy = true;
    this.found = undefined;
    const answer = await this.api.check();
    this.isBusy = false;
    this.problem = 'problem' in answer ? answer.problem : undefined;
    if ('value' in answer) this.found = answer.value;
  }
}
