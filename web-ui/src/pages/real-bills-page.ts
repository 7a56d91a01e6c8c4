import type { RealBillEntry, RealBillView } from '@farmgate/gateway/contract';
import { LitElement, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import type { Answer, Refusal } from '../api/answer.ts';
import type { EnergyApi } from '../api/energy-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import '../components/reason-dialog.ts';
import type { ReasonDialog } from '../components/reason-dialog.ts';
import { energyWords } from '../i18n/energy-words.ts';
import { words } from '../i18n/words.ts';
import { monthAt, monthsOn } from '../points/months.ts';
import { Fetched } from '../state/fetched.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import './real-bills/bill-form.ts';
import './real-bills/variance-card.ts';
import type { View } from './view.ts';

export const title = energyWords.realBills;

/** Bills of the supplier beside what was computed for the same days. */
@customElement('fg-real-bills-page')
export class RealBillsPage extends LitElement {
  static override readonly styles = [shared, columns];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: EnergyApi;
  @state() private problem: Refusal | undefined;
  @state() private isBusy = false;
  /** It was entered just now: why it differs is what somebody wants to know. */
  @state() private entered: string | undefined;
  @query('fg-reason-dialog') private readonly dialog!: ReasonDialog;
  readonly #bills = new Fetched(this, () => this.api.realBills());
  readonly #tariffs = new Fetched(this, () => this.api.tariffs());

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render() {
    const bills = this.#bills.value.value?.bills;
    return html`<div class="stack">
      <p><a href="/energy">← ${words.energy()}</a></p>
      <h1 tabindex="-1">${energyWords.realBills()}</h1>
      ${this.#isAdmin ? this.#form() : html`<p class="muted">${energyWords.onlyAdmins()}</p>`}
      ${bills ? this.#list(bills) : fetchState(this.#bills)}
      <fg-reason-dialog ?linked=${this.view.isLinked}></fg-reason-dialog>
    </div>`;
  }

  #form() {
    const tariffs = this.#tariffs.value.value?.tariffs;
    if (!tariffs) return fetchState(this.#tariffs);
    const currency = (tariffs.findLast(({ validFrom }) => validFrom <= this.view.now) ?? tariffs[0])?.terms.currency;
    if (currency === undefined)
      return html`<section class="card stack">
        <p>${energyWords.noTariffMeans()}</p>
        <div class="row"><a class="button primary" href="/energy/tariffs/new">${energyWords.chooseTariff()}</a></div>
      </section>`;
    return html`<fg-bill-form
      .currency=${currency}
      .month=${monthsOn(monthAt(this.view.now), -1)}
      .problem=${this.problem}
      ?linked=${this.view.isLinked}
      ?busy=${this.isBusy}
      @enter=${({ detail }: CustomEvent<RealBillEntry>) => void this.#enter(detail)}
    ></fg-bill-form>`;
  }

  #list(bills: readonly RealBillView[]) {
    if (bills.length === 0) return html`<p class="card muted">${energyWords.noBills()}</p>`;
    return html`<div class="beside">
      ${repeat(
        bills,
        ({ id }) => id,
        (bill) =>
          html`<fg-variance-card
            .bill=${bill}
            .api=${this.api}
            ?open=${bill.id === this.entered}
            ?editable=${this.#isAdmin}
            @remove=${() => this.#askToRemove(bill)}
          ></fg-variance-card>`,
      )}
    </div>`;
  }

  get #isAdmin(): boolean {
    return this.view.user.role === 'admin';
  }

  async #enter(entry: RealBillEntry): Promise<void> {
    this.isBusy = true;
    const answer = await this.api.enterBill(entry);
    this.isBusy = false;
    if (!this.#settled(answer) || !('value' in answer)) return;
    this.entered = answer.value.id;
    await this.#bills.load();
  }

  #askToRemove(bill: RealBillView): void {
    this.dialog.ask({
      title: energyWords.removeBill(),
      text: energyWords.removeBillMeans(),
      action: energyWords.remove(),
      isGrave: true,
      isPlain: true,
      onYes: () => void this.#remove(bill),
    });
  }

  async #remove({ id }: RealBillView): Promise<void> {
    if (this.#settled(await this.api.removeBill(id))) await this.#bills.load();
  }

  /** Whether it was done; else it says why not. */
  #settled(answer: Answer<unknown>): boolean {
    this.problem = 'problem' in answer ? answer.problem : undefined;
    return !this.problem;
  }
}
