import type { Command, DeviceView, PointView, PumpView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { words } from '../i18n/words.ts';
import { faceOf, isOpen, type Face } from '../points/face.ts';
import { shared } from '../styles/shared.ts';
import './state-face.ts';
import './sweep-button.ts';

/** For so long after its end a command's outcome is read out. */
const READ_OUT_MS = 10_000;

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
      :host {
        display: grid;
      }
      .socket {
        display: grid;
        grid-template-rows: auto 1fr auto;
        gap: var(--s3);
        justify-items: center;
        text-align: center;
        --face-size: 72px;
      }
      .words {
        font-weight: 600;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      h3 {
        color: var(--muted);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
      .running .words,
      .said-yes .words {
        color: var(--run);
      }
      .asking .words,
      .acknowledged .words,
      .waiting .words {
        color: var(--wait);
      }
      .tripped .words,
      .no-power .words,
      .no-answer .words,
      .not-stopping .words {
        color: var(--fault);
      }
      .buttons {
        display: grid;
        gap: var(--s2);
        width: 100%;
      }
      button.big {
        flex-direction: column;
        gap: 0;
        padding-inline: var(--s1);
        font-size: 1.125rem;
      }
      .why {
        font-size: var(--text-s);
        font-weight: 400;
      }
    `,
  ];

  @property({ attribute: false }) device!: DeviceView;
  @property({ attribute: false }) point!: PointView;
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) current = false;
  /** Whether this person may switch it. */
  @property({ type: Boolean }) allowed = false;
  /** Whether a tap reaches the gateway. */
  @property({ type: Boolean }) linked = false;
  @property({ type: Boolean }) latched = false;
  /** A request is on its way to the gateway. */
  @property({ attribute: false }) sending: boolean | undefined;
  @property() problem = '';
  /** The shared pump that it is a part of: its turns start it, and here it is only switched off. */
  @property({ attribute: false }) pump: PumpView | undefined;

  #wasPressed = false;

  override render() {
    const face = this.#face();
    return html`<div class="socket ${face.kind}" role="group" aria-label="${this.device.name}, ${this.#name}">
      <fg-state-face .kind=${face.kind}></fg-state-face>
      <div>
        <h3>${this.#name}</h3>
        <p class="words number" data-face=${face.kind} aria-live=${this.#isAwaited() ? 'polite' : 'off'}>
          ${face.words}
        </p>
        ${face.note ? html`<p class="small muted number">${face.note}</p>` : nothing}
        ${this.problem ? html`<p class="error small" role="alert">${this.problem}</p>` : nothing}
        ${this.pump ? html`<p><a href="/pumps/${this.pump.id}">${words.partOfPump(this.pump.name)}</a></p>` : nothing}
      </div>
      ${this.allowed ? this.#buttons(face) : nothing}
    </div>`;
  }

  get #name(): string {
    return this.point.name ?? this.point.definition.label;
  }

  /** The tap is shown at once, as what it is: asked, and nothing more. */
  #face(): Face {
    const face = faceOf({ device: this.device, point: this.point, now: this.now, isCurrent: this.current });
    if (this.sending === undefined || face.kind === 'asking') return face;
    const asking = this.sending ? words.askingOn() : words.askingOff();
    return { kind: 'asking', words: asking, note: face.note ?? words.lastSaid(face.words) };
  }

  /** Readings change all day; only what becomes of a command is read out. */
  #isAwaited(): boolean {
    const command = this.point.switch?.command;
    const endedAt = command?.trail.at(-1)?.at ?? 0;
    return (
      this.sending !== undefined || (command !== undefined && (isOpen(command) || this.now - endedAt < READ_OUT_MS))
    );
  }

  /** OFF is there whenever it may be on; ON where it is not on and not being asked for. */
  #buttons({ kind }: Face) {
    const view = this.point.switch;
    const asked = openValue(view?.command);
    const showOn = !this.pump && view?.reported !== 'on' && asked !== true && kind !== 'not-stopping';
    return html`<div class="buttons">
      ${
        kind === 'off'
          ? nothing
          : html`<button class="big off" ?disabled=${!this.linked} @click=${() => this.#ask(false)}>
              ${words.turnOff()} ${this.#why(!this.linked, words.noLine())}
            </button>`
      }
      ${showOn ? this.#onButton() : nothing}
    </div>`;
  }

  #onButton() {
    const disabled = !this.linked || this.latched;
    if (this.point.load === 'pump')
      return html`<fg-sweep-button
        .label=${words.start()}
        ?disabled=${disabled}
        @sweep=${() => this.#ask(true)}
      ></fg-sweep-button>`;
    return html`<button class="big on" ?disabled=${disabled} @click=${() => this.#ask(true)}>
      ${words.turnOn()} ${this.#why(disabled, this.linked ? words.everythingStopped() : words.noLine())}
    </button>`;
  }

  /** What keeps a button from acting, on the button itself. */
  #why(disabled: boolean, reason: string) {
    return disabled ? html`<span class="why">${reason}</span>` : nothing;
  }

  /** The button that was pressed may be gone: whoever works by keyboard goes on from the one that is left. */
  protected override updated(): void {
    if (!this.#wasPressed || this.sending !== undefined || this.shadowRoot?.activeElement) return;
    this.#wasPressed = false;
    this.renderRoot.querySelector<HTMLElement>('.buttons button')?.focus();
  }

  #ask(value: boolean): void {
    if (this.sending !== undefined) return;
    this.#wasPressed = this.shadowRoot?.activeElement !== null;
    const detail: SwitchRequest = { device: this.device.id, point: this.point.definition.id, value };
    this.dispatchEvent(new CustomEvent('ask', { detail, bubbles: true, composed: true }));
  }
}

function openValue(command: Command | undefined): unknown {
  return command && isOpen(command) ? command.value : undefined;
}
