import type { DeviceView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';

/** The enamel plate of one device: its name and place, and side by side, as on the wall, its sockets as content. */
@customElement('fg-outlet-plate')
export class OutletPlate extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
      }
      .plate {
        display: flex;
        flex-direction: column;
        gap: var(--s4);
        padding: var(--s4) 14px;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--s2);
        padding-inline: var(--s1);
      }
      h2 {
        min-width: 0;
        line-height: 1.2;
        overflow-wrap: anywhere;
      }
      h2 a {
        display: inline-flex;
        align-items: center;
        min-height: 32px;
        color: inherit;
        text-decoration: none;
      }
      h2 a:hover {
        text-decoration: underline;
      }
      .badge {
        margin-inline-start: auto;
      }
      .place {
        flex-basis: 100%;
      }
      header + .sockets {
        flex: 1;
      }
      .sockets {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 7.75rem), 1fr));
        gap: var(--s4) var(--s3);
      }
    `,
  ];

  @property({ attribute: false }) device!: DeviceView;
  /** Shows no name: the page around it does. */
  @property({ type: Boolean }) bare = false;

  /** What it takes of all that flows through the main breaker, in words; empty where that is not known. */
  @property() share = '';

  override render() {
    return html`<section class="plate">
      ${this.bare ? html`<h2 class="hidden">${words.sockets()}</h2>` : this.#header()}
      <div class="sockets"><slot></slot></div>
    </section>`;
  }

  #header() {
    const { id, name, location, demo } = this.device;
    return html`<header>
      <h2><a href="/devices/${id}">${name}</a></h2>
      ${demo ? html`<span class="badge">DEMO</span>` : nothing}
      ${location ? html`<p class="place muted small">${location}</p>` : nothing}
      ${this.share ? html`<p class="place muted small number">${this.share}</p>` : nothing}
    </header>`;
  }
}
