import type { RechargeReceipt } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/qr-code.ts';
import { duration } from '../../i18n/duration.ts';
import { fullMoment } from '../../i18n/full-moment.ts';
import { walletWords } from '../../i18n/wallet-words.ts';
import { shared } from '../../styles/shared.ts';

/** A receipt as it is handed over: of paper, dark on light in every theme and in print. */
@customElement('fg-receipt-paper')
export class ReceiptPaper extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .paper {
        color-scheme: light;
        display: grid;
        gap: var(--s3);
        max-width: 24rem;
        padding: var(--s5) var(--s4);
        border: 1.5px solid CanvasText;
        border-radius: var(--plate-radius);
        background: Canvas;
        color: CanvasText;
        overflow-wrap: anywhere;
        break-inside: avoid;
      }
      .big {
        font-size: var(--text-xxl);
        font-weight: 700;
        line-height: 1.1;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s1) var(--s4);
        padding-block: var(--s3);
        border-block: 1.5px dashed CanvasText;
      }
      dd {
        font-weight: 600;
        text-align: end;
        text-wrap: balance;
      }
      fg-qr-code {
        width: min(100%, 11rem);
        margin-inline: auto;
      }
      .code {
        font-weight: 700;
        letter-spacing: 0.06em;
        text-align: center;
      }
      .keep {
        text-align: center;
        font-size: var(--text-s);
      }
      @media print {
        .paper {
          width: 72mm;
          padding: 3mm;
          border: 0;
          font-size: 9pt;
        }
      }
    `,
  ];

  @property({ attribute: false }) receipt!: RechargeReceipt;

  override render() {
    const { number, code, site, name, seconds, balanceS, actor, reason, at } = this.receipt;
    const lines = [
      [walletWords.forWhom(), name],
      [walletWords.when(), fullMoment(at)],
      [walletWords.priceNote(), reason],
      [walletWords.takenBy(), actor],
      [walletWords.balanceAfter(), duration(balanceS)],
    ] as const;
    return html`<article class="paper number" aria-label=${walletWords.receiptNumber(String(number))}>
      <p><strong>${site}</strong><br />${walletWords.receiptNumber(String(number))}</p>
      <p>${walletWords.bought()}<br /><span class="big">${duration(seconds)}</span></p>
      <dl>
        ${lines.map(
          ([label, value]) =>
            html`<dt>${label}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
      <fg-qr-code .text=${code} .label=${walletWords.qrLabel(code)}></fg-qr-code>
      <p class="code" dir="ltr">${code}</p>
      <p class="keep">${walletWords.keepIt()}</p>
    </article>`;
  }
}
