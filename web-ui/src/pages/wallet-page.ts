import type { LedgerEntry, MinuteRequest } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import type { OwnWalletApi } from '../api/wallet-admin-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { duration } from '../i18n/duration.ts';
import { moment } from '../i18n/format.ts';
import { walletWords } from '../i18n/wallet-words.ts';
import { Fetched } from '../state/fetched.ts';
import { Paged, pageOf } from '../state/paged.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';
import './wallet/entry-list.ts';
import './wallet/minute-sheet.ts';
import type { Booking, MinuteSheet } from './wallet/minute-sheet.ts';
import './wallet/wallet-figures.ts';

/** What it is called. */
export const title = walletWords.myMinutes;

/** One's own minutes: the jar, what one asked for, what came and went, and one's receipts. */
@customElement('fg-wallet-page')
export class WalletPage extends LitElement {
  static override readonly styles = [shared, columns];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: OwnWalletApi;
  @state() private problem: Refusal | undefined;
  @state() private isBusy = false;
  @state() private isAsked = false;
  @query('fg-minute-sheet') private sheet!: MinuteSheet;
  readonly #wallet = new Fetched(
    this,
    () => this.api.wallet(),
    () => this.view.farm?.minutes,
  );
  readonly #requests = new Fetched(
    this,
    () => this.api.requests(),
    () => this.view.farm?.minutes,
  );
  readonly #entries = new Paged(
    this,
    async (before) => pageOf(await this.api.entries(before), ({ entries }) => entries),
    () => this.view.farm?.minutes,
  );

  override render() {
    const wallet = this.#wallet.value.value;
    return html`<div class="stack">
      <h1 tabindex="-1">${walletWords.myMinutes()}</h1>
      <div class="beside">
        <div class="stack">
          ${fetchState(this.#wallet)}
          ${wallet ? html`<fg-wallet-figures .wallet=${wallet}></fg-wallet-figures>` : nothing}
          <button class="primary big" @click=${() => this.#open()}>${walletWords.askMinutes()}</button>
          <p role="status" class=${this.isAsked ? '' : 'hidden'}>${this.isAsked ? walletWords.asked() : ''}</p>
          ${this.#asked()} ${this.#entries.items ? this.#receipts(this.#entries.items) : nothing}
        </div>
        ${this.#booked()}
      </div>
      <fg-minute-sheet
        .problem=${this.problem}
        ?linked=${this.view.isLinked}
        ?busy=${this.isBusy}
        @book=${({ detail }: CustomEvent<Booking>) => void this.#ask(detail)}
      ></fg-minute-sheet>
    </div>`;
  }

  #asked() {
    if (this.#requests.value.problem) return fetchState(this.#requests);
    // Who may give minutes is told of everybody's.
    const requests = (this.#requests.value.value?.requests ?? []).filter(({ user }) => user === this.view.user.id);
    if (requests.length === 0) return nothing;
    return html`<section class="card stack">
      <h2>${walletWords.myRequests()}</h2>
      <ul class="stack">
        ${requests.slice(0, 5).map((request) => html`<li>${this.#request(request)}</li>`)}
      </ul>
    </section>`;
  }

  #request({ seconds, state, at, decidedBy, reason }: MinuteRequest) {
    return html`<p class="number">
      <strong>${stateWords[state]()}</strong>: ${walletWords.askedFor(duration(seconds))}
      <span class="small muted">${moment(at, this.view.now)}</span>
      ${decidedBy ? html`<br /><span class="small muted">${walletWords.by(decidedBy)}</span>` : nothing}
      ${reason ? html`<q class="small">${reason}</q>` : nothing}
    </p>`;
  }

  #booked() {
    const { items, next } = this.#entries;
    return html`<section class="card stack">
      <h2>${walletWords.entries()}</h2>
      ${fetchState(this.#entries.fetched)}
      ${items ? html`<fg-entry-list .entries=${items} .now=${this.view.now}></fg-entry-list>` : nothing}
      ${next === undefined ? nothing : html`<button @click=${this.#entries.more}>${walletWords.older()}</button>`}
    </section>`;
  }

  #receipts(entries: readonly LedgerEntry[]) {
    const found = entries.flatMap(({ receipt, at, seconds }) =>
      receipt === undefined ? [] : [{ receipt, at, seconds }],
    );
    return html`<section class="card stack">
      <h2>${walletWords.myReceipts()}</h2>
      ${found.length === 0 ? html`<p class="muted">${walletWords.noReceipts()}</p>` : nothing}
      <ul class="row">
        ${found.map(
          ({ receipt, at, seconds }) =>
            html`<li>
              <a class="button number" href="/receipts/${receipt}"
                >${walletWords.receiptNumber(String(receipt))} · ${duration(seconds)} · ${moment(at, this.view.now)}</a
              >
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #open(): void {
    this.problem = undefined;
    this.isAsked = false;
    this.sheet.open('ask');
  }

  async #ask({ seconds, reason: note }: Booking): Promise<void> {
    this.isBusy = true;
    const answer = await this.api.ask({ seconds, ...(note ? { note } : {}) });
    this.isBusy = false;
    this.problem = 'problem' in answer ? answer.problem : undefined;
    if ('problem' in answer) return;
    this.sheet.close();
    this.isAsked = true;
    await this.#requests.load();
  }
}

const stateWords: Readonly<Record<MinuteRequest['state'], () => string>> = {
  pending: walletWords.requestPending,
  approved: walletWords.requestApproved,
  rejected: walletWords.requestRejected,
};
