import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../components/enamel-sign.ts';
import '../components/outlet-plate.ts';
import '../components/state-face.ts';
import { number } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { faceOf, type Face, type FaceKind } from '../points/face.ts';
import { shared } from '../styles/shared.ts';
import { mayManageDevices, socketCard, socketsOf, type Socket, type View } from './view.ts';

/** Faces that a person should look at. */
const trouble: readonly FaceKind[] = ['not-stopping', 'tripped', 'no-power', 'no-answer'];
const beingAsked: readonly FaceKind[] = ['asking', 'acknowledged', 'waiting'];

/** How it stands with the farm in one look, what is wrong, and everything that can be switched. */
@customElement('fg-home-page')
export class HomePage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .grid {
        display: grid;
        gap: var(--s4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
      }
      .trouble {
        --plate-edge: var(--fault);
        --face-size: 40px;
        display: grid;
        gap: var(--s3);
      }
      .trouble li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s3);
        align-items: center;
        line-height: 1.35;
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--s5);
        min-height: 72px;
        align-content: center;
      }
      .figure b {
        margin-inline-end: var(--s1);
        font-size: var(--text-xxl);
        line-height: 1.15;
      }
      .calm {
        font-size: var(--text-xl);
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;

  override render() {
    const { farm } = this.view;
    if (!farm)
      return html`<h1 class="hidden" tabindex="-1">${words.home()}</h1>
        <p class="muted" aria-busy="true">${words.loading()}</p>`;
    const switching = farm.devices.filter((device) => socketsOf([device]).length > 0);
    if (switching.length === 0) return this.#empty();
    const sockets = socketsOf(switching).map((socket) => ({ ...socket, face: this.#faceOf(socket) }));
    return html`<div class="stack">
      <h1 class="hidden" tabindex="-1">${words.home()}</h1>
      ${this.#summary(sockets.map(({ face }) => face.kind))}
      ${this.#troubles(sockets.filter(({ face }) => trouble.includes(face.kind)))}
      <div class="grid">
        ${repeat(
          switching,
          ({ id }) => id,
          (device) =>
            html`<fg-outlet-plate .device=${device}
              >${socketsOf([device]).map((socket) => socketCard(this.view, socket))}</fg-outlet-plate
            >`,
        )}
      </div>
    </div>`;
  }

  /** "Everything is off" is said only where that is known of each. */
  #summary(kinds: readonly FaceKind[]) {
    const count = (wanted: readonly FaceKind[]) => kinds.filter((kind) => wanted.includes(kind)).length;
    if (kinds.every((kind) => kind === 'off'))
      return html`<fg-enamel-sign><p class="figures calm">${words.everythingOff()}</p></fg-enamel-sign>`;
    return html`<fg-enamel-sign>
      <div class="figures">
        ${this.#figure(count(['running', 'said-yes', 'no-power', 'not-stopping']), words.sumOn())}
        ${this.#figure(count(beingAsked), words.sumAsked())}
        ${this.#figure(count(['unknown', 'no-answer']), words.sumUnknown())}
        ${this.#figure(count(['tripped']), words.sumTripped())}
      </div>
    </fg-enamel-sign>`;
  }

  #figure(value: number, label: string) {
    return value > 0 ? html`<p class="figure number"><b>${number(value)}</b> ${label}</p>` : nothing;
  }

  #troubles(sockets: readonly (Socket & { face: Face })[]) {
    if (sockets.length === 0) return nothing;
    return html`<ul class="plate trouble" aria-label=${words.trouble()}>
      ${sockets.map(
        ({ device, point, face }) =>
          html`<li>
            <fg-state-face .kind=${face.kind}></fg-state-face>
            <p><strong>${device.name}, ${point.name ?? point.definition.label}</strong><br />${face.words}</p>
          </li>`,
      )}
    </ul>`;
  }

  #empty() {
    return html`<div class="stack">
      <h1 class="hidden" tabindex="-1">${words.home()}</h1>
      <fg-enamel-sign><p class="figures calm">${words.noDevices()}</p></fg-enamel-sign>
      ${
        mayManageDevices(this.view.user)
          ? html`<p><a class="button primary" href="/add">${words.addDevice()}</a></p>`
          : html`<p class="muted">${words.askAdmin()}</p>`
      }
    </div>`;
  }

  #faceOf({ device, point }: Socket): Face {
    return faceOf({ device, point, now: this.view.now, isCurrent: this.view.isCurrent });
  }
}
