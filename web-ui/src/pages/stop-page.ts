import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import type { FieldApi } from '../api/field-api.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { moment, span } from '../i18n/format.ts';
import '../components/state-face.ts';
import { words } from '../i18n/words.ts';
import { faceOf } from '../points/face.ts';
import { shared } from '../styles/shared.ts';
import { socketsOf, type View } from './view.ts';

/** Stops everything, shows load by load how far that got, and lets an admin allow running again. */
@customElement('fg-stop-page')
export class StopPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .loads {
        display: grid;
        gap: var(--s4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s3);
        align-items: center;
      }
      .latched {
        border: 3px solid var(--fault);
      }
      .stop {
        max-width: 40rem;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: FieldApi;
  @state() private problem: Refusal | undefined;
  @state() private busy = false;

  override render() {
    const latch = this.view.farm?.latch;
    return html`<div class="stack">
      <h1 tabindex="-1">${latch?.latched ? words.everythingStopped() : words.stopEverything()}</h1>
      ${refusalText(this.problem)} ${latch?.latched ? this.#latched() : this.#question()} ${this.#quiet()}
      ${this.#loads()}
    </div>`;
  }

  #question() {
    return html`<div class="card stack">
      <p>${words.stopAllMeans()}</p>
      <button class="big stop" ?disabled=${!this.view.isLinked || this.busy} @click=${() => void this.#stop()}>
        ${words.stopAllNow()}
      </button>
      ${this.view.isLinked ? nothing : html`<p class="error">${words.noLinkNow()}</p>`}
    </div>`;
  }

  #latched() {
    const latch = this.view.farm?.latch;
    const since = latch?.at ? moment(latch.at, this.view.now) : '–';
    return html`<div class="card latched stack">
      <p><strong>${words.stoppedBy(latch?.by ?? '–', since)}</strong> ${words.nothingOn()}</p>
      <button class="stop" ?disabled=${!this.view.isLinked || this.busy} @click=${() => void this.#stop()}>
        ${words.stopAgain()}
      </button>
      ${this.view.user.role === 'admin' ? this.#release() : html`<p class="muted">${words.adminReleases()}</p>`}
    </div>`;
  }

  #release() {
    return html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#allow(event)}>
      <label>${words.whySafe()}<input name="reason" required minlength="3" maxlength="200" /></label>
      <button ?disabled=${!this.view.isLinked || this.busy}>${words.allowRunning()}</button>
      <p class="muted small">${words.releaseMeans()}</p>
    </form>`;
  }

  #quiet() {
    const until = this.view.farm?.latch.quietUntil ?? 0;
    const left = Math.ceil((until - this.view.now) / 1000);
    return left > 0 ? html`<p class="card" role="status">${words.quietFor(span(left * 1000))}</p>` : nothing;
  }

  #loads() {
    const sockets = socketsOf(this.view.farm?.devices ?? []);
    if (sockets.length === 0) return nothing;
    return html`<section class="card stack">
      <h2>${words.loadByLoad()}</h2>
      <ul class="loads" aria-live="polite">
        ${sockets.map(({ device, point }) => {
          const face = faceOf({ device, point, now: this.view.now, isCurrent: this.view.isCurrent });
          return html`<li>
            <fg-state-face .kind=${face.kind}></fg-state-face>
            <p>
              <strong>${device.name}, ${point.name ?? point.definition.label}</strong><br /><span data-face=${face.kind}
                >${face.words}</span
              >
              ${face.note ? html`<br /><span class="muted small">${face.note}</span>` : nothing}
            </p>
          </li>`;
        })}
      </ul>
    </section>`;
  }

  async #stop(): Promise<void> {
    this.busy = true;
    const answer = await this.api.stopAll({});
    this.problem = 'problem' in answer ? answer.problem : undefined;
    this.busy = false;
  }

  async #allow(event: SubmitEvent): Promise<void> {
    const form = new FormValues(event);
    this.busy = true;
    const answer = await this.api.release({ reason: form.text('reason') });
    this.problem = 'problem' in answer ? answer.problem : undefined;
    this.busy = false;
  }
}
