import type { WalletView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import { createUuid } from '../../api/uuid.ts';
import { refusalText } from '../../components/field-error.ts';
import { FormValues } from '../../components/form.ts';
import '../../components/minutes-field.ts';
import { duration } from '../../i18n/duration.ts';
import { walletWords } from '../../i18n/wallet-words.ts';
import { words } from '../../i18n/words.ts';
import { shared } from '../../styles/shared.ts';

/** What a sheet can book. */
export type SheetKind = 'recharge' | 'adjust' | 'transfer' | 'ask';

/** What somebody wants booked. `seconds` are signed for a correction. The same `id` is the same booking, however often it is sent. */
export interface Booking {
  readonly kind: SheetKind;
  readonly id: string;
  readonly seconds: number;
  readonly reason: string;
  /** Of a transfer. */
  readonly to: string;
}

/** Minutes with what has to be said of them, in a dialog. Fires `book`; stays open until it is closed, so that a refusal is read beside it. */
@customElement('fg-minute-sheet')
export class MinuteSheet extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .choice {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--s2);
      }
      .choice label {
        display: flex;
        align-items: center;
        gap: var(--s2);
        min-height: var(--target);
      }
      input[type='radio'] {
        width: 24px;
        min-height: 24px;
      }
    `,
  ];

  /** Whose minutes; absent where somebody asks for some. */
  @property({ attribute: false }) wallet: WalletView | undefined;
  /** Whom they can be given to. */
  @property({ attribute: false }) others: readonly Pick<WalletView, 'user' | 'name'>[] = [];
  @property({ attribute: false }) problem: Refusal | undefined;
  @property({ type: Boolean }) linked = false;
  @property({ type: Boolean }) busy = false;
  @state() private kind: SheetKind = 'recharge';
  @state() private minutes: number | undefined;
  @state() private isLess = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('form') private form!: HTMLFormElement;
  #id = '';

  open(kind: SheetKind): void {
    this.kind = kind;
    this.minutes = undefined;
    this.isLess = false;
    this.#id = createUuid();
    this.form.reset();
    void this.updateComplete.then(() => this.dialog.showModal());
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    return html`<dialog aria-labelledby="title">
      <form class="stack" @submit=${(event: SubmitEvent) => this.#book(event)}>
        <h2 id="title">${titles[this.kind](this.wallet?.name ?? '')}</h2>
        ${this.kind === 'adjust' ? this.#sign() : nothing} ${this.kind === 'transfer' ? this.#whom() : nothing}
        <fg-minutes-field
          .minutes=${this.minutes}
          @minutes=${({ detail }: CustomEvent<number | null>) => (this.minutes = detail ?? undefined)}
        ></fg-minutes-field>
        ${this.#reason()} ${this.#after()} ${refusalText(this.problem)}
        <div class="row">
          <button type="button" @click=${() => this.close()}>${words.cancel()}</button>
          <button class="primary" ?disabled=${!this.linked || this.busy || !this.#isPossible()}>
            ${actions[this.kind]()}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  #sign() {
    return html`<div class="choice" role="radiogroup" aria-labelledby="title">
      ${[false, true].map(
        (isLess) =>
          html`<label
            ><input
              type="radio"
              name="sign"
              .checked=${isLess === this.isLess}
              @change=${() => (this.isLess = isLess)}
            />${isLess ? walletWords.less() : walletWords.more()}</label
          >`,
      )}
    </div>`;
  }

  #whom() {
    return html`<label
      >${walletWords.toWhom()}<select name="to" required>
        <option value="">${walletWords.chooseOne()}</option>
        ${this.others.map(({ user, name }) => html`<option value=${user}>${name}</option>`)}
      </select></label
    >`;
  }

  #reason() {
    if (this.kind === 'ask')
      return html`<label>${walletWords.note()}<input name="reason" maxlength="200" autocomplete="off" /></label>`;
    const isPaid = this.kind === 'recharge';
    return html`<label
      >${isPaid ? walletWords.priceNote() : walletWords.reason()}<span class="hint"
        >${isPaid ? walletWords.priceHint() : walletWords.reasonHint()}</span
      ><input name="reason" required minlength="3" maxlength="200" autocomplete="off"
    /></label>`;
  }

  #after() {
    if (!this.wallet || this.minutes === undefined) return nothing;
    if (!this.#isCovered())
      return html`<p class="error" role="alert">${walletWords.notBelow(duration(this.wallet.availableS))}</p>`;
    return html`<p class="muted number">${walletWords.afterIt(duration(this.wallet.balanceS + this.#seconds()))}</p>`;
  }

  #isPossible(): boolean {
    return this.minutes !== undefined && this.#isCovered();
  }

  #isCovered(): boolean {
    return !this.wallet || this.wallet.availableS + this.#seconds() >= 0;
  }

  /** What it does to this wallet. */
  #seconds(): number {
    const takes = this.kind === 'transfer' || (this.kind === 'adjust' && this.isLess);
    return (takes ? -60 : 60) * (this.minutes ?? 0);
  }

  #book(event: SubmitEvent): void {
    const form = new FormValues(event);
    if (!this.#isPossible()) return;
    const seconds = this.kind === 'transfer' ? -this.#seconds() : this.#seconds();
    const detail: Booking = {
      kind: this.kind,
      id: this.#id,
      seconds,
      reason: form.text('reason'),
      to: form.text('to'),
    };
    this.dispatchEvent(new CustomEvent('book', { detail }));
  }
}

const titles: Readonly<Record<SheetKind, (name: string) => string>> = {
  recharge: walletWords.rechargeOf,
  adjust: walletWords.adjustOf,
  transfer: walletWords.transferOf,
  ask: walletWords.askMinutes,
};

const actions: Readonly<Record<SheetKind, () => string>> = {
  recharge: walletWords.recharge,
  adjust: walletWords.adjust,
  transfer: walletWords.transfer,
  ask: walletWords.askMinutes,
};
