import type { LedgerEntry } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { duration, signedDuration } from '../../i18n/duration.ts';
import { moment, number } from '../../i18n/format.ts';
import { walletWords } from '../../i18n/wallet-words.ts';
import { entryText } from '../../points/entry-line.ts';
import { shared } from '../../styles/shared.ts';

/** Lines of the ledger in plain words: what it was, how the balance changed, who did it and why. */
@customElement('fg-entry-list')
export class EntryList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--s3);
        padding: var(--s2) 0;
        border-top: 1px solid var(--hairline);
        overflow-wrap: anywhere;
      }
      li:first-child {
        border-top: 0;
      }
      .amount {
        font-weight: 700;
        text-align: end;
        white-space: nowrap;
      }
      .up {
        color: var(--run);
      }
      .rest {
        grid-column: 1 / -1;
      }
      a {
        display: inline-block;
        padding-block: 2px;
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly LedgerEntry[] = [];
  @property({ attribute: false }) now = 0;
  /** Also whose line it is, with its number. */
  @property({ type: Boolean }) everybody = false;

  override render() {
    if (this.entries.length === 0) return html`<p class="muted">${walletWords.noEntries()}</p>`;
    return html`<ol class="number">
      ${repeat(
        this.entries,
        ({ seq }) => seq,
        (entry) => html`<li>${this.#entry(entry)}</li>`,
      )}
    </ol>`;
  }

  /** Of a run its own page tells the reason. */
  #entry(entry: LedgerEntry) {
    const { seconds, balance, at, actor, reason, seq, user, name, run } = entry;
    return html`<p>${this.everybody ? html`<a href="/wallets/${user}">${name}</a> · ` : nothing}${entryText(entry)}</p>
      ${seconds === 0 ? html`<p></p>` : html`<p class="amount ${seconds > 0 ? 'up' : ''}">${signedDuration(seconds)}</p>`}
      <p class="rest small muted">
        ${this.everybody ? `${number(seq)} · ` : ''}${moment(at, this.now)} · ${walletWords.by(actor)} ·
        ${walletWords.balanceThen(duration(balance))}${reason && run === undefined ? html` · <q><bdi>${reason}</bdi></q>` : nothing}
        ${links(entry)}
      </p>`;
  }
}

function links({ run, receipt }: LedgerEntry) {
  return html`${run === undefined ? nothing : html`· <a href="/runs/${run}">${walletWords.theRun()}</a>`}
  ${receipt === undefined ? nothing : html`· <a href="/receipts/${receipt}">${walletWords.receiptNumber(String(receipt))}</a>`}`;
}
