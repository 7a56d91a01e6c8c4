import type { OpenSite } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import { createDoorApi } from '../../api/person-api.ts';
import type { Send } from '../../api/send.ts';
import { refusalText } from '../../components/field-error.ts';
import { FormValues } from '../../components/form.ts';
import { peopleWords } from '../../i18n/people-words.ts';
import { doorWords } from '../../i18n/door-words.ts';
import { shared } from '../../styles/shared.ts';

/** Asks to join a farm. An admin decides. */
@customElement('fg-ask-to-join')
export class AskToJoin extends LitElement {
  static override readonly styles = [shared];

  @property({ attribute: false }) send!: Send;
  @property({ attribute: false }) sites: readonly OpenSite[] = [];
  @state() private problem: Refusal | undefined;
  @state() private asked = false;
  @state() private busy = false;

  override render() {
    if (this.asked) return html`<p role="status">${peopleWords.asked()}</p>`;
    return html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
      <h2>${peopleWords.askToJoin()}</h2>
      <p class="muted">${peopleWords.askMeans()}</p>
      ${this.#farms()}
      <label>${doorWords.yourName()}<input name="name" autocomplete="name" required maxlength="80" /></label>
      <label
        >${doorWords.login()}<input
          name="login"
          autocomplete="username"
          autocapitalize="off"
          spellcheck="false"
          required
          maxlength="64"
      /></label>
      <label
        >${doorWords.newPassword()}<span class="hint">${doorWords.passwordHint()}</span
        ><input name="password" type="password" autocomplete="new-password" minlength="8" required
      /></label>
      <label>${peopleWords.noteLabel()}<input name="note" autocomplete="off" maxlength="200" /></label>
      ${refusalText(this.problem)}
      <button class="big primary" ?disabled=${this.busy}>${peopleWords.askToJoin()}</button>
    </form>`;
  }

  #farms() {
    if (this.sites.length < 2) return nothing;
    return html`<label
      >${peopleWords.whichFarm()}<select name="site">
        ${this.sites.map(({ name }) => html`<option>${name}</option>`)}
      </select></label
    >`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    const form = new FormValues(event);
    const note = form.text('note');
    const site = form.raw('site') || this.sites[0]?.name;
    this.busy = true;
    const answer = await createDoorApi(this.send).ask({
      name: form.text('name'),
      login: form.text('login'),
      password: form.raw('password'),
      ...(site ? { site } : {}),
      ...(note ? { note } : {}),
    });
    this.busy = false;
    this.problem = 'problem' in answer ? answer.problem : undefined;
    this.asked = 'value' in answer;
  }
}
