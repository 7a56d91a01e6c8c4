import type { MinuteRequest, WalletView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import type { WalletAdminApi } from '../api/wallet-admin-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { refusalText } from '../components/field-error.ts';
import '../components/jar-figure.ts';
import { duration } from '../i18n/duration.ts';
import { walletWords } from '../i18n/wallet-words.ts';
import { Fetched } from '../state/fetched.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';
import './wallet/request-list.ts';
import type { Decision } from './wallet/request-list.ts';

/** What it is called. */
export const title = walletWords.everybodysMinutes;

/** Everybody's minutes: who asks for some on top, then each with a jar, the low ones marked. */
@customElement('fg-wallets-page')
export class WalletsPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      ul.jars {
        display: grid;
        gap: var(--s2);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
      }
      li a {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s3);
        align-items: center;
        height: 100%;
        color: inherit;
        text-decoration: none;
        overflow-wrap: anywhere;
        --jar: 40px;
      }
      .low {
        border-color: var(--wait);
      }
      .low .word {
        color: var(--wait);
        font-weight: 700;
      }
      .figure {
        font-size: var(--text-l);
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: WalletAdminApi;
  @state() private text = '';
  @state() private done = '';
  @state() private problem: Refusal | undefined;
  readonly #wallets = new Fetched(
    this,
    () => this.api.wallets(),
    () => this.view.farm?.minutes,
  );
  readonly #requests = new Fetched(
    this,
    () => this.api.requests('pending'),
    () => this.view.farm?.minutes,
  );

  override render() {
    const wallets = this.#wallets.value.value?.wallets;
    return html`<div class="stack">
      <div class="row spread">
        <h1 tabindex="-1">${walletWords.everybodysMinutes()}</h1>
        <a class="button" href="/ledger">${walletWords.ledger()}</a>
      </div>
      <p role="status" class=${this.done ? '' : 'hidden'}>${this.done}</p>
      ${refusalText(this.problem)} ${this.#asked()} ${fetchState(this.#wallets)}
      ${wallets ? this.#all(wallets) : nothing}
    </div>`;
  }

  #asked() {
    if (this.#requests.value.problem) return fetchState(this.#requests);
    return html`<fg-request-list
      .requests=${this.#requests.value.value?.requests ?? []}
      .now=${this.view.now}
      ?linked=${this.view.isLinked}
      @decide=${({ detail }: CustomEvent<Decision>) => void this.#decide(detail)}
    ></fg-request-list>`;
  }

  #all(wallets: readonly WalletView[]) {
    if (wallets.length === 0) return html`<p class="card">${walletWords.noWallets()}</p>`;
    const wanted = this.text.trim().toLocaleLowerCase();
    const found = wallets
      .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
      .toSorted((a, b) => Number(b.isLow) - Number(a.isLow) || a.name.localeCompare(b.name));
    const sum = wallets.reduce((all, { availableS }) => all + availableS, 0);
    return html`<label
        >${walletWords.find()}<input
          type="search"
          autocomplete="off"
          @input=${({ target }: InputEvent) => (this.text = (target as HTMLInputElement).value)}
      /></label>
      ${found.length === 0 ? html`<p class="muted">${walletWords.nobodyFound(this.text)}</p>` : nothing}
      <ul class="jars">
        ${found.map((wallet) => html`<li>${this.#one(wallet)}</li>`)}
      </ul>
      <p class="muted number">${walletWords.sum(duration(sum))}</p>`;
  }

  #one(wallet: WalletView) {
    const { user, name, availableS, reservedS, usedTodayS, isLow } = wallet;
    return html`<a class="card number ${isLow ? 'low' : ''}" href="/wallets/${user}">
      <fg-jar-figure .wallet=${wallet}></fg-jar-figure>
      <span
        ><strong>${name}</strong>
        ${isLow ? html`<span class="word">· ${availableS <= 0 ? walletWords.empty() : walletWords.low()}</span>` : nothing}<br />
        <span class="figure">${duration(availableS)}</span><br />
        <span class="small muted"
          >${walletWords.usedToday()}
          ${duration(usedTodayS)}${reservedS > 0 ? ` · ${walletWords.reserved()} ${duration(reservedS)}` : ''}</span
        ></span
      >
    </a>`;
  }

  async #decide({ request, state, reason }: Decision): Promise<void> {
    this.done = '';
    const answer = await this.api.decide(request.id, { state, ...(reason === undefined ? {} : { reason }) });
    this.problem = 'problem' in answer ? answer.problem : undefined;
    if ('value' in answer) this.done = told(answer.value);
    await Promise.all([this.#requests.load(), this.#wallets.load()]);
  }
}

function told({ state, name, seconds }: MinuteRequest): string {
  return state === 'approved' ? walletWords.approved(name, duration(seconds)) : walletWords.rejected(name);
}
