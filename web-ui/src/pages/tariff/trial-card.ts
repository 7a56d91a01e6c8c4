import type { Bill } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { energyWords } from '../../i18n/energy-words.ts';
import { kwh, money } from '../../i18n/money.ts';
import { tariffWords } from '../../i18n/tariff-words.ts';
import { shared } from '../../styles/shared.ts';
import '../energy/bill-table.ts';

/** What a month would cost by terms that are being written: the first of the bills line by line. Fires `energy` with kWh. */
@customElement('fg-trial-card')
export class TrialCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s1) var(--s4);
      }
      dd {
        text-align: end;
      }
      .big {
        font-size: var(--text-xl);
        font-weight: 700;
      }
      input {
        max-width: 10rem;
      }
    `,
  ];

  /** The one that was asked for first. */
  @property({ attribute: false }) bills: readonly Bill[] = [];
  /** Unit: kWh. */
  @property({ attribute: false }) energy = 100;

  override render() {
    const [bill, ...others] = this.bills;
    return html`<section class="plate stack number" aria-live="polite">
      <h2>${tariffWords.example()}</h2>
      <label
        >${tariffWords.exampleKwh()}<input
          type="number"
          min="0"
          max="1000000"
          step="1"
          .value=${String(this.energy)}
          @change=${({ target }: Event) => this.#tell((target as HTMLInputElement).value)}
      /></label>
      ${bill ? this.#bills(bill, others) : html`<p class="muted">${tariffWords.notYet()}</p>`}
    </section>`;
  }

  #bills(bill: Bill, others: readonly Bill[]) {
    return html`<div>
        <p>${tariffWords.exampleFor(kwh(bill.energyKwh))}</p>
        <p class="big" data-trial>${money(bill.total, bill.currency)}</p>
        <p class="small muted">${perUnit(bill)} ${tariffWords.exampleMeans()}</p>
      </div>
      <dl>
        ${others.map(
          (other) =>
            html`<dt>${kwh(other.energyKwh)}</dt>
              <dd>
                <strong>${money(other.total, other.currency)}</strong>
                <span class="small muted">${perUnit(other)}</span>
              </dd>`,
        )}
      </dl>
      <details>
        <summary>${energyWords.bill()}</summary>
        <fg-bill-table .bill=${bill}></fg-bill-table>
      </details>`;
  }

  #tell(text: string): void {
    const detail = Math.round(Number(text));
    if (detail >= 0 && detail <= 1_000_000) this.dispatchEvent(new CustomEvent('energy', { detail }));
  }
}

function perUnit({ total, currency, energyKwh }: Bill) {
  const used = Number(energyKwh);
  return used > 0 ? tariffWords.aUnit(money(total / used, currency)) : nothing;
}
