import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { words } from '../i18n/words.ts';
import { mayRun, type Face } from '../points/face.ts';
import { shared } from '../styles/shared.ts';
import type { SwitchRequest } from './socket-card.ts';
import './state-face.ts';

/** One load as the strip shows it. */
export interface StripLoad extends Omit<SwitchRequest, 'value'> {
  readonly name: string;
  readonly face: Face;
}

/** On every page beside home: what runs or may run, each with its OFF, one tap without a question. Fires `ask`. */
@customElement('fg-running-strip')
export class RunningStrip extends LitElement {
  static override readonly styles = [
    shared,
    css`
      ul {
        display: grid;
        gap: var(--s2);
        max-height: 13.5rem;
        margin-bottom: var(--s4);
        overflow-y: auto;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
        --face-size: 36px;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--s3);
        padding: var(--s1) var(--s1) var(--s1) var(--s3);
        border: 1.5px solid var(--hairline);
        border-radius: var(--plate-radius);
        background: var(--surface);
      }
      p {
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) loads: readonly StripLoad[] = [];
  @property({ type: Boolean }) linked = false;

  override render() {
    const running = this.loads.filter(({ face }) => mayRun(face)).toSorted(byAlarm);
    if (running.length === 0) return nothing;
    return html`<ul aria-label=${words.mayRun()}>
      ${repeat(
        running,
        ({ device, point }) => `${device} ${point}`,
        (load) => html`<li>${this.#load(load)}</li>`,
      )}
    </ul>`;
  }

  #load(load: StripLoad) {
    return html`<fg-state-face .kind=${load.face.kind}></fg-state-face>
      <p class="small"><strong>${load.name}</strong><br /><span class="number">${load.face.words}</span></p>
      <button
        class="off"
        aria-label="${words.turnOff()}: ${load.name}"
        ?disabled=${!this.linked}
        @click=${() => this.#ask(load)}
      >
        ${this.linked ? words.turnOff() : words.noLine()}
      </button>`;
  }

  #ask({ device, point }: StripLoad): void {
    const detail: SwitchRequest = { device, point, value: false };
    this.dispatchEvent(new CustomEvent('ask', { detail }));
  }
}

/** What did not stop comes first; all else keeps its order. */
function byAlarm(a: StripLoad, b: StripLoad): number {
  return Number(b.face.kind === 'not-stopping') - Number(a.face.kind === 'not-stopping');
}
