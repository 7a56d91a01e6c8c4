import type { RealBillView, VarianceView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { EnergyApi } from '../../api/energy-api.ts';
import { fetchState } from '../../components/fetch-state.ts';
import { causeWords, energyWords } from '../../i18n/energy-words.ts';
import { number } from '../../i18n/format.ts';
import { fullMoment } from '../../i18n/full-moment.ts';
import { money, signedMoney } from '../../i18n/money.ts';
import { dateName } from '../../i18n/months.ts';
import { dayText } from '../../points/site-time.ts';
import { Fetched } from '../../state/fetched.ts';
import { shared } from '../../styles/shared.ts';
import '../energy/bill-table.ts';

/** A bill of the supplier; opened, how far it is from what was computed, and why. Fires `remove`. */
@customElement('fg-variance-card')
export class VarianceCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      dl {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--s1) var(--s4);
      }
      dd {
        text-align: end;
        font-weight: 600;
      }
      .difference {
        padding-top: var(--s2);
        border-top: 2px solid var(--border);
        font-weight: 700;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--s3);
        padding-block: var(--s2);
        border-top: 1px solid var(--hairline);
      }
      li p {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ attribute: false }) bill!: RealBillView;
  @property({ attribute: false }) api!: EnergyApi;
  @property({ type: Boolean }) open = false;
  @property({ type: Boolean }) editable = false;
  @state() private isOpen = false;
  readonly #variance = new Fetched<VarianceView | undefined>(
    this,
    () => (this.isOpen || this.open ? this.api.variance(this.bill.id) : Promise.resolve({ value: undefined })),
    () => this.isOpen || this.open,
  );

  override render() {
    const { entry, by, at } = this.bill;
    const { from, to, total, currency, note } = entry;
    // The last day is the one before the midnight it ends with.
    const days = `${dateName(dayText(from))} – ${dateName(dayText(to - 1))}`;
    return html`<section class="card stack number">
      <div>
        <h2>${days}</h2>
        <p><strong>${money(total, currency)}</strong></p>
        <p class="small muted">${energyWords.enteredBy(by, fullMoment(at))}${note ? ` · ${note}` : ''}</p>
      </div>
      <details ?open=${this.open} @toggle=${({ target }: Event) => (this.isOpen = (target as HTMLDetailsElement).open)}>
        <summary>${energyWords.why()}</summary>
        ${this.isOpen || this.open ? this.#compared() : nothing}
      </details>
      ${
        this.editable
          ? html`<p>
              <button
                aria-label="${energyWords.removeBill()}: ${days}"
                @click=${() => this.dispatchEvent(new CustomEvent('remove'))}
              >
                ${energyWords.remove()}
              </button>
            </p>`
          : nothing
      }
    </section>`;
  }

  #compared() {
    const variance = this.#variance.value.value;
    return variance ? this.#parts(variance) : fetchState(this.#variance);
  }

  #parts({ currency, real, computed, difference, percent, parts, bill, isRepriced }: VarianceView) {
    const share = percent === undefined ? '' : ` (${percent > 0 ? '+' : ''}${number(percent)} %)`;
    return html`<div class="stack" data-variance>
      <dl>
        <dt>${energyWords.onBill()}</dt>
        <dd>${money(real, currency)}</dd>
        <dt>${energyWords.computed()}</dt>
        <dd>${money(computed, currency)}</dd>
        <dt class="difference">${energyWords.difference()}</dt>
        <dd class="difference">${signedMoney(difference, currency)}${share}</dd>
      </dl>
      ${isRepriced ? html`<p class="muted">${energyWords.repriced()}</p>` : nothing}
      ${
        parts.length === 0
          ? html`<p>${energyWords.fits()}</p>`
          : html`<ul>
              ${parts.map(
                ({ cause, amount, sentence }) =>
                  html`<li>
                    <span>${causeWords[cause]()}</span><strong>${signedMoney(amount, currency)}</strong>
                    <p class="small muted">${sentence}</p>
                  </li>`,
              )}
            </ul>`
      }
      <details>
        <summary>${energyWords.computed()}</summary>
        <fg-bill-table .bill=${bill}></fg-bill-table>
      </details>
    </div>`;
  }
}
