import type { CredentialView, DeviceView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { moment } from '../../i18n/format.ts';
import { kindWords, networkWords } from '../../i18n/network-words.ts';
import { words } from '../../i18n/words.ts';
import { shared } from '../../styles/shared.ts';

/** One that may sign in: what it is, whose doing that was, whether it is there. Fires `rotate` and `revoke`. */
@customElement('fg-credential-card')
export class CredentialCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      h2 {
        overflow-wrap: anywhere;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: var(--s2);
        color: var(--off);
        font-weight: 600;
      }
      .state::before {
        content: '';
        flex: none;
        width: 14px;
        height: 14px;
        border: 2.5px solid;
        border-radius: 50%;
      }
      .there {
        color: var(--run);
      }
      .there::before {
        background: currentColor;
      }
      .gone {
        color: var(--fault);
      }
      .gone::before {
        border-radius: 0;
        background: currentColor;
        clip-path: polygon(50% 0, 100% 100%, 0 100%);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s1) var(--s4);
      }
      dt {
        color: var(--muted);
      }
      dd {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) credential!: CredentialView;
  /** Undefined until it has spoken. */
  @property({ attribute: false }) device: DeviceView | undefined;
  /** Gateway wall time. */
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) current = false;
  @property({ type: Boolean }) linked = false;

  override render() {
    const { id, name, kind, by, madeAt, rotatedAt, adopted } = this.credential;
    return html`<article class="card stack" aria-labelledby="name">
      <div>
        <h2 id="name">${adopted ? html`<a href="/devices/${id}">${this.device?.name ?? name}</a>` : name}</h2>
        <p class="muted">${kindWords[kind].name()}</p>
      </div>
      <p>${this.#state()}</p>
      <dl class="number">
        <dt>${networkWords.idIs()}</dt>
        <dd><bdi dir="ltr">${id}</bdi></dd>
        <dt>${networkWords.made()}</dt>
        <dd>${moment(madeAt, this.now)}${rotatedAt === undefined ? html` · ${networkWords.madeBy(by)}` : nothing}</dd>
        ${
          rotatedAt === undefined
            ? nothing
            : html`<dt>${networkWords.renewed()}</dt>
                <dd>${moment(rotatedAt, this.now)} · ${networkWords.madeBy(by)}</dd>`
        }
      </dl>
      <div class="row">
        ${this.#button(networkWords.newSecret(), 'rotate')} ${this.#button(networkWords.revoke(), 'revoke')}
      </div>
    </article>`;
  }

  #state() {
    if (!this.current) return html`<span class="state">${words.noLink()}</span>`;
    if (!this.credential.adopted) return html`<span class="state">${networkWords.neverSpoke()}</span>`;
    switch (this.device?.availability) {
      case 'online':
        return html`<span class="state there">${networkWords.online()}</span>`;
      case 'offline':
        return html`<span class="state gone">${networkWords.offline()}</span>`;
      default:
        return html`<span class="state">${networkWords.notHeard()}</span>`;
    }
  }

  #button(label: string, event: 'rotate' | 'revoke') {
    return html`<button
      ?disabled=${!this.linked}
      aria-label="${label}: ${this.credential.name}"
      @click=${() => this.dispatchEvent(new CustomEvent(event))}
    >
      ${label}…
    </button>`;
  }
}
