import type { Bill, BillLine } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { energyWords } from '../../i18n/energy-words.ts';
import { exact, money, rateMoney } from '../../i18n/money.ts';
import { dateName } from '../../i18n/months.ts';
import { dayText } from '../../points/site-time.ts';
import { shared } from '../../styles/shared.ts';
import { tableStyle } from './table-style.ts';

/** A bill as it stands on paper: each line with how much of what at which rate. */
@customElement('fg-bill-table')
export class BillTable extends LitElement {
  static override readonly styles = [
    shared,
    tableStyle,
    css`
      .of {
        display: block;
      }
      td:last-child {
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) bill!: Bill;

  override render() {
    const { lines, currency, total } = this.bill;
    const isSplit = new Set(lines.map(({ from }) => from)).size > 1;
    return html`<table class="number">
      <thead>
        <tr>
          <th scope="col">${energyWords.charge()}</th>
          <th scope="col">${energyWords.amount()}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map((line) => this.#line(line, isSplit))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${energyWords.total()}</th>
          <td>${money(total, currency)}</td>
        </tr>
      </tfoot>
    </table>`;
  }

  #line(line: BillLine, isSplit: boolean) {
    const { label, amount, from } = line;
    const of = this.#of(line);
    return html`<tr>
      <th scope="row">
        ${label} ${of ? html`<span class="of small muted">${of}</span>` : nothing}
        ${isSplit ? html`<span class="of small muted">${energyWords.since(dateName(dayText(from)))}</span>` : nothing}
      </th>
      <td>${money(amount, this.bill.currency)}</td>
    </tr>`;
  }

  /** 312.5 kWh × 3.2484; 7 % of ฿900.00; a whole month is no news. */
  #of({ quantity, unit, rate }: BillLine): string {
    switch (unit) {
      case 'kWh':
      case 'kW':
        return `${short(quantity)} ${unit} × ${exact(rate)}`;
      case 'month':
        return quantity === '1' ? '' : `${short(quantity)} ${energyWords.perMonth()} × ${exact(rate)}`;
      case 'percent':
        return `${exact(rate)} % × ${rateMoney(quantity, this.bill.currency)}`;
      case '':
        return '';
    }
  }
}

/** A quantity to the Wh. */
function short(quantity: string): string {
  return exact(String(Math.round(Number(quantity) * 1000) / 1000));
}
