import type { RealBillEntry } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import { refusalText } from '../../components/field-error.ts';
import { FormValues } from '../../components/form.ts';
import { energyWords } from '../../i18n/energy-words.ts';
import { daysOf } from '../../points/months.ts';
import { realBillOf } from '../../points/real-bill.ts';
import { shared } from '../../styles/shared.ts';

/** What stands on a bill of the supplier. Fires `enter`. */
@customElement('fg-bill-form')
export class BillForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: var(--s3);
        align-items: end;
      }
      form {
        max-width: none;
      }
    `,
  ];

  @property() currency = '';
  /** The month that it is most likely for, `2026-10`. */
  @property() month = '';
  @property({ attribute: false }) problem: Refusal | undefined;
  @property({ type: Boolean }) linked = false;
  @property({ type: Boolean }) busy = false;
  @state() private wrong: ReadonlySet<string> = new Set();

  override render() {
    const days = daysOf(this.month);
    return html`<form class="card stack" novalidate @submit=${(event: SubmitEvent) => this.#enter(event)}>
      <h2>${energyWords.enterBill()}</h2>
      <p class="muted">${energyWords.billMeans()}</p>
      <div class="two">
        ${this.#day('from', energyWords.firstDay(), days[0])} ${this.#day('to', energyWords.lastDay(), days.at(-1))}
        ${this.#amount('total', `${energyWords.billTotal()} (${this.currency})`)}
        ${this.#amount('energyKwh', energyWords.billKwh(), energyWords.ifThere())}
        ${this.#amount('energy', energyWords.billEnergy(), energyWords.billEnergyHint())}
        ${this.#amount('fixed', energyWords.billFixed(), energyWords.ifThere())}
        ${this.#amount('tax', energyWords.billTax(), energyWords.ifThere())}
        <label>${energyWords.note()}<input name="note" maxlength="200" autocomplete="off" /></label>
      </div>
      ${this.#whole()}
      <div class="row">
        <button class="primary" ?disabled=${!this.linked || this.busy}>${energyWords.keepBill()}</button>
      </div>
    </form>`;
  }

  /** What is wrong with no field of its own. */
  #whole() {
    const named = this.problem?.errors?.some(({ pointer }) => pointer !== '/currency') ?? false;
    return named ? nothing : refusalText(this.problem);
  }

  #day(name: string, label: string, usual: string | undefined) {
    const fault = this.#fault(name);
    return html`<label
      >${label}${fault}<input type="date" name=${name} aria-invalid=${fault !== nothing} .defaultValue=${usual ?? ''}
    /></label>`;
  }

  #amount(name: string, label: string, hint = '') {
    const fault = this.#fault(name);
    return html`<label
      >${label}${hint ? html`<span class="hint">${hint}</span>` : nothing}${fault}<input
        name=${name}
        inputmode="decimal"
        autocomplete="off"
        aria-invalid=${fault !== nothing}
    /></label>`;
  }

  #fault(name: string) {
    const told = this.problem?.errors?.find(({ pointer }) => pointer === `/${name}`)?.detail;
    const fault = this.wrong.has(name) ? energyWords.notAnAmount() : told;
    return fault === undefined ? nothing : html`<span class="error small">${fault}</span>`;
  }

  #enter(event: SubmitEvent): void {
    const made = realBillOf(new FormValues(event), this.currency);
    this.wrong = made instanceof Set ? made : new Set();
    if (!(made instanceof Set)) this.dispatchEvent(new CustomEvent('enter', { detail: made as RealBillEntry }));
  }
}
