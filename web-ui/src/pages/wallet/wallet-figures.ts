import type { WalletView } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/jar-figure.ts';
import { duration } from '../../i18n/duration.ts';
import { walletWords } from '../../i18n/wallet-words.ts';
import { shared } from '../../styles/shared.ts';

/** A wallet as its page shows it: the jar, what is available in large digits, and where the rest is. */
@customElement('fg-wallet-figures')
export class WalletFigures extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .plate {
        --jar: 72px;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s3) var(--s4);
        align-items: center;
      }
      .low {
        --plate-edge: var(--wait);
      }
      .big {
        font-size: var(--text-xxl);
        font-weight: 700;
        line-height: 1.1;
        overflow-wrap: anywhere;
      }
      .low .word {
        color: var(--wait);
        font-weight: 700;
      }
      dl {
        grid-column: 1 / -1;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s1) var(--s4);
      }
      dd {
        text-align: end;
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) wallet!: WalletView;

  override render() {
    const { availableS, balanceS, reservedS, usedTodayS, quotaS, isLow } = this.wallet;
    const used = duration(usedTodayS);
    return html`<div class="plate number ${isLow ? 'low' : ''}">
      <fg-jar-figure .wallet=${this.wallet}></fg-jar-figure>
      <div>
        <p class="muted">${walletWords.available()}</p>
        <p class="big">${duration(availableS)}</p>
        ${isLow ? html`<p class="word">${availableS <= 0 ? walletWords.empty() : walletWords.low()}</p>` : ''}
      </div>
      <dl>
        <dt class="muted">${walletWords.balance()}</dt>
        <dd>${duration(balanceS)}</dd>
        <dt class="muted">${walletWords.reserved()}</dt>
        <dd>${duration(reservedS)}</dd>
        <dt class="muted">${walletWords.usedToday()}</dt>
        <dd>
          ${quotaS === undefined ? html`${used} <span class="muted small">· ${walletWords.noQuota()}</span>` : walletWords.ofQuota(used, duration(quotaS))}
        </dd>
      </dl>
    </div>`;
  }
}
