import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { brandSign } from '../components/brand-sign.ts';
import { languages } from '../i18n/locale.ts';
import { doorWords } from '../i18n/door-words.ts';
import { firstScreen } from '../styles/first-screen.ts';
import { shared } from '../styles/shared.ts';

/** The very first screen: every language by its own name. Fires `language` with the code. */
@customElement('fg-language-page')
export class LanguagePage extends LitElement {
  static override readonly styles = [shared, firstScreen];

  override render() {
    return html`<main>
      ${brandSign()}
      <h1 tabindex="-1">${doorWords.chooseLanguage()}</h1>
      ${languages.map(
        ({ code, name }) => html`<button class="big" lang=${code} @click=${() => this.#choose(code)}>${name}</button>`,
      )}
    </main>`;
  }

  #choose(code: string): void {
    this.dispatchEvent(new CustomEvent('language', { detail: code }));
  }
}
