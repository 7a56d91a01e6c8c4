import type { SeenDevice } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FieldApi } from '../api/field-api.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { span } from '../i18n/format.ts';
import { networkWords } from '../i18n/network-words.ts';
import { words } from '../i18n/words.ts';
import { loading, settle, type Loadable } from '../state/loadable.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';
import { kindOfSeen } from './wifi/sighted.ts';

const REFRESH_MS = 5_000;

/** The devices that were heard and belong to nobody, to be taken in. */
@customElement('fg-add-page')
export class AddPage extends LitElement {
  static override readonly styles = [shared];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: FieldApi;
  @property({ attribute: false }) go!: (path: string) => void;
  @state() private seen: Loadable<{ devices: readonly SeenDevice[] }> = loading;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    this.#timer = setInterval(() => void this.#load(), REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render() {
    const devices = this.seen.value?.devices;
    return html`<div class="stack">
      <p><a href="/devices">← ${words.devices()}</a></p>
      <h1 tabindex="-1">${words.addDevice()}</h1>
      <p class="row">
        <a class="button" href="/add/new">${words.newOutlet()}</a>
        <a class="button" href="/add/wifi">${words.addWifi()}</a>
      </p>
      ${refusalText(this.seen.problem)} ${devices ? nothing : html`<p class="muted" aria-busy="true">Looking…</p>`}
      ${devices?.length === 0 ? this.#empty() : nothing}
      <ul class="stack">
        ${devices?.map((device) => html`<li>${device.join ? this.#sighted(device) : this.#device(device)}</li>`)}
      </ul>
      <p><a href="/credentials">${words.credentials()}</a></p>
    </div>`;
  }

  /** It was seen on the network and has not spoken: it gets a secret first. */
  #sighted({ id, typeLabel, model, address, join, type, lastSeenAt }: SeenDevice) {
    return html`<article class="card stack" aria-label=${`${typeLabel} ${id}`}>
      <h2>${networkWords.heardOnNetwork(model ?? typeLabel)}</h2>
      <p class="muted number">
        ${typeLabel}, <bdi dir="ltr">${id}</bdi>${address ? html` ${networkWords.seenAt(address)}` : nothing},
        ${networkWords.seenAgo(span(this.view.now - lastSeenAt))}
      </p>
      <p>${join}</p>
      ${
        kindOfSeen({ type })
          ? html`<p>
              <a class="button primary" href="/add/wifi/${id}" aria-label="${networkWords.letIn()}: ${id}"
                >${networkWords.letIn()}</a
              >
            </p>`
          : html`<p class="muted">${networkWords.cannotJoin()}</p>`
      }
    </article>`;
  }

  #empty() {
    return html`<div class="card stack">
      <p><strong>Nothing new was heard.</strong> The radio looks for outlets all the time, one address a second.</p>
      <ul class="muted">
        <li>Is the outlet plugged in, with its antenna on?</li>
        <li>Is it paired with this gateway’s master number? It stays silent to any other.</li>
        <li>Is it on the same radio channel, and near enough to answer?</li>
      </ul>
    </div>`;
  }

  #device(device: SeenDevice) {
    const name = `Outlet ${device.address ?? device.id}`;
    const title = device.type === 'smart-outlet-v1' ? name : `${device.typeLabel} ${device.id}`;
    return html`<form
      class="card stack"
      aria-label=${title}
      @submit=${(event: SubmitEvent) => void this.#adopt(event, device.id)}
    >
      <h2>${title} ${device.demo ? html`<span class="badge">DEMO</span>` : nothing}</h2>
      <p class="muted number">
        ${device.typeLabel}, heard ${span(this.view.now - device.lastSeenAt)}
        ago${device.via ? ` by ${device.via}` : ''}
      </p>
      <label>Name<input name="name" .defaultValue=${title} required maxlength="80" /></label>
      <label>Place<input name="location" maxlength="80" /></label>
      <button class="primary" ?disabled=${!this.view.isLinked}>Add ${title}</button>
    </form>`;
  }

  async #load(): Promise<void> {
    this.seen = settle(this.seen, await this.api.seen());
  }

  async #adopt(event: SubmitEvent, id: string): Promise<void> {
    const form = new FormValues(event);
    const location = form.text('location');
    const answer = await this.api.adopt(id, { name: form.text('name'), ...(location ? { location } : {}) });
    if ('value' in answer) this.go(`/devices/${id}`);
    else this.seen = { ...this.seen, problem: answer.problem };
  }
}
