import type { AlertCounts } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { getLocale, languages } from '../i18n/locale.ts';
import { number } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import type { Link } from '../state/link.ts';
import { shared } from '../styles/shared.ts';
import './connection-pill.ts';
import { icon, type IconName } from './icon.ts';

/** One place of the navigation. */
export interface Place {
  readonly path: string;
  readonly label: string;
  readonly icon?: IconName;
}

/** As many fit beside *Stop everything* on a phone. */
const MOST_DOCKED = 4;

/**
 * The frame of every page: the farm, the line, the language, the places, and *Stop everything*. On a phone the places are a
 * dock under the thumb, on a desk a rail. Fires `language`.
 */
@customElement('fg-app-bar')
export class AppBar extends LitElement {
  static override readonly styles = [
    shared,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--s2);
        padding: var(--s2) var(--s4);
      }
      .icon {
        width: 26px;
        height: 26px;
        flex: none;
        fill: none;
        stroke: currentColor;
        stroke-width: 2;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .solid {
        fill: currentColor;
      }
      .mark {
        display: grid;
        place-items: center;
        flex: none;
        width: 40px;
        height: 40px;
        border-radius: var(--radius);
        outline: 1.5px solid var(--on-sign);
        outline-offset: -5px;
        background: var(--sign);
        color: var(--on-sign);
      }
      .mark .icon {
        width: 18px;
        height: 18px;
      }
      .farm {
        flex: 1;
        min-width: 0;
        font-weight: 700;
        line-height: 1.2;
        overflow-wrap: anywhere;
      }
      @media (max-width: 26rem) {
        header {
          gap: var(--s1);
          padding-inline: var(--s3);
        }
        .mark {
          display: none;
        }
      }
      .farm .badge {
        white-space: nowrap;
        margin-inline-start: var(--s1);
        vertical-align: 1px;
      }
      .language {
        position: relative;
        display: grid;
        place-items: center;
        flex: none;
        width: var(--target);
        height: var(--target);
        border-radius: var(--radius);
        color: var(--muted);
      }
      .language:focus-within {
        outline: 3px solid var(--focus);
        outline-offset: -2px;
      }
      .language b {
        position: absolute;
        inset-block-start: 2px;
        inset-inline-end: 0;
        min-width: 20px;
        padding: 0 4px;
        border-radius: 10px;
        background: var(--text);
        color: var(--on-text);
        font-size: 0.8125rem;
        line-height: 20px;
        text-align: center;
      }
      .language .critical {
        background: var(--fault);
        color: var(--on-fault);
      }
      .language select {
        position: absolute;
        inset: 0;
        opacity: 0;
        cursor: pointer;
      }
      .dock {
        position: fixed;
        z-index: 2;
        inset: auto 0 0;
        display: flex;
        align-items: stretch;
        min-height: var(--dock);
        padding-bottom: env(safe-area-inset-bottom);
        border-top: 1.5px solid var(--hairline);
        background: var(--surface);
      }
      .first {
        flex: 3;
        display: flex;
        min-width: 0;
      }
      li,
      .more {
        flex: 1;
        min-width: 0;
      }
      .dock .more {
        min-height: 0;
        border: 0;
        border-radius: 0;
        background: none;
      }
      .rest {
        inset: auto var(--s2) calc(var(--dock) + env(safe-area-inset-bottom) + var(--s2));
        width: auto;
        max-height: calc(100dvh - var(--dock) - var(--s5));
        padding: var(--s2);
        border: 1.5px solid var(--border);
        border-radius: var(--plate-radius);
        background: var(--surface);
        grid-template-columns: 1fr 1fr;
        gap: var(--s1);
      }
      .rest:popover-open {
        display: grid;
      }
      .rest::backdrop {
        background: rgb(0 0 0 / 35%);
      }
      .rest a {
        min-height: var(--primary-target);
      }
      .dock a,
      .dock .more {
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: 2px;
        padding: var(--s1) 2px;
        color: var(--muted);
        font-size: 0.8125rem;
        font-weight: 600;
        line-height: 1.15;
        text-align: center;
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      .dock a {
        height: 100%;
      }
      .dock a:focus-visible,
      .dock .more:focus-visible {
        outline-offset: -4px;
        border-radius: var(--radius);
      }
      .places a[aria-current='page'],
      .dock .here {
        color: var(--water);
        box-shadow: inset 0 4px var(--water);
      }
      .rest a[aria-current='page'] {
        border-radius: var(--radius);
      }
      .dock a.all-off {
        flex: none;
        width: 96px;
        height: auto;
        border-inline-start: 1.5px solid var(--hairline);
        color: var(--fault);
        font-weight: 700;
      }
      @media (min-width: 56.25rem) {
        header {
          max-width: calc(76rem + var(--rail));
          padding: var(--s4) var(--s5);
          padding-inline-start: calc(var(--rail) + var(--s6));
        }
        .mark {
          position: fixed;
          z-index: 3;
          inset-block-start: var(--s4);
          inset-inline-start: var(--s4);
          width: 48px;
          height: 48px;
        }
        .farm {
          font-size: var(--text-l);
        }
        .dock {
          inset: 0 auto 0 0;
          inset-inline: 0 auto;
          flex-direction: column;
          width: var(--rail);
          padding: 88px var(--s3) var(--s4);
          border-top: 0;
          border-inline-end: 1.5px solid var(--hairline);
        }
        .dock .more {
          display: none;
        }
        .places {
          flex: none;
          flex-direction: column;
          gap: var(--s1);
        }
        .rest {
          position: static;
          display: flex;
          margin-top: var(--s1);
          padding: 0;
          border: 0;
          border-radius: 0;
          overflow: visible;
        }
        li {
          flex: none;
        }
        .rest + .all-off,
        .first + .all-off {
          margin-top: auto;
        }
        .dock a {
          flex-direction: row;
          justify-content: start;
          gap: var(--s3);
          height: auto;
          min-height: var(--target);
          padding: 0 var(--s3);
          border-radius: var(--radius);
          font-size: var(--text-m);
          text-align: start;
        }
        .places a:hover {
          background: var(--bg);
        }
        .places a[aria-current='page'] {
          background: color-mix(in srgb, var(--water) 12%, var(--surface));
          box-shadow: none;
        }
        .dock a.all-off {
          justify-content: center;
          width: 100%;
          min-height: var(--primary-target);
          border: 2px solid var(--fault);
        }
      }
    `,
  ];

  @property() farm = '';
  @property({ type: Boolean }) demo = false;
  @property({ attribute: false }) link: Link = { kind: 'none' };
  @property({ attribute: false }) places: readonly Place[] = [];
  @property() path = '/';
  @property({ attribute: false }) alerts: AlertCounts | undefined;

  /** Whoever went to one of the others has seen them. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('path')) this.renderRoot.querySelector<HTMLElement>('.rest')?.hidePopover();
  }

  override render() {
    return html`<header>
        <span class="mark">${icon('drop')}</span>
        <span class="farm"
          >${this.farm}
          ${this.demo ? html`<span class="badge" title="Everything here is simulated">DEMO</span>` : nothing}</span
        >
        <fg-connection-pill .link=${this.link}></fg-connection-pill>
        ${this.#bell(this.alerts)} ${this.#language()}
      </header>
      <nav class="dock" aria-label=${words.places()}>
        ${this.#places()}
        <a class="all-off" href="/stop" aria-current=${this.#isHere('/stop') ? 'page' : 'false'}
          >${icon('stop')}${words.stopEverything()}</a
        >
      </nav>`;
  }

  /** All of them on a desk; on a phone the others are behind one more. */
  #places() {
    const isFew = this.places.length <= MOST_DOCKED;
    const first = isFew ? this.places : this.places.slice(0, MOST_DOCKED - 1);
    const rest = this.places.slice(first.length);
    const list = (places: readonly Place[]) => places.map((place) => html`<li>${this.#place(place)}</li>`);
    return html`<ul class="places first">
        ${list(first)}
      </ul>
      ${
        isFew
          ? nothing
          : html`<button class="more ${rest.some(({ path }) => this.#isHere(path)) ? 'here' : ''}" popovertarget="rest">
                ${icon('more')}${words.morePlaces()}
              </button>
              <ul id="rest" class="places rest" popover>
                ${list(rest)}
              </ul>`
      }`;
  }

  #place({ path, label, icon: name }: Place) {
    return html`<a href=${path} aria-current=${this.#isHere(path) ? 'page' : 'false'}
      >${name ? icon(name) : nothing}${label}</a
    >`;
  }

  #bell({ critical, warning, info }: AlertCounts = { critical: 0, warning: 0, info: 0 }) {
    const count = number(critical + warning + info);
    return html`<a class="language" href="/alerts" aria-label=${words.alertsNew(count)}
      >${icon('bell')}${critical + warning + info > 0 ? html`<b class=${critical > 0 ? 'critical' : ''}>${count}</b>` : nothing}</a
    >`;
  }

  #language() {
    return html`<label class="language"
      >${icon('language')}<span class="hidden">${words.language()}</span
      ><select @change=${(event: Event) => this.#choose(event)}>
        ${languages.map(({ code, name }) => html`<option value=${code} lang=${code} ?selected=${code === getLocale()}>${name}</option>`)}
      </select></label
    >`;
  }

  #isHere(path: string): boolean {
    return path === '/' ? this.path === '/' : this.path.startsWith(path);
  }

  #choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.dispatchEvent(new CustomEvent('language', { detail: value }));
  }
}
