import type { CredentialView, DeviceView } from '@farmgate/gateway/contract';
import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { createNetworkApi } from '../../api/network-api.ts';
import type { Send } from '../../api/send.ts';
import { refusalText } from '../../components/field-error.ts';
import { moment } from '../../i18n/format.ts';
import { networkWords } from '../../i18n/network-words.ts';
import { words } from '../../i18n/words.ts';
import { loading, settle, type Loadable } from '../../state/loadable.ts';
import { shared } from '../../styles/shared.ts';

/** Whether a device signs in with a secret of its own, and the way to another one. */
@customElement('fg-sign-in-section')
export class SignInSection extends LitElement {
  static override readonly styles = [shared];

  @property({ attribute: false }) device!: DeviceView;
  @property({ attribute: false }) send!: Send;
  /** Gateway wall time. */
  @property({ attribute: false }) now = 0;
  @state() private list: Loadable<{ credentials: readonly CredentialView[] }> = loading;

  protected override firstUpdated(): void {
    void this.#load();
  }

  override render() {
    return html`<section class="card stack">
      <h2>${networkWords.signInOf()}</h2>
      ${refusalText(this.list.problem)} ${this.#said()}
      <p><a href="/credentials/${this.device.id}">${networkWords.manageSecret()}</a></p>
    </section>`;
  }

  #said() {
    if (this.list.loading) return html`<p class="muted" aria-busy="true">${words.loading()}</p>`;
    const found = this.list.value?.credentials.find(({ id }) => id === this.device.id);
    if (!found) return html`<p class="muted">${networkWords.noOwnSecret()}</p>`;
    const at = moment(found.rotatedAt ?? found.madeAt, this.now);
    return html`<p class="muted number">${networkWords.ownSecret(at, found.by)}</p>`;
  }

  async #load(): Promise<void> {
    this.list = settle(this.list, await createNetworkApi(this.send).credentials());
  }
}
