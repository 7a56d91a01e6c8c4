import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';
import { FormValues } from './form.ts';

/** What is asked for. */
export interface Asking {
  readonly title: string;
  /** What it does, and what to say. */
  readonly text: string;
  readonly action: string;
  /** It takes something away, or keeps somebody from something. */
  readonly isGrave?: boolean;
  /** No reason is asked for, only whether it is meant. */
  readonly isPlain?: boolean;
  readonly onYes: (reason: string) => void;
}

/** Asks for a reason, or once more, before something is done. */
@customElement('fg-reason-dialog')
export class ReasonDialog extends LitElement {
  static override readonly styles = [shared];

  @property({ type: Boolean }) linked = false;
  @state() private asking: Asking | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  ask(asking: Asking): void {
    this.asking = asking;
    void this.updateComplete.then(() => this.dialog.showModal());
  }

  override render() {
    return html`<dialog aria-labelledby="title">${this.asking ? this.#question(this.asking) : nothing}</dialog>`;
  }

  #question({ title, text, action, isGrave, isPlain, onYes }: Asking) {
    const onSubmit = (event: SubmitEvent) => {
      const form = new FormValues(event);
      this.dialog.close();
      onYes(form.text('reason'));
      form.reset();
    };
    return html`<form class="stack" @submit=${onSubmit}>
      <h2 id="title">${title}</h2>
      ${
        isPlain
          ? html`<p>${text}</p>`
          : html`<label
              >${text}<input name="reason" required minlength="3" maxlength="200" autocomplete="off"
            /></label>`
      }
      <div class="row">
        <button type="button" @click=${() => this.dialog.close()}>${words.cancel()}</button>
        <button class=${isGrave ? 'stop' : 'primary'} ?disabled=${!this.linked}>${action}</button>
      </div>
    </form>`;
  }
}
