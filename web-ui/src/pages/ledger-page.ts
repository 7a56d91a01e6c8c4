import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import type { WalletAdminApi } from '../api/wallet-admin-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { refusalText } from '../components/field-error.ts';
import { walletWords } from '../i18n/wallet-words.ts';
import { dayText } from '../points/site-time.ts';
import { Fetched } from '../state/fetched.ts';
import { Paged, pageOf } from '../state/paged.ts';
import { shared } from '../styles/shared.ts';
import './ledger/check-card.ts';
import './ledger/day-card.ts';
import type { View } from './view.ts';
import './wallet/entry-list.ts';

/** What it is called. */
export const title = walletWords.ledger;

/** Every booking of the farm: what a day came to, whether all is as it was written, and line by line. */
@customElement('fg-ledger-page')
export class LedgerPage extends LitElement {
  static override readonly styles = [shared];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: WalletAdminApi;
  /** Empty: the farm's today. */
  @state() private day = '';
  @state() private problem: Refusal | undefined;
  readonly #days = new Fetched(
    this,
    () => this.api.days(this.#shown(), this.#shown()),
    () => `${this.#shown()} ${this.view.farm?.minutes ?? ''}`,
  );
  readonly #entries = new Paged(
    this,
    async (before) => pageOf(await this.api.ledger(before), ({ entries }) => entries),
    () => this.view.farm?.minutes,
  );

  override render() {
    const { items, next, fetched } = this.#entries;
    return html`<div class="stack">
      <p><a href="/wallets">← ${walletWords.everybodysMinutes()}</a></p>
      <h1 tabindex="-1">${walletWords.ledger()}</h1>
      <p class="muted">${walletWords.ledgerMeans()}</p>
      <fg-check-card .api=${this.api} ?linked=${this.view.isLinked}>
        <button ?disabled=${!this.view.isLinked} @click=${() => void this.#download()}>${walletWords.csv()}</button>
      </fg-check-card>
      ${refusalText(this.problem)} ${this.#dayCard()}
      <section class="card stack">
        <h2>${walletWords.entries()}</h2>
        ${fetchState(fetched)}
        ${items ? html`<fg-entry-list everybody .entries=${items} .now=${this.view.now}></fg-entry-list>` : nothing}
        ${next === undefined ? nothing : html`<button @click=${this.#entries.more}>${walletWords.older()}</button>`}
      </section>
    </div>`;
  }

  #dayCard() {
    const days = this.#days.value.value?.days;
    return html`<section class="card stack">
      <h2>${walletWords.dayTotals()}</h2>
      <label
        >${walletWords.day()}<input
          type="date"
          required
          max=${dayText(this.view.now)}
          .value=${this.#shown()}
          @change=${({ target }: Event) => (this.day = (target as HTMLInputElement).value)}
      /></label>
      ${fetchState(this.#days)} ${days ? html`<fg-day-card .days=${days}></fg-day-card>` : nothing}
    </section>`;
  }

  #shown(): string {
    return this.day || dayText(this.view.now);
  }

  /** The browser fetches it by itself and cannot renew a session: that is done before, with a question that costs nothing. */
  async #download(): Promise<void> {
    const answer = await this.api.ledger(undefined, 1);
    this.problem = 'problem' in answer ? answer.problem : undefined;
    if ('problem' in answer) return;
    const link = document.createElement('a');
    link.href = '/api/v1/ledger.csv';
    link.download = 'ledger.csv';
    link.click();
  }
}
