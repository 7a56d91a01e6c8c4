import type { AlertCounts } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
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
      .places {
        flex: 1;
        min-width: 0;
        overflow-x: auto;
        scrollbar-width: none;
      }
      ul {
        display: flex;
        min-width: 100%;
        width: max-content;
        height: 100%;
      }
      li {
        flex: 1;
      }
      .dock a {
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: 2px;
        min-width: 60px;
        height: 100%;
        padding: var(--s1) 5px;
        color: var(--muted);
        font-size: 0.8125rem;
        font-weight: 600;
        line-height: 1.15;
        text-align: center;
        text-decoration: none;
        white-space: nowrap;
      }
      .dock a:focus-visible {
        outline-offset: -4px;
        border-radius: var(--radius);
      }
      .places a[aria-current='page'] {
        color: var(--water);
        box-shadow: inset 0 4px var(--water);
      }
      .dock a.all-off {
        flex: none;
        width: 96px;
        height: auto;
        border-inline-start: 1.5px solid var(--hairline);
        color: var(--fault);
        font-weight: 700;
        white-space: normal;
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
        ul {
          flex-direction: column;
          gap: var(--s1);
          width: 100%;
          height: auto;
        }
        li {
          flex: none;
        }
        .dock a {
          flex-direction: row;
          justify-content: start;
          gap: var(--s3);
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

  #shown = '';

  /** The dock scrolls where it is narrow: the place one is at is to be seen, also once there are more of them. */
  protected override updated(): void {
    const shown = `${this.path} ${this.places.length}`;
    if (shown !== this.#shown)
      this.renderRoot
        .querySelector('.places [aria-current=page]')
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.#shown = shown;
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
        <div class="places">
          <ul>
            ${this.places.map((place) => html`<li>${this.#place(place)}</li>`)}
          </ul>
        </div>
        <a class="all-off" href="/stop" aria-current=${this.#isHere('/stop') ? 'page' : 'false'}
          >${icon('stop')}${words.stopEverything()}</a
        >
      </nav>`;
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
