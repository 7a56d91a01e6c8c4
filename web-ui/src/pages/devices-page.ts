import type { DeviceView, PointView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/state-face.ts';
import { span } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { faceOf } from '../points/face.ts';
import { shared } from '../styles/shared.ts';
import { mayManageDevices, socketsOf, type View } from './view.ts';

/** Every device of the farm with how it is heard. */
@customElement('fg-devices-page')
export class DevicesPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      ul {
        display: grid;
        gap: var(--s3);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
      }
      a.device {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 var(--s3);
        height: 100%;
        color: inherit;
        text-decoration: none;
        --face-size: 36px;
      }
      a.device:hover {
        border-color: var(--water);
      }
      .faces {
        display: flex;
        gap: var(--s1);
      }
      .offline {
        color: var(--fault);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;

  override render() {
    const devices = this.view.farm?.devices;
    return html`<div class="stack">
      <div class="row spread">
        <h1 tabindex="-1">${words.devices()}</h1>
        ${mayManageDevices(this.view.user) ? html`<a class="button" href="/add">${words.addDevice()}</a>` : nothing}
      </div>
      ${devices?.length === 0 ? html`<p class="card">No device belongs to this farm yet.</p>` : nothing}
      <ul>
        ${devices?.map((device) => html`<li><a class="card device" href="/devices/${device.id}">${this.#device(device)}</a></li>`)}
      </ul>
    </div>`;
  }

  #device(device: DeviceView) {
    return html`<div>
        <h2>${device.name} ${device.demo ? html`<span class="badge">DEMO</span>` : nothing}</h2>
        <p class="muted">
          ${device.typeLabel}${device.address ? ` ${device.address}` : ''}${device.location ? ` · ${device.location}` : ''}
        </p>
        <p class="number">${heard(device, this.view)}</p>
      </div>
      <span class="faces">${socketsOf([device]).map(({ point }) => this.#face(device, point))}</span>`;
  }

  #face(device: DeviceView, point: PointView) {
    const face = faceOf({ device, point, now: this.view.now, isCurrent: this.view.isCurrent });
    return html`<fg-state-face
      role="img"
      aria-label="${point.definition.label}: ${face.words}"
      .kind=${face.kind}
    ></fg-state-face>`;
  }
}

/** How a device is heard, in words. */
export function heard(device: DeviceView, { now, isCurrent }: Pick<View, 'now' | 'isCurrent'>) {
  const ago = device.lastHeardAt ? span(now - device.lastHeardAt) : undefined;
  if (!isCurrent) return words.noLink();
  switch (device.availability) {
    case 'online':
      return ago ? `Heard ${ago} ago` : 'Heard';
    case 'offline':
      return html`<span class="offline">${device.unavailableReason ?? 'Not there'}</span
        >${ago ? ` · last heard ${ago} ago` : ''}`;
    case 'unknown':
      return ago ? `Not heard since the gateway started · last heard ${ago} ago` : 'Not heard yet';
  }
}
