import type { DeviceView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { span } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';
import { mayManageDevices, type View } from './view.ts';

/** Every device of the farm with how it is heard. */
@customElement('fg-devices-page')
export class DevicesPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      a.device {
        display: grid;
        gap: var(--s1);
        color: inherit;
        text-decoration: none;
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
      <ul class="stack">
        ${devices?.map((device) => html`<li><a class="card device" href="/devices/${device.id}">${this.#device(device)}</a></li>`)}
      </ul>
    </div>`;
  }

  #device(device: DeviceView) {
    return html`<h2>${device.name} ${device.demo ? html`<span class="badge">DEMO</span>` : nothing}</h2>
      <p class="muted">
        ${device.typeLabel}${device.address ? ` ${device.address}` : ''}${device.location ? ` · ${device.location}` : ''}
      </p>
      <p class="number">${heard(device, this.view)}</p>`;
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
