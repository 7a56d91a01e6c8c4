import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { words } from '../i18n/words.ts';
import { faceOf, type FaceKind } from '../points/face.ts';
import { shared } from '../styles/shared.ts';
import { mayManageDevices, socketCard, socketsOf, type Socket, type View } from './view.ts';

/** Faces that a person should look at. They are named on top; the cards stay where they are, also under a finger. */
const trouble: readonly FaceKind[] = ['not-stopping', 'tripped', 'no-power', 'no-answer'];

/** What runs, what is wrong, and everything that can be switched. */
@customElement('fg-home-page')
export class HomePage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .grid {
        display: grid;
        gap: var(--s4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
      }
      .trouble {
        border: 2px solid var(--fault);
      }
      .sum {
        font-size: var(--text-xxl);
        font-weight: 700;
        line-height: 1.1;
      }
      .summary {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s3) var(--s6);
      }
    `,
  ];

  @property({ attribute: false }) view!: View;

  override render() {
    const { farm } = this.view;
    if (!farm)
      return html`<h1 tabindex="-1">${words.home()}</h1>
        <p class="muted" aria-busy="true">Loading the farm…</p>`;
    const sockets = socketsOf(farm.devices);
    if (sockets.length === 0) return this.#empty();
    return html`<div class="stack">
      <h1 tabindex="-1">${words.home()}</h1>
      ${this.#summary(sockets)} ${this.#troubleStrip(sockets)}
      <div class="grid">
        ${repeat(
          sockets,
          ({ device, point }) => `${device.id} ${point.definition.id}`,
          (socket) => socketCard(this.view, socket),
        )}
      </div>
    </div>`;
  }

  #summary(sockets: readonly Socket[]) {
    const kinds = sockets.map((socket) => this.#kind(socket));
    const running = kinds.filter((kind) => kind === 'running').length;
    const asking = kinds.filter((kind) => kind === 'asking' || kind === 'acknowledged' || kind === 'waiting').length;
    const unknown = kinds.filter((kind) => kind === 'unknown' || kind === 'no-answer').length;
    const figure = (value: number, label: string) => html`<p><span class="sum number">${value}</span> ${label}</p>`;
    return html`<div class="card summary">
      ${figure(running, running === 1 ? 'load runs' : 'loads run')}
      ${asking > 0 ? figure(asking, 'being asked') : nothing} ${unknown > 0 ? figure(unknown, 'not known') : nothing}
    </div>`;
  }

  #troubleStrip(sockets: readonly Socket[]) {
    const troubled = sockets.filter((socket) => trouble.includes(this.#kind(socket)));
    if (troubled.length === 0) return nothing;
    return html`<section class="card trouble stack" aria-label="Trouble">
      ${troubled.map(({ device, point }) => html`<p><strong>${device.name}, ${point.name ?? point.definition.label}:</strong> ${this.#words({ device, point })}</p>`)}
    </section>`;
  }

  #empty() {
    return html`<div class="stack">
      <h1 tabindex="-1">${words.home()}</h1>
      <div class="card stack">
        <p>No device belongs to this farm yet.</p>
        ${mayManageDevices(this.view.user) ? html`<p><a class="button" href="/add">${words.addDevice()}</a></p>` : html`<p class="muted">Ask an admin to add one.</p>`}
      </div>
    </div>`;
  }

  #kind({ device, point }: Socket): FaceKind {
    return faceOf({ device, point, now: this.view.now, isCurrent: this.view.isCurrent }).kind;
  }

  #words({ device, point }: Socket): string {
    return faceOf({ device, point, now: this.view.now, isCurrent: this.view.isCurrent }).words;
  }
}
