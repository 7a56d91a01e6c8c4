import type { DevicePatch, DeviceView, LinkHistory, PointPatch, PointView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Answer, Refusal } from '../api/answer.ts';
import { createUuid } from '../api/uuid.ts';
import type { FieldApi } from '../api/field-api.ts';
import type { Send } from '../api/send.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { number } from '../i18n/format.ts';
import { historyWords } from '../i18n/history-words.ts';
import { words } from '../i18n/words.ts';
import { alarmsOf } from '../points/alarms.ts';
import { historyOf, mainSeriesOf } from '../points/main-series.ts';
import { loading, settle, type Loadable } from '../state/loadable.ts';
import type { RadioLine } from '../state/radio-work.ts';
import { shared } from '../styles/shared.ts';
import '../components/command-trail.ts';
import '../components/outlet-plate.ts';
import '../components/trouble-strip.ts';
import './device/bridge-section.ts';
import './device/danger-zone.ts';
import './device/link-section.ts';
import './device/readings.ts';
import './device/sign-in-section.ts';
import './device/socket-details.ts';
import './history/history-peek.ts';
import { heard } from './devices-page.ts';
import { socketCard } from './socket.ts';
import { mayManageDevices, socketsOf, troubleOf, type View } from './view.ts';

/** Points that the link's and the radio's own sections show. */
const shownElsewhere = ['link.', 'port.', 'cycle', 'frames.', 'air.used'];

/** A slot of the link's history is ten minutes. */
const HISTORY_REFRESH_MS = 300_000;

const SPARK_STEP_MS = 600_000;
const DAY_MS = 86_400_000;

/** One device: its troubles, its switches with their trails, its link or radio, its readings, threshold, name and place. */
@customElement('fg-device-page')
export class DevicePage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .grid {
        display: grid;
        gap: var(--s4);
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
        align-items: start;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property() deviceId = '';
  @property({ attribute: false }) api!: FieldApi;
  @property({ attribute: false }) send!: Send;
  @property({ attribute: false }) radio!: RadioLine;
  @property({ attribute: false }) go!: (path: string) => void;
  @state() private problem: Refusal | undefined;
  @state() private history: Loadable<LinkHistory> = loading;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#loadHistory(), HISTORY_REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override firstUpdated(): void {
    void this.#loadHistory();
  }

  override render() {
    const device = this.view.farm?.devices.find(({ id }) => id === this.deviceId);
    if (!this.view.farm) return html`<p class="muted" aria-busy="true">${words.loading()}</p>`;
    if (!device)
      return html`<div class="stack">
        <h1 tabindex="-1">${words.noSuchDevice()}</h1>
        <p><a href="/devices">${words.devices()}</a></p>
      </div>`;
    return html`<div class="stack">
      <p><a href="/devices">← ${words.devices()}</a></p>
      <h1 tabindex="-1">${device.name} ${device.demo ? html`<span class="badge">DEMO</span>` : nothing}</h1>
      <p class="number">${heard(device, this.view)}</p>
      ${refusalText(this.problem)} ${this.#troubles(device)}
      <h2 class="hidden">Sockets</h2>
      ${this.#sockets(device)}
      <div class="grid">
        ${this.#day(device)} ${this.#link(device)} ${this.#bridge(device)}
        <fg-readings
          .device=${device}
          .without=${shownElsewhere}
          .now=${this.view.now}
          ?current=${this.view.isCurrent}
        ></fg-readings>
        ${this.#threshold(device)} ${this.#about(device)} ${this.#signIn(device)} ${this.#danger(device)}
      </div>
    </div>`;
  }

  #sockets(device: DeviceView) {
    const sockets = socketsOf([device]);
    if (sockets.length === 0) return nothing;
    return html`<fg-outlet-plate bare .device=${device}
        >${sockets.map((socket) => socketCard(this.view, socket))}</fg-outlet-plate
      >
      <div class="grid">${sockets.map(({ point }) => this.#socketDetails(device, point))}</div>`;
  }

  #socketDetails(device: DeviceView, point: PointView) {
    return html`<fg-socket-details
      .point=${point}
      .now=${this.view.now}
      ?manages=${mayManageDevices(this.view.user)}
      ?linked=${this.view.isLinked}
      @patch=${({ detail }: CustomEvent<PointPatch>) =>
        void this.#run(this.api.patchPoint(device.id, point.definition.id, detail))}
    ></fg-socket-details>`;
  }

  /** Its own alarms, and those of the radio that it hangs on. */
  #troubles(device: DeviceView) {
    const concerned = this.view.farm?.devices.filter(({ id }) => id === device.id || id === device.via) ?? [];
    return html`<fg-trouble-strip
      .troubles=${alarmsOf(concerned).map((alarm) => troubleOf(alarm, device.id))}
    ></fg-trouble-strip>`;
  }

  #link(device: DeviceView) {
    if (!hasLink(device)) return nothing;
    return html`<fg-link-section
      .device=${device}
      .now=${this.view.now}
      ?current=${this.view.isCurrent}
      .history=${this.history}
      @retry=${() => void this.#loadHistory()}
    ></fg-link-section>`;
  }

  #bridge(device: DeviceView) {
    if (device.type !== 'rf-bridge') return nothing;
    return html`<fg-bridge-section
      .device=${device}
      .devices=${this.view.farm?.devices ?? []}
      .radio=${this.radio}
      ?current=${this.view.isCurrent}
      ?linked=${this.view.isLinked}
      ?manages=${mayManageDevices(this.view.user)}
    ></fg-bridge-section>`;
  }

  /** The last 24 hours of what it is there for, in steps of ten minutes. */
  #day(device: DeviceView) {
    const main = mainSeriesOf(device);
    if (!main) return nothing;
    const to = Math.ceil(this.view.now / SPARK_STEP_MS) * SPARK_STEP_MS;
    return html`<fg-history-peek
      .heading=${historyWords.lastDay()}
      .series=${`${device.id}/${main.definition.id}`}
      .name=${main.name ?? main.definition.label}
      .span=${{ from: to - DAY_MS, to }}
      .now=${this.view.now}
      .send=${this.send}
      .href=${`/history?q=any&series=${historyOf(device).join(',')}&span=24h`}
    ></fg-history-peek>`;
  }

  /** What speaks by way of another needs no secret of its own. */
  #signIn(device: DeviceView) {
    if (!mayManageDevices(this.view.user) || (device.via !== undefined && device.via !== device.id)) return nothing;
    return html`<fg-sign-in-section .device=${device} .send=${this.send} .now=${this.view.now}></fg-sign-in-section>`;
  }

  #danger(device: DeviceView) {
    if (!mayManageDevices(this.view.user)) return nothing;
    return html`<fg-danger-zone
      .device=${device}
      .devices=${this.view.farm?.devices ?? []}
      .radio=${this.radio}
      ?linked=${this.view.isLinked}
      @forget=${() => void this.#forget(device.id)}
    ></fg-danger-zone>`;
  }

  #threshold(device: DeviceView) {
    const point = device.points.find(({ definition }) => definition.id === 'threshold');
    if (!point) return nothing;
    const { min = 0, max = 0 } = point.definition;
    const command = point.setting?.command;
    return html`<section class="card stack">
      <h2>Trip threshold</h2>
      <p class="muted">
        Above this current the outlet switches itself off. Last set:
        <strong class="number"
          >${point.setting?.desired == null ? 'never from here' : `${number(Number(point.setting.desired))} mA`}</strong
        >
      </p>
      ${
        mayManageDevices(this.view.user)
          ? html`<form class="row" @submit=${(event: SubmitEvent) => void this.#saveThreshold(event, device.id)}>
              <label
                >New threshold, mA<input
                  name="threshold"
                  type="number"
                  min=${min}
                  max=${max}
                  step="1"
                  required
                  .defaultValue=${String(point.reading?.value ?? 10_000)}
              /></label>
              <button ?disabled=${!this.view.isLinked}>${words.save()}</button>
            </form>`
          : nothing
      }
      ${command ? html`<fg-command-trail .command=${command} .now=${this.view.now}></fg-command-trail>` : nothing}
    </section>`;
  }

  #about(device: DeviceView) {
    return html`<section class="card stack">
      <h2>About</h2>
      <p class="muted">
        ${device.typeLabel}${device.address ? `, address ${device.address}` : ''}${device.via ? `, by way of ${device.via}` : ''}
      </p>
      ${mayManageDevices(this.view.user) ? this.#manage(device) : nothing}
    </section>`;
  }

  #manage(device: DeviceView) {
    return html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#saveDevice(event, device.id)}>
      <label>Name<input name="name" .defaultValue=${device.name} required maxlength="80" /></label>
      <label>Place<input name="location" .defaultValue=${device.location ?? ''} maxlength="80" /></label>
      <button ?disabled=${!this.view.isLinked}>${words.save()}</button>
    </form>`;
  }

  async #saveDevice(event: SubmitEvent, id: string): Promise<void> {
    const form = new FormValues(event);
    const body: DevicePatch = { name: form.text('name'), location: form.text('location') || null };
    await this.#run(this.api.patchDevice(id, body));
  }

  async #saveThreshold(event: SubmitEvent, device: string): Promise<void> {
    const value = Number(new FormValues(event).text('threshold'));
    await this.#run(this.api.command({ id: createUuid(), device, point: 'threshold', value }));
  }

  async #forget(id: string): Promise<void> {
    if (await this.#run(this.api.forgetDevice(id))) this.go('/devices');
  }

  async #loadHistory(): Promise<void> {
    const device = this.view.farm?.devices.find(({ id }) => id === this.deviceId);
    if (device && !hasLink(device)) return;
    this.history = settle(this.history, await this.api.link(this.deviceId));
  }

  async #run(request: Promise<Answer<unknown>>): Promise<boolean> {
    const answer = await request;
    this.problem = 'problem' in answer ? answer.problem : undefined;
    return !('problem' in answer);
  }
}

/** Only what tells of its link has one to be shown. */
function hasLink({ points }: DeviceView): boolean {
  return points.some(({ definition }) => definition.id.startsWith('link.'));
}
