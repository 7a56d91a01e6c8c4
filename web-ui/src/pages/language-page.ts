import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { languages } from '../i18n/locale.ts';
import { shared } from '../styles/shared.ts';

/** The very first screen: every language by its own name. Fires `language` with the code. */
@customElement('fg-language-page')
export class LanguagePage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .stack {
        max-width: 26rem;
        margin: 10vh auto;
        padding: var(--s4);
      }
    `,
  ];

  override render() {
    return html`<main class="stack">
      <h1 tabindex="-1">Choose your language</h1>
      ${languages.map(
        ({ code, name }) => html`<button class="big" lang=${code} @click=${() => this.#choose(code)}>${name}</button>`,
      )}
    </main>`;
  }

  #choose(code: string): void {
    this.dispatchEvent(new CustomEvent('language', { detail: code }));
  }
}
