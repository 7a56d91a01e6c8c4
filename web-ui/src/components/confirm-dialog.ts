import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import { createOwnApi } from '../api/person-api.ts';
import type { Send } from '../api/send.ts';
import { peopleWords } from '../i18n/people-words.ts';
import { doorWords } from '../i18n/door-words.ts';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';
import { refusalText } from './field-error.ts';
import { FormValues } from './form.ts';

/** Asks for PIN or password once more. Fires `close` when it is done with; `confirmed` says how. */
@customElement('fg-confirm-dialog')
export class ConfirmDialog extends LitElement {
  static override readonly styles = [shared];

  @property({ attribute: false }) send!: Send;
  @property({ type: Boolean }) hasPin = false;
  @state() private byPin = false;
  @state() private problem: Refusal | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;
  confirmed = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('hasPin')) this.byPin = this.hasPin;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event('close'))}>
      <form class="stack" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
        <h2 id="title">${peopleWords.confirmTitle()}</h2>
        <p>${peopleWords.confirmMeans()}</p>
        ${this.#field()} ${refusalText(this.problem)}
        <div class="row">
          <button type="button" @click=${() => this.dialog.close()}>${words.cancel()}</button>
          <button class="primary">${peopleWords.goOn()}</button>
        </div>
        ${this.hasPin ? this.#otherWay() : nothing}
      </form>
    </dialog>`;
  }

  #field() {
    return this.byPin
      ? html`<label
          >${peopleWords.pin()}<input
            name="said"
            type="password"
            inputmode="numeric"
            pattern="[0-9]{4,8}"
            autocomplete="off"
            required
            autofocus
        /></label>`
      : html`<label
          >${doorWords.password()}<input name="said" type="password" autocomplete="current-password" required autofocus
        /></label>`;
  }

  #otherWay() {
    return html`<button type="button" @click=${() => this.#turn()}>
      ${this.byPin ? peopleWords.usePassword() : peopleWords.usePin()}
    </button>`;
  }

  #turn(): void {
    this.byPin = !this.byPin;
    this.problem = undefined;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    const said = new FormValues(event).raw('said');
    const answer = await createOwnApi(this.send).confirm(this.byPin ? { pin: said } : { password: said });
    if ('problem' in answer) {
      this.problem = answer.problem;
      return;
    }
    this.confirmed = true;
    this.dialog.close();
  }
}

/** Whether somebody said PIN or password; false where they thought better of it. */
export function askToConfirm(send: Send, { hasPin }: { readonly hasPin: boolean }): Promise<boolean> {
  const dialog = new ConfirmDialog();
  dialog.send = send;
  dialog.hasPin = hasPin;
  document.body.append(dialog);
  return new Promise((resolve) =>
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.confirmed);
    }),
  );
}
