import type { MinuteDecision, MinuteRequest } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { FormValues } from '../../components/form.ts';
import { duration } from '../../i18n/duration.ts';
import { moment } from '../../i18n/format.ts';
import { walletWords } from '../../i18n/wallet-words.ts';
import { words } from '../../i18n/words.ts';
import { shared } from '../../styles/shared.ts';

/** What became of a request of minutes. */
export interface Decision extends MinuteDecision {
  readonly request: MinuteRequest;
}

/** Who waits for minutes, each approved with a tap or rejected with a reason. Fires `decide`. */
@customElement('fg-request-list')
export class RequestList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .card {
        border-color: var(--wait);
      }
      li {
        padding: var(--s3) 0;
        border-top: 1px solid var(--hairline);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) requests: readonly MinuteRequest[] = [];
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) linked = false;
  @state() private asked: MinuteRequest | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  override render() {
    return html`<section class="card stack" aria-labelledby="title" ?hidden=${this.requests.length === 0}>
        <h2 id="title">${walletWords.waiting(String(this.requests.length))}</h2>
        <ul>
          ${this.requests.map((request) => html`<li class="stack">${this.#request(request)}</li>`)}
        </ul>
      </section>
      <dialog aria-labelledby="reject-title">${this.asked ? this.#question(this.asked) : nothing}</dialog>`;
  }

  #request(request: MinuteRequest) {
    const { name, seconds, note, at } = request;
    return html`<p>
        <strong>${walletWords.asksFor(name, duration(seconds))}</strong>
        <span class="small muted number">${moment(at, this.now)}</span>
        ${note ? html`<br /><q>${note}</q>` : nothing}
      </p>
      <div class="row">
        <button
          class="primary"
          aria-label="${walletWords.approve()}: ${name}"
          ?disabled=${!this.linked}
          @click=${() => this.#decide({ request, state: 'approved' })}
        >
          ${walletWords.approve()}
        </button>
        <button
          aria-label="${walletWords.reject()}: ${name}"
          ?disabled=${!this.linked}
          @click=${() => this.#ask(request)}
        >
          ${walletWords.reject()}…
        </button>
      </div>`;
  }

  #question(request: MinuteRequest) {
    return html`<form class="stack" @submit=${(event: SubmitEvent) => this.#reject(event, request)}>
      <h2 id="reject-title">${walletWords.rejectOf(request.name)}</h2>
      <label
        >${walletWords.rejectReason()}<input name="reason" required minlength="3" maxlength="200" autocomplete="off"
      /></label>
      <div class="row">
        <button type="button" @click=${() => this.dialog.close()}>${words.cancel()}</button>
        <button class="stop" ?disabled=${!this.linked}>${walletWords.reject()}</button>
      </div>
    </form>`;
  }

  #ask(request: MinuteRequest): void {
    this.asked = request;
    void this.updateComplete.then(() => this.dialog.showModal());
  }

  #reject(event: SubmitEvent, request: MinuteRequest): void {
    const form = new FormValues(event);
    this.dialog.close();
    this.#decide({ request, state: 'rejected', reason: form.text('reason') });
    form.reset();
  }

  #decide(detail: Decision): void {
    this.dispatchEvent(new CustomEvent('decide', { detail }));
  }
}
