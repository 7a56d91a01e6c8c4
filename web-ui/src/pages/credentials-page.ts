import type { CredentialView, DeviceView, NodeSecret } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import type { FieldApi } from '../api/field-api.ts';
import { createNetworkApi } from '../api/network-api.ts';
import type { Send } from '../api/send.ts';
import { refusalText } from '../components/field-error.ts';
import { networkWords } from '../i18n/network-words.ts';
import { words } from '../i18n/words.ts';
import { loading, settle, type Loadable } from '../state/loadable.ts';
import { shared } from '../styles/shared.ts';
import './credentials/ask-dialog.ts';
import type { AskDialog, Change } from './credentials/ask-dialog.ts';
import './credentials/credential-card.ts';
import { mayManageDevices, type View } from './view.ts';
import './wifi/fresh-secret.ts';

/** Who of the network may sign in: all of them or one, with a new secret for it, or none any more. */
@customElement('fg-credentials-page')
export class CredentialsPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      @media print {
        h1 {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  /** Empty: all of them. */
  @property() deviceId = '';
  @property({ attribute: false }) send!: Send;
  @property({ attribute: false }) api!: FieldApi;
  @property({ attribute: false }) go!: (path: string) => void;
  @state() private list: Loadable<{ credentials: readonly CredentialView[] }> = loading;
  @state() private secret: NodeSecret | undefined;
  @state() private problem: Refusal | undefined;
  /** The new secret has been taken down. */
  @state() private isNoted = false;
  /** Who was shut out last. */
  @state() private revoked = '';
  @query('fg-ask-dialog') private dialog!: AskDialog;
  #madeAt = 0;

  protected override firstUpdated(): void {
    if (mayManageDevices(this.view.user)) void this.#load();
  }

  override render() {
    if (!mayManageDevices(this.view.user))
      return html`<div class="stack">
        <h1 tabindex="-1">${words.credentials()}</h1>
        <p class="card">${words.askAdmin()}</p>
      </div>`;
    if (this.secret) return this.#fresh(this.secret);
    const device = this.#deviceOf(this.deviceId);
    return html`<div class="stack">
      <p>
        ${
          this.deviceId
            ? html`<a href=${device ? `/devices/${device.id}` : '/credentials'}
                >← ${device?.name ?? words.credentials()}</a
              >`
            : html`<a href="/add">← ${words.addDevice()}</a>`
        }
      </p>
      <h1 tabindex="-1">${words.credentials()}</h1>
      <p class="muted">${networkWords.signInMeans()}</p>
      ${refusalText(this.problem)}
      <p role="status" class=${this.revoked ? '' : 'hidden'}>
        ${this.revoked ? networkWords.revoked(this.revoked) : ''}
      </p>
      ${this.#all(device)}
      <p class="row">
        ${this.deviceId ? html`<a class="button" href="/credentials">${networkWords.all()}</a>` : nothing}
        <a class="button" href="/add/wifi">${words.addWifi()}</a>
      </p>
      <fg-ask-dialog
        ?linked=${this.view.isLinked}
        @change-it=${({ detail }: CustomEvent<Change>) => void this.#change(detail)}
      ></fg-ask-dialog>
    </div>`;
  }

  #all(device: DeviceView | undefined) {
    const { value, problem, loading: isLoading } = this.list;
    const shown = value?.credentials.filter(({ id }) => !this.deviceId || id === this.deviceId);
    return html`${
        problem
          ? html`${refusalText(problem)}
              <p><button @click=${() => void this.#load()}>${words.retry()}</button></p>`
          : nothing
      }
      ${isLoading ? html`<p class="muted" aria-busy="true">${words.loading()}</p>` : nothing}
      ${shown?.length === 0 ? (this.deviceId ? this.#none(device) : this.#empty()) : nothing}
      <ul class="stack">
        ${shown?.toSorted((a, b) => a.name.localeCompare(b.name)).map((credential) => html`<li>${this.#card(credential)}</li>`)}
      </ul>`;
  }

  #card(credential: CredentialView) {
    return html`<fg-credential-card
      .credential=${credential}
      .device=${this.#deviceOf(credential.id)}
      .now=${this.view.now}
      ?current=${this.view.isCurrent}
      ?linked=${this.view.isLinked}
      @rotate=${() => this.#ask('rotate', credential)}
      @revoke=${() => this.#ask('revoke', credential)}
    ></fg-credential-card>`;
  }

  #empty() {
    return html`<div class="card stack">
      <p><strong>${networkWords.nobodyMay()}</strong></p>
      <p class="muted">${networkWords.nobodyMayMeans()}</p>
    </div>`;
  }

  #none(device: DeviceView | undefined) {
    return html`<div class="card stack">
      <p><strong>${networkWords.noneOfIt(device?.name ?? this.deviceId)}</strong></p>
      ${
        device
          ? html`<p class="muted">${networkWords.noneOfItMeans()}</p>
              <p>
                <button ?disabled=${!this.view.isLinked} @click=${() => void this.#rotate(device.id)}>
                  ${networkWords.makeSecret()}
                </button>
              </p>`
          : nothing
      }
    </div>`;
  }

  #fresh(secret: NodeSecret) {
    return html`<div class="stack">
      <h1 tabindex="-1">${secret.name}</h1>
      <fg-fresh-secret
        .view=${this.view}
        .api=${this.api}
        .go=${this.go}
        .secret=${secret}
        .madeAt=${this.#madeAt}
        @noted=${() => (this.isNoted = true)}
      ></fg-fresh-secret>
      ${this.isNoted ? html`<p><button @click=${() => this.#back()}>${words.credentials()}</button></p>` : nothing}
    </div>`;
  }

  #deviceOf(wanted: string): DeviceView | undefined {
    return this.view.farm?.devices.find(({ id }) => id === wanted);
  }

  #ask(what: Change['what'], credential: CredentialView): void {
    this.dialog.ask({ what, credential }, this.#deviceOf(credential.id));
  }

  #back(): void {
    this.secret = undefined;
    this.isNoted = false;
    void this.#load();
  }

  async #load(): Promise<void> {
    this.list = settle({ ...this.list, loading: true }, await createNetworkApi(this.send).credentials());
  }

  async #change({ what, credential }: Change): Promise<void> {
    this.revoked = '';
    if (what === 'rotate') return this.#rotate(credential.id);
    const answer = await createNetworkApi(this.send).revoke(credential.id);
    this.problem = 'problem' in answer ? answer.problem : undefined;
    if (!('problem' in answer)) this.revoked = credential.name;
    await this.#load();
  }

  async #rotate(id: string): Promise<void> {
    const answer = await createNetworkApi(this.send).rotate(id);
    this.problem = 'problem' in answer ? answer.problem : undefined;
    if ('problem' in answer) return this.#load();
    this.#madeAt = this.view.now;
    this.secret = answer.value;
    scrollTo(0, 0);
  }
}
