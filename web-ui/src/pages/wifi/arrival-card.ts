import type { DeviceView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import type { FieldApi } from '../../api/field-api.ts';
import { refusalText } from '../../components/field-error.ts';
import { FormValues } from '../../components/form.ts';
import { networkWords } from '../../i18n/network-words.ts';
import { words } from '../../i18n/words.ts';
import { shared } from '../../styles/shared.ts';
import '../device/readings.ts';

/** Whether something that was given a secret has signed in: waits for it, then shows what it measures and gives it a place. */
@customElement('fg-arrival-card')
export class ArrivalCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .line {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: var(--s3);
      }
      svg {
        width: 40px;
        height: 40px;
        fill: none;
        stroke: var(--wait);
        stroke-width: 4;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .there svg {
        stroke: var(--run);
      }
      .there {
        border-color: var(--run);
      }
      @media (prefers-reduced-motion: no-preference) {
        .ring {
          transform-origin: center;
          animation: turn 3s linear infinite;
        }
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
    `,
  ];

  @property() name = '';
  /** Undefined until it has signed in with its new secret. */
  @property({ attribute: false }) device: DeviceView | undefined;
  @property({ attribute: false }) api!: FieldApi;
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) current = false;
  @property({ type: Boolean }) linked = false;
  @state() private problem: Refusal | undefined;
  @state() private isPlaced = false;

  override render() {
    const { device } = this;
    return html`<section class="card stack ${device ? 'there' : ''}">
      <div class="line">
        ${device ? tick : ring}
        <p role="status">
          <strong>${device ? networkWords.itIsThere() : networkWords.waiting(this.name)}</strong><br />
          <span class="muted">${device ? device.typeLabel : networkWords.waitingMeans()}</span>
        </p>
      </div>
      ${device ? this.#taken(device) : nothing}
    </section>`;
  }

  #taken(device: DeviceView) {
    const isBridge = device.type === 'rf-bridge';
    return html`${this.#readings(device)}
      <form class="row" @submit=${(event: SubmitEvent) => void this.#save(event, device.id)}>
        <label
          >${networkWords.place()}<input
            name="location"
            maxlength="80"
            .defaultValue=${device.location ?? ''}
            @input=${() => (this.isPlaced = false)}
        /></label>
        <button ?disabled=${!this.linked}>${words.save()}</button>
        <p role="status">${this.isPlaced ? networkWords.isPlaced() : nothing}</p>
      </form>
      ${refusalText(this.problem)}
      <p class="row">
        <a class="button primary" href="/devices/${device.id}">${networkWords.openDevice(device.name)}</a>
        ${isBridge ? html`<a class="button" href="/add">${words.addDevice()}</a>` : nothing}
      </p>`;
  }

  #readings(device: DeviceView) {
    if (!device.points.some(({ reading }) => reading)) return html`<p class="muted">${networkWords.noValuesYet()}</p>`;
    return html`<fg-readings .device=${device} .now=${this.now} ?current=${this.current}></fg-readings>`;
  }

  async #save(event: SubmitEvent, id: string): Promise<void> {
    const location = new FormValues(event).text('location') || null;
    const answer = await this.api.patchDevice(id, { location });
    this.problem = 'problem' in answer ? answer.problem : undefined;
    this.isPlaced = this.problem === undefined;
  }
}

const tick = html`<svg viewBox="0 0 48 48" aria-hidden="true">
  <circle cx="24" cy="24" r="19" />
  <path d="m15 25 6.500 6.500L34 18" />
</svg>`;
const ring = html`<svg viewBox="0 0 48 48" aria-hidden="true">
  <circle class="ring" cx="24" cy="24" r="19" stroke-dasharray="2 10" />
</svg>`;
