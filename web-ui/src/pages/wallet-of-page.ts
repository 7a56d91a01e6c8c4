import type { WalletView } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Answer, Refusal } from '../api/answer.ts';
import type { WalletAdminApi } from '../api/wallet-admin-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { walletWords } from '../i18n/wallet-words.ts';
import { Fetched } from '../state/fetched.ts';
import { Paged, pageOf } from '../state/paged.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';
import './wallet/entry-list.ts';
import './wallet/minute-sheet.ts';
import type { Booking, MinuteSheet, SheetKind } from './wallet/minute-sheet.ts';
import './wallet/wallet-figures.ts';

/** What it is called. */
export const title = walletWords.everybodysMinutes;

/** The minutes of one person: what there is, what came and went, and the bookings that an admin makes. */
@customElement('fg-wallet-of-page')
export class WalletOfPage extends LitElement {
  static override readonly styles = [shared, columns];

  @property({ attribute: false }) view!: View;
  @property() user = '';
  @property({ attribute: false }) api!: WalletAdminApi;
  @property({ attribute: false }) go!: (path: string) => void;
  @state() private problem: Refusal | undefined;
  @state() private isBusy = false;
  @state() private done = '';
  @query('fg-minute-sheet') private sheet!: MinuteSheet;
  readonly #wallet = new Fetched(
    this,
    () => this.api.wallet(this.user),
    () => this.view.farm?.minutes,
  );
  readonly #everybody = new Fetched(this, () => this.api.wallets());
  readonly #entries = new Paged(
    this,
    async (before) => pageOf(await this.api.entriesOf(this.user, before), ({ entries }) => entries),
    () => this.view.farm?.minutes,
  );

  override render() {
    const wallet = this.#wallet.value.value;
    return html`<div class="stack">
      <p><a href="/wallets">← ${walletWords.everybodysMinutes()}</a></p>
      <h1 tabindex="-1">${wallet ? walletWords.minutesOf(wallet.name) : walletWords.everybodysMinutes()}</h1>
      ${fetchState(this.#wallet)} ${wallet ? this.#all(wallet) : nothing}
    </div>`;
  }

  #all(wallet: WalletView) {
    const open = (kind: SheetKind) => {
      this.problem = undefined;
      this.done = '';
      this.sheet.open(kind);
    };
    return html`<div class="beside">
        <div class="stack">
          <fg-wallet-figures .wallet=${wallet}></fg-wallet-figures>
          <p role="status" class=${this.done ? '' : 'hidden'}>${this.done}</p>
          <div class="row">
            <button class="primary" @click=${() => open('recharge')}>${walletWords.recharge()}</button>
            <button @click=${() => open('adjust')}>${walletWords.adjust()}…</button>
            <button @click=${() => open('transfer')}>${walletWords.transfer()}…</button>
          </div>
        </div>
        <section class="card stack">
          <h2>${walletWords.entries()}</h2>
          ${fetchState(this.#entries.fetched)}
          ${this.#entries.items ? html`<fg-entry-list .entries=${this.#entries.items} .now=${this.view.now}></fg-entry-list>` : nothing}
          ${this.#entries.next === undefined ? nothing : html`<button @click=${this.#entries.more}>${walletWords.older()}</button>`}
        </section>
      </div>
      <fg-minute-sheet
        .wallet=${wallet}
        .others=${this.#everybody.value.value?.wallets.filter(({ user }) => user !== wallet.user) ?? []}
        .problem=${this.problem}
        ?linked=${this.view.isLinked}
        ?busy=${this.isBusy}
        @book=${({ detail }: CustomEvent<Booking>) => void this.#book(detail)}
      ></fg-minute-sheet>`;
  }

  async #book(booking: Booking): Promise<void> {
    this.isBusy = true;
    const answer = await this.#send(booking);
    this.isBusy = false;
    this.problem = 'problem' in answer ? answer.problem : undefined;
    if ('problem' in answer) return;
    this.sheet.close();
    if (answer.value !== undefined) return this.go(`/receipts/${answer.value}`);
    this.done = walletWords.booked();
    await Promise.all([this.#wallet.load(), this.#entries.fetched.load()]);
  }

  /** Answers with the number of a receipt where there is one. */
  async #send({ kind, id, seconds, reason, to }: Booking): Promise<Answer<number | undefined>> {
    const body = { id, seconds, reason };
    if (kind === 'adjust') return without(await this.api.adjust(this.user, body));
    if (kind === 'transfer') return without(await this.api.transfer(this.user, { ...body, to }));
    const answer = await this.api.recharge(this.user, body);
    return 'problem' in answer ? answer : { value: answer.value.number };
  }
}

function without(answer: Answer<unknown>): Answer<undefined> {
  return 'problem' in answer ? answer : { value: undefined };
}
