import type { LedgerDay } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { duration, signedDuration } from '../../i18n/duration.ts';
import { walletWords } from '../../i18n/wallet-words.ts';
import { dayTotals, sumOf, type DayTotal } from '../../points/day-totals.ts';
import { shared } from '../../styles/shared.ts';

/** What one day came to, a line a person, with the sum of all beneath. */
@customElement('fg-day-card')
export class DayCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
        table-layout: fixed;
        font-size: var(--text-s);
      }
      th,
      td {
        padding: var(--s1) 0;
        border-top: 1px solid var(--hairline);
        text-align: end;
        vertical-align: top;
      }
      th:not(:first-child),
      td {
        padding-inline-start: var(--s1);
      }
      th:first-child {
        width: 27%;
        text-align: start;
        overflow-wrap: anywhere;
      }
      thead th {
        border-top: 0;
        color: var(--muted);
        line-height: 1.2;
        hyphens: auto;
        overflow-wrap: break-word;
        font-size: 0.75rem;
      }
      tfoot {
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) days: readonly LedgerDay[] = [];

  override render() {
    const totals = dayTotals(this.days);
    if (totals.length === 0) return html`<p class="muted">${walletWords.nothingThatDay()}</p>`;
    return html`<table class="number">
      <thead>
        <tr>
          <th scope="col">${walletWords.person()}</th>
          <th scope="col">${walletWords.sumBought()}</th>
          <th scope="col">${walletWords.sumPumped()}</th>
          <th scope="col">${walletWords.sumOther()}</th>
        </tr>
      </thead>
      <tbody>
        ${totals.map((total) => this.#row(html`<a href="/wallets/${total.user}">${total.name}</a>`, total))}
      </tbody>
      <tfoot>
        ${this.#row(walletWords.all(), sumOf(totals))}
      </tfoot>
    </table>`;
  }

  #row(name: unknown, { bought, pumped, other }: Pick<DayTotal, 'bought' | 'pumped' | 'other'>) {
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${duration(bought)}</td>
      <td>${duration(pumped)}</td>
      <td>${signedDuration(other)}</td>
    </tr>`;
  }
}
