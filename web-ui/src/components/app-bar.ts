import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { words } from '../i18n/words.ts';
import type { Link } from '../state/link.ts';
import { shared } from '../styles/shared.ts';
import './connection-pill.ts';

/** One place of the navigation. */
export interface Place {
  readonly path: string;
  readonly label: string;
}

/** The bar of every page: the farm, the line, the places, and *Stop everything*. */
@customElement('fg-app-bar')
export class AppBar extends LitElement {
  static override readonly styles = [
    shared,
    css`
      header {
        background: var(--surface);
        border-bottom: 1px solid var(--hairline);
      }
      .inner {
        max-width: 72rem;
        margin: 0 auto;
        padding: var(--s2) var(--s4);
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--s2) var(--s3);
      }
      .farm {
        font-weight: 700;
        font-size: var(--text-l);
        overflow-wrap: anywhere;
      }
      nav ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--s1);
      }
      nav a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        padding: 0 var(--s3);
        border-bottom: 4px solid transparent;
        color: var(--text);
        text-decoration: none;
        font-weight: 600;
      }
      nav a[aria-current='page'] {
        border-color: var(--water);
        color: var(--water);
      }
    `,
  ];

  @property() farm = '';
  @property({ type: Boolean }) demo = false;
  @property({ attribute: false }) link: Link = { kind: 'none' };
  @property({ attribute: false }) places: readonly Place[] = [];
  @property() path = '/';

  override render() {
    return html`<header>
      <div class="inner">
        <div class="row">
          <span class="farm">${this.farm}</span>
          ${this.demo ? html`<span class="badge" title="Everything here is simulated">DEMO</span>` : nothing}
          <fg-connection-pill .link=${this.link}></fg-connection-pill>
        </div>
        <a class="button" href="/stop"><span aria-hidden="true">■</span> ${words.stopEverything()}</a>
        <nav aria-label="Places">
          <ul>
            ${this.places.map(({ path, label }) => html`<li><a href=${path} aria-current=${this.#isHere(path) ? 'page' : 'false'}>${label}</a></li>`)}
          </ul>
        </nav>
      </div>
    </header>`;
  }

  #isHere(path: string): boolean {
    return path === '/' ? this.path === '/' : this.path.startsWith(path);
  }
}
