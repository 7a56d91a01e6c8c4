import type { SignIn } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import { brandSign } from '../components/brand-sign.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { words } from '../i18n/words.ts';
import { firstScreen } from '../styles/first-screen.ts';
import { shared } from '../styles/shared.ts';

/** Signs somebody in. */
@customElement('fg-sign-in-page')
export class SignInPage extends LitElement {
  static override readonly styles = [shared, firstScreen];

  @property({ attribute: false }) signIn!: (body: SignIn) => Promise<Refusal | undefined>;
  @property({ type: Boolean }) ended = false;
  @property({ type: Boolean }) demo = false;
  @state() private problem: Refusal | undefined;
  @state() private busy = false;

  override render() {
    return html`<main>
      ${brandSign(this.demo)}
      <form class="card stack" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
        <h1 tabindex="-1">${words.signIn()}</h1>
        ${this.ended ? html`<p role="status">${words.sessionEnded()}</p>` : nothing}
        <label
          >${words.login()}<input name="login" autocomplete="username" autocapitalize="off" spellcheck="false" required
        /></label>
        <label
          >${words.password()}<input name="password" type="password" autocomplete="current-password" required
        /></label>
        ${refusalText(this.problem)}
        <button class="big primary" ?disabled=${this.busy}>${words.signIn()}</button>
        <p class="muted small">${words.forgotten()}</p>
      </form>
    </main>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    const form = new FormValues(event);
    this.busy = true;
    this.problem = await this.signIn({ login: form.text('login'), password: form.raw('password') });
    this.busy = false;
  }
}
