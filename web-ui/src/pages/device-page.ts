import type { DevicePatch, DeviceView, PointPatch, PointView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Answer, Refusal } from '../api/answer.ts';
import { createUuid } from '../api/uuid.ts';
import type { FieldApi } from '../api/field-api.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { amperes, number, span } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';
import '../components/command-trail.ts';
import '../components/outlet-plate.ts';
import { heard } from './devices-page.ts';
import { mayManageDevices, socketCard, socketsOf, type View } from './view.ts';

/** What a socket may feed; what nobody said anything of is an outlet. */
const loads = ['outlet', 'light', 'pump', 'valve', 'siren'] as const;

/** One device: its switches with their trails, its readings and link, its threshold, its name and place. */
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
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: var(--s2) 0;
        border-top: 1px solid var(--hairline);
        text-align: start;
        font-weight: 400;
      }
      td:last-child {
        text-align: end;
      }
      .old {
        color: var(--muted);
        font-style: italic;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property() deviceId = '';
  @property({ attribute: false }) api!: FieldApi;
  @property({ attribute: false }) go!: (path: string) => void;
  @state() private problem: Refusal | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  override render() {
    const device = this.view.farm?.devices.find(({ id }) => id === this.deviceId);
    if (!this.view.farm) return html`<p class="muted" aria-busy="true">Loading…</p>`;
    if (!device)
      return html`<div class="stack">
        <h1 tabindex="-1">No such device</h1>
        <p><a href="/devices">${words.devices()}</a></p>
      </div>`;
    return html`<div class="stack">
      <p><a href="/devices">← ${words.devices()}</a></p>
      <h1 tabindex="-1">${device.name} ${device.demo ? html`<span class="badge">DEMO</span>` : nothing}</h1>
      <p class="number">${heard(device, this.view)}</p>
      ${refusalText(this.problem)}
      <h2 class="hidden">Sockets</h2>
      ${this.#sockets(device)}
      <div class="grid">${this.#readings(device)} ${this.#threshold(device)} ${this.#about(device)}</div>
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
    const command = point.switch?.command;
    const name = point.name ?? point.definition.label;
    return html`<section class="card">
      <h2>${name}</h2>
      ${
        command
          ? html`<details>
              <summary>The last command, step by step</summary>
              <fg-command-trail .command=${command} .now=${this.view.now}></fg-command-trail>
            </details>`
          : html`<p class="muted small">Nothing was asked of it yet.</p>`
      }
      ${mayManageDevices(this.view.user) ? this.#pointForm(device, point) : nothing}
    </section>`;
  }

  #pointForm(device: DeviceView, point: PointView) {
    return html`<details>
      <summary>Name and what it feeds</summary>
      <form class="stack" @submit=${(event: SubmitEvent) => void this.#savePoint(event, device, point)}>
        <label
          >Name<input
            name="name"
            .defaultValue=${point.name ?? ''}
            placeholder=${point.definition.label}
            maxlength="80"
        /></label>
        <label
          >It feeds<select name="load">
            ${loads.map((load) => html`<option value=${load} ?selected=${load === point.load}>${load}</option>`)}
          </select></label
        >
        <label class="row"
          ><input type="checkbox" name="contactor" class="check" /> A supervised contactor stands behind it (needed for
          a pump on this outlet)</label
        >
        <button ?disabled=${!this.view.isLinked}>${words.save()}</button>
      </form>
    </details>`;
  }

  #readings(device: DeviceView) {
    const points = device.points.filter(
      ({ definition }) => definition.kind === 'measure' || definition.kind === 'flag',
    );
    return html`<section class="card">
      <h2>Readings</h2>
      <table class="number">
        <tbody>
          ${points.map(
            (point) =>
              html`<tr>
                <th scope="row">${point.definition.label}</th>
                <td class=${isOld(point) || !this.view.isCurrent ? 'old' : ''}>${valueOf(point)}</td>
                <td class="muted small">${this.#age(point)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }

  #age({ reading }: PointView): string {
    if (!reading) return '';
    const ago = `${span(this.view.now - reading.at)} ago`;
    if (reading.old) return `old, ${ago}`;
    return reading.quality === 'good' ? ago : `${reading.quality}, ${ago}`;
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
      </form>
      <button class="quiet" ?disabled=${!this.view.isLinked} @click=${() => this.dialog.showModal()}>
        Forget this device
      </button>
      <dialog aria-labelledby="forget-title">
        <div class="stack">
          <h2 id="forget-title">Forget ${device.name}?</h2>
          <p>
            It is not asked any more and nobody can switch it from here. What it feeds stays as it is now. Its record is
            kept.
          </p>
          <div class="row">
            <button @click=${() => this.dialog.close()}>${words.cancel()}</button>
            <button class="stop" @click=${() => void this.#forget(device.id)}>Forget it</button>
          </div>
        </div>
      </dialog>`;
  }

  async #savePoint(event: SubmitEvent, device: DeviceView, point: PointView): Promise<void> {
    const form = new FormValues(event);
    const body: PointPatch = {
      name: form.text('name') || null,
      load: form.choice('load', loads),
      ...(form.isTicked('contactor') ? { contactor: true } : {}),
    };
    await this.#run(this.api.patchPoint(device.id, point.definition.id, body));
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
    else this.dialog.close();
  }

  async #run(request: Promise<Answer<unknown>>): Promise<boolean> {
    const answer = await request;
    this.problem = 'problem' in answer ? answer.problem : undefined;
    return !('problem' in answer);
  }
}

function isOld({ reading }: PointView): boolean {
  return reading?.old === true || reading?.quality === 'stale';
}

function valueOf({ definition, reading }: PointView): string {
  if (!reading) return '–';
  if (typeof reading.value === 'boolean') return reading.value ? 'yes' : 'no';
  if (typeof reading.value === 'string') return reading.value;
  if (definition.unit === 'mA') return amperes(reading.value);
  return `${number(reading.value)} ${definition.unit === 'count' ? '' : definition.unit}`.trim();
}
