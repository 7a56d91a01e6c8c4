import type { CredentialView, DeviceView } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { networkWords } from '../../i18n/network-words.ts';
import { words } from '../../i18n/words.ts';
import { shared } from '../../styles/shared.ts';

/** What is to become of a credential. */
export interface Change {
  readonly what: 'rotate' | 'revoke';
  readonly credential: CredentialView;
}

/** Asks before a connection is ended, and says what that does to what runs. Fires `change-it`. */
@customElement('fg-ask-dialog')
export class AskDialog extends LitElement {
  static override readonly styles = [shared];

  @property({ type: Boolean }) linked = false;
  @state() private change: Change | undefined;
  @state() private device: DeviceView | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  ask(change: Change, device: DeviceView | undefined): void {
    this.change = change;
    this.device = device;
    void this.updateComplete.then(() => this.dialog.showModal());
  }

  override render() {
    return html`<dialog aria-labelledby="title">${this.change ? this.#question(this.change) : nothing}</dialog>`;
  }

  #question({ what, credential }: Change) {
    const isRevoke = what === 'revoke';
    const { name } = credential;
    return html`<div class="stack">
      <h2 id="title">${isRevoke ? networkWords.revokeAsk(name) : networkWords.newSecretAsk(name)}</h2>
      ${this.#meaning(isRevoke, credential)}
      <div class="row">
        <button autofocus @click=${() => this.dialog.close()}>${words.cancel()}</button>
        <button class=${isRevoke ? 'stop' : 'primary'} ?disabled=${!this.linked} @click=${() => this.#do()}>
          ${isRevoke ? networkWords.revoke() : networkWords.newSecret()}
        </button>
      </div>
    </div>`;
  }

  #meaning(isRevoke: boolean, { adopted, kind }: CredentialView) {
    if (!adopted) return html`<p>${networkWords.revokeNothing()}</p>`;
    const isOn = namesOn(this.device);
    return html`${isOn ? html`<p class="error" role="alert">${networkWords.runsNow(isOn)}</p>` : nothing}
      <p>${isRevoke ? networkWords.revokeMeans() : networkWords.newSecretMeans()}</p>
      ${kind === 'bridge' ? html`<p>${networkWords.revokeBridge()}</p>` : nothing}
      <p>${networkWords.runEnds()}</p>`;
  }

  #do(): void {
    this.dialog.close();
    if (this.change) this.dispatchEvent(new CustomEvent('change-it', { detail: this.change }));
  }
}

/** The switches of a device that are on as far as is known; empty where none is. */
function namesOn(device: DeviceView | undefined): string {
  const isOn = device?.points.filter((point) => point.switch?.reported === 'on') ?? [];
  return isOn.map(({ name, definition }) => name ?? definition.label).join(', ');
}
