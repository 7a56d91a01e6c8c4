import type { OpenSite, Session, SignIn } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Answer, Refusal } from '../api/answer.ts';
import { createDoorApi } from '../api/person-api.ts';
import type { Send } from '../api/send.ts';
import { brandSign } from '../components/brand-sign.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { peopleWords } from '../i18n/people-words.ts';
import { doorWords } from '../i18n/door-words.ts';
import { firstScreen } from '../styles/first-screen.ts';
import { shared } from '../styles/shared.ts';
import './door/ask-to-join.ts';
import './door/face-sign-in.ts';

/** Signs somebody in: by name and password, or on the farm's own network by picture and PIN; or lets them ask to join. */
@customElement('fg-sign-in-page')
export class SignInPage extends LitElement {
  static override readonly styles = [shared, firstScreen];

  @property({ attribute: false }) signIn!: (body: SignIn) => Promise<Refusal | undefined>;
  @property({ attribute: false }) enter!: (answer: Answer<Session>) => Refusal | undefined;
  @property({ attribute: false }) send!: Send;
  @property({ type: Boolean }) ended = false;
  @property({ type: Boolean }) demo = false;
  @state() private way: 'password' | 'picture' | 'join' = 'password';
  @state() private sites: readonly OpenSite[] = [];
  @state() private problem: Refusal | undefined;
  @state() private busy = false;

  /** Not before: the element is in the page earlier than its code, and what it was given comes with the first update. */
  protected override firstUpdated(): void {
    void this.#look();
  }

  override render() {
    return html`<main>
      ${brandSign(this.demo)}
      <div class="card stack">
        <h1 tabindex="-1">${doorWords.signIn()}</h1>
        ${this.ended ? html`<p role="status">${doorWords.sessionEnded()}</p>` : nothing} ${this.#way()}
        ${this.#otherWays()}
      </div>
    </main>`;
  }

  #way() {
    switch (this.way) {
      case 'password':
        return this.#byPassword();
      case 'picture':
        return html`<fg-face-sign-in
          .send=${this.send}
          .enter=${this.enter}
          .sites=${this.sites.filter(({ showsPeople }) => showsPeople)}
        ></fg-face-sign-in>`;
      case 'join':
        return html`<fg-ask-to-join
          .send=${this.send}
          .sites=${this.sites.filter(({ mayAsk }) => mayAsk)}
        ></fg-ask-to-join>`;
    }
  }

  #byPassword() {
    return html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
      <label
        >${doorWords.login()}<input
          name="login"
          autocomplete="username"
          autocapitalize="off"
          spellcheck="false"
          required
      /></label>
      <label
        >${doorWords.password()}<input name="password" type="password" autocomplete="current-password" required
      /></label>
      ${refusalText(this.problem)}
      <button class="big primary" ?disabled=${this.busy}>${doorWords.signIn()}</button>
      <p class="muted small">${doorWords.forgotten()}</p>
    </form>`;
  }

  #otherWays() {
    const turn = (way: SignInPage['way'], label: string) =>
      way === this.way ? nothing : html`<button @click=${() => this.#turn(way)}>${label}</button>`;
    return html`${turn('password', peopleWords.withPassword())}
    ${this.sites.some(({ showsPeople }) => showsPeople) ? turn('picture', peopleWords.withPicture()) : nothing}
    ${this.sites.some(({ mayAsk }) => mayAsk) ? turn('join', peopleWords.askToJoin()) : nothing}`;
  }

  #turn(way: SignInPage['way']): void {
    this.way = way;
    this.problem = undefined;
  }

  /** Away from the farm's network nothing is offered, and nothing is said of it. */
  async #look(): Promise<void> {
    const answer = await createDoorApi(this.send).openSites();
    if ('value' in answer) this.sites = answer.value.sites;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    const form = new FormValues(event);
    this.busy = true;
    this.problem = await this.signIn({ login: form.text('login'), password: form.raw('password') });
    this.busy = false;
  }
}
