import type { PasswordChange } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import type { Send } from '../api/send.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { getLocale, languages } from '../i18n/locale.ts';
import { doorWords } from '../i18n/door-words.ts';
import { words } from '../i18n/words.ts';
import type { PreferenceStore, Preferences } from '../state/preferences.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import './own/own-section.ts';
import type { View } from './view.ts';

/** How the page looks to this person, their password, and the way out. Fires `language`, `person` and `sign-out`. */
@customElement('fg-preferences-page')
export class PreferencesPage extends LitElement {
  static override readonly styles = [shared, columns];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) preferences!: PreferenceStore;
  @property({ attribute: false }) changePassword!: (body: PasswordChange) => Promise<Refusal | undefined>;
  @property({ attribute: false }) send!: Send;
  @state() private problem: Refusal | undefined;
  @state() private changed = false;

  override render() {
    const { theme, text } = this.preferences.value;
    return html`<div class="stack">
      <h1 tabindex="-1">${words.preferences()}</h1>
      <div class="beside">
        <div class="stack">
          <section class="card stack">
            ${this.#choice(
              'Language',
              getLocale(),
              languages.map(({ code, name }) => [code, name]),
              (code) => this.#fire('language', code),
            )}
            ${this.#choice(
              'Light or dark',
              theme,
              [
                ['auto', 'As the device'],
                ['light', 'Light'],
                ['dark', 'Dark'],
              ],
              (value) => this.#change({ theme: value as Preferences['theme'] }),
            )}
            ${this.#choice(
              'Text',
              text,
              [
                ['normal', 'Normal'],
                ['large', 'Large'],
              ],
              (value) => this.#change({ text: value as Preferences['text'] }),
            )}
          </section>
          <form class="card stack" @submit=${(event: SubmitEvent) => void this.#savePassword(event)}>
            <h2>Password of ${this.view.user.login}</h2>
            <label
              >Present password<input name="current" type="password" autocomplete="current-password" required
            /></label>
            <label
              >${doorWords.newPassword()}<span class="hint">${doorWords.passwordHint()}</span
              ><input name="password" type="password" autocomplete="new-password" minlength="8" required
            /></label>
            ${refusalText(this.problem)}
            ${this.changed ? html`<p role="status">Changed. Every other session of yours has ended.</p>` : nothing}
            <button ?disabled=${!this.view.isLinked}>${words.save()}</button>
          </form>
        </div>
        <fg-own-section
          .user=${this.view.user}
          .send=${this.send}
          .now=${this.view.now}
          ?linked=${this.view.isLinked}
          @person=${() => this.#fire('person')}
        ></fg-own-section>
      </div>
      ${this.view.user.role === 'admin' ? html`<p><a href="/health">${words.health()}</a></p>` : nothing}
      <p><button @click=${() => this.#fire('sign-out')}>${doorWords.signOut()}</button></p>
    </div>`;
  }

  #choice(
    label: string,
    value: string,
    options: readonly (readonly [string, string])[],
    change: (value: string) => void,
  ) {
    return html`<label
      >${label}<select @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}>
        ${options.map(([code, name]) => html`<option value=${code} ?selected=${code === value}>${name}</option>`)}
      </select></label
    >`;
  }

  #change(preferences: Partial<Preferences>): void {
    this.preferences.change(preferences);
    this.requestUpdate();
  }

  #fire(name: string, detail?: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  async #savePassword(event: SubmitEvent): Promise<void> {
    const form = new FormValues(event);
    this.changed = false;
    this.problem = await this.changePassword({ current: form.raw('current'), password: form.raw('password') });
    this.changed = this.problem === undefined;
    if (this.changed) form.reset();
  }
}
