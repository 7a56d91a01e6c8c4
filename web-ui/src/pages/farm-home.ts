import type { DeviceView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../components/enamel-sign.ts';
import '../components/mark-bar.ts';
import '../components/outlet-plate.ts';
import '../components/trouble-strip.ts';
import type { Trouble } from '../components/trouble-strip.ts';
import { amperes, number } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { alarmsOf, type Alarm } from '../points/alarms.ts';
import { breakersOf, shareOf, type Breaker } from '../points/breaker.ts';
import { faceOf, type Face, type FaceKind } from '../points/face.ts';
import { shared } from '../styles/shared.ts';
import { socketCard } from './socket.ts';
import { mayManageDevices, socketsOf, troubleOf, withoutPumps, type Socket, type View } from './view.ts';

/** Faces that a person should look at. */
const trouble: readonly FaceKind[] = ['not-stopping', 'tripped', 'no-power', 'no-answer'];
const beingAsked: readonly FaceKind[] = ['asking', 'acknowledged', 'waiting'];

/** How it stands with the farm in one look, what is wrong, and everything that can be switched. Its content stands below what is wrong. */
@customElement('fg-farm-home')
export class FarmHome extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .grid {
        display: grid;
        gap: var(--s4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
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
      .breaker h2 {
        font-size: var(--text-m);
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
    if (!farm) return nothing;
    const pumps = farm.sharing?.pumps ?? [];
    const plain = withoutPumps(socketsOf(farm.devices), pumps);
    const switching = farm.devices.filter((device) => plain.some((socket) => socket.device === device));
    const alarms = alarmsOf(farm.devices);
    if (switching.length === 0 && pumps.length === 0) return this.#empty(alarms.map((alarm) => troubleOf(alarm)));
    const breakers = breakersOf(farm.devices);
    const sockets = socketsOf(switching).map((socket) => ({ ...socket, face: this.#faceOf(socket) }));
    return html`<div class="stack">
      ${pumps.length === 0 ? this.#summary(sockets.map(({ face }) => face.kind)) : nothing}
      <fg-trouble-strip
        .troubles=${[...alarms.map((alarm) => troubleOf(alarm)), ...faceTroubles(sockets, alarms)]}
      ></fg-trouble-strip>
      <slot></slot>
      ${breakers.map((breaker) => this.#breaker(breaker))}
      <div class="grid">
        ${repeat(
          switching,
          ({ id }) => id,
          (device) =>
            html`<fg-outlet-plate .device=${device} .share=${this.view.isCurrent ? shareWords(device, breakers) : ''}
              >${withoutPumps(socketsOf([device]), pumps).map((socket) => socketCard(this.view, socket))}</fg-outlet-plate
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

  /** All that flows, against what the main breaker bears. */
  #breaker({ device, currentMa, thresholdMa }: Breaker) {
    const flows = currentMa === undefined || !this.view.isCurrent ? undefined : amperes(currentMa);
    const said = flows && thresholdMa ? words.currentOf(flows, amperes(thresholdMa)) : (flows ?? words.noNews());
    const percent = flows && thresholdMa ? (100 * (currentMa ?? 0)) / thresholdMa : undefined;
    return html`<section class="card breaker stack">
      <div class="row spread">
        <h2>${words.totalCurrent()} · <a href="/devices/${device.id}">${device.name}</a></h2>
        <p class="number">${said}</p>
      </div>
      <fg-mark-bar
        label="${words.totalCurrent()}, ${device.name}"
        .words=${said}
        .percent=${percent}
        .marks=${[{ at: 80, label: words.markAt(number(80)) }]}
      ></fg-mark-bar>
    </section>`;
  }

  #empty(troubles: readonly Trouble[]) {
    return html`<div class="stack">
      <fg-enamel-sign><p class="figures calm">${words.noDevices()}</p></fg-enamel-sign>
      <fg-trouble-strip .troubles=${troubles}></fg-trouble-strip>
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

/** Switches whose face is trouble; of an OFF that is owed its alarm speaks. */
function faceTroubles(sockets: readonly (Socket & { face: Face })[], alarms: readonly Alarm[]): Trouble[] {
  const isOwed = ({ device, point }: Socket) =>
    alarms.some((alarm) => alarm.device.id === device.id && alarm.owes === point.definition.id);
  return sockets
    .filter((socket) => trouble.includes(socket.face.kind) && !isOwed(socket))
    .map(({ device, point, face }) => ({
      key: `${device.id} ${point.definition.id}`,
      severity: 'fault',
      face: face.kind,
      title: `${device.name}, ${point.name ?? point.definition.label}`,
      text: face.words,
      href: `/devices/${device.id}`,
    }));
}

/** What an outlet takes of the total; nothing where that is not known. */
function shareWords(device: DeviceView, breakers: readonly Breaker[]): string {
  const share = shareOf(device, breakers);
  return share === undefined ? '' : words.shareOfTotal(number(Math.round(share)));
}
