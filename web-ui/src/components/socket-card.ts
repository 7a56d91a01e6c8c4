import type { Command, DeviceView, PointView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { words } from '../i18n/words.ts';
import { faceOf, isOpen, type Face } from '../points/face.ts';
import { shared } from '../styles/shared.ts';
import './state-face.ts';
import './sweep-button.ts';

/** What a card asks for. */
export interface SwitchRequest {
  readonly device: string;
  readonly point: string;
  readonly value: boolean;
}

/** One switch: what was asked, what the device said, what was measured, and the one thing to do next. Fires `ask`. */
@customElement('fg-socket-card')
export class SocketCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .card {
        display: grid;
        gap: var(--s3);
        height: 100%;
        align-content: space-between;
        border-inline-start: 6px solid var(--edge, var(--hairline));
      }
      .running {
        --edge: var(--run);
      }
      .said-yes {
        --edge: var(--run);
      }
      .asking,
      .acknowledged,
      .waiting {
        --edge: var(--wait);
      }
      .tripped,
      .no-power,
      .no-answer,
      .not-stopping {
        --edge: var(--fault);
      }
      .head {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s3);
        align-items: center;
      }
      h2 {
        font-size: var(--text-m);
      }
      .words {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .buttons {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(0, 1fr);
        gap: var(--s2);
      }
    `,
  ];

  @property({ attribute: false }) device!: DeviceView;
  @property({ attribute: false }) point!: PointView;
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) current = false;
  /** Whether a tap reaches the gateway, and this person may. */
  @property({ type: Boolean }) enabled = false;
  @property({ type: Boolean }) latched = false;
  /** A request is on its way to the gateway. */
  @property({ attribute: false }) sending: boolean | undefined;
  @property() problem = '';

  override render() {
    const face = this.#face();
    const name = this.point.name ?? this.point.definition.label;
    return html`<div class="card ${face.kind}" role="group" aria-label="${this.device.name}, ${name}">
      <div class="head">
        <fg-state-face .kind=${face.kind}></fg-state-face>
        <div>
          <h2>${name} <span class="muted small">${this.device.name}</span></h2>
          <p class="words number" data-face=${face.kind} aria-live="polite">${face.words}</p>
          ${face.note ? html`<p class="small muted number">${face.note}</p>` : nothing}
          ${this.problem ? html`<p class="error small" role="alert">${this.problem}</p>` : nothing}
        </div>
      </div>
      ${this.enabled || this.latched ? this.#buttons() : nothing}
    </div>`;
  }

  /** The tap is shown at once, as what it is: asked, and nothing more. */
  #face(): Face {
    const face = faceOf({ device: this.device, point: this.point, now: this.now, isCurrent: this.current });
    if (this.sending === undefined || face.kind === 'asking') return face;
    return { ...face, kind: 'asking', words: this.sending ? words.askingOn() : words.askingOff() };
  }

  #buttons() {
    const view = this.point.switch;
    const asked = openValue(view?.command);
    const showOn = view?.reported !== 'on' && asked !== true;
    const showOff = view?.reported !== 'off' || asked === true;
    return html`<div class="buttons">
      ${showOn ? this.#onButton() : nothing}
      ${
        showOff
          ? html`<button
              class="big ${view?.reported === 'on' ? 'stop' : ''}"
              ?disabled=${!this.enabled}
              @click=${() => this.#ask(false)}
            >
              ${words.turnOff()}
            </button>`
          : nothing
      }
    </div>`;
  }

  #onButton() {
    const disabled = !this.enabled || this.latched;
    if (this.point.load === 'pump')
      return html`<fg-sweep-button
        .label=${words.start()}
        ?disabled=${disabled}
        @sweep=${() => this.#ask(true)}
      ></fg-sweep-button>`;
    return html`<button class="big primary" ?disabled=${disabled} @click=${() => this.#ask(true)}>
      ${words.turnOn()}
    </button>`;
  }

  #ask(value: boolean): void {
    const detail: SwitchRequest = { device: this.device.id, point: this.point.definition.id, value };
    this.dispatchEvent(new CustomEvent('ask', { detail, bubbles: true, composed: true }));
  }
}

function openValue(command: Command | undefined): unknown {
  return command && isOpen(command) ? command.value : undefined;
}
