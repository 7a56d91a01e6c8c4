import type { Registration, User } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Answer, Refusal } from '../api/answer.ts';
import { createSitesApi } from '../api/person-api.ts';
import type { Send } from '../api/send.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { moment } from '../i18n/format.ts';
import { peopleWords } from '../i18n/people-words.ts';
import { doorWords } from '../i18n/door-words.ts';
import { words } from '../i18n/words.ts';
import { loading, settle, type Loadable } from '../state/loadable.ts';
import { shared } from '../styles/shared.ts';
import { roleOptions, roles } from './person/roles.ts';
import type { View } from './view.ts';

/** Who asked to join: an admin lets them in or says why not. */
@customElement('fg-waiting-page')
export class WaitingPage extends LitElement {
  static override readonly styles = [shared];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) send!: Send;
  @state() private list: Loadable<{ registrations: readonly Registration[] }> = loading;
  /** Who could not be decided on, and why. */
  @state() private refused: { readonly id: string; readonly problem: Refusal } | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render() {
    const waiting = this.list.value?.registrations;
    return html`<div class="stack">
      <p><a href="/people">← ${words.people()}</a></p>
      <h1 tabindex="-1">${peopleWords.waiting()}</h1>
      ${refusalText(this.list.problem)}
      ${waiting ? nothing : html`<p class="muted" aria-busy="true">${words.loading()}</p>`}
      ${waiting?.length === 0 ? html`<p class="muted">${peopleWords.nobodyWaits()}</p>` : nothing}
      <ul class="stack">
        ${waiting?.map((each) => html`<li class="card stack">${this.#one(each)}</li>`)}
      </ul>
    </div>`;
  }

  #one(each: Registration) {
    const { id, name, login, note, askedAt, address } = each;
    return html`<h2>${name} <span class="muted small">${login}</span></h2>
      ${note ? html`<p>“${note}”</p>` : nothing}
      <p class="muted small number">${peopleWords.askedFrom(moment(askedAt, this.view.now), address)}</p>
      <form class="stack" @submit=${(event: SubmitEvent) => this.#approve(event, each)}>
        ${this.#login(each)}
        <label
          >${peopleWords.role()}<select name="role">
            ${roleOptions('user')}
          </select></label
        >
        ${this.refused?.id === id ? refusalText(this.refused.problem) : nothing}
        <button class="primary" ?disabled=${!this.view.isLinked}>${peopleWords.approve(name)}</button>
      </form>
      <form class="stack" @submit=${(event: SubmitEvent) => this.#reject(event, id)}>
        <label>${peopleWords.why()}<input name="reason" required maxlength="200" autocomplete="off" /></label>
        <button ?disabled=${!this.view.isLinked}>${peopleWords.reject(name)}</button>
      </form>`;
  }

  #login({ isTaken }: Registration) {
    if (!isTaken) return nothing;
    return html`<label
      >${doorWords.login()}<span class="hint">${peopleWords.taken()}</span
      ><input name="login" required maxlength="64" autocomplete="off" autocapitalize="off" spellcheck="false"
    /></label>`;
  }

  #approve(event: SubmitEvent, { id, isTaken }: Registration): void {
    const form = new FormValues(event);
    const role: User['role'] = form.choice('role', roles);
    const body = { role, ...(isTaken ? { login: form.text('login') } : {}) };
    void this.#after(id, createSitesApi(this.send).approve(id, body));
  }

  #reject(event: SubmitEvent, id: string): void {
    void this.#after(id, createSitesApi(this.send).reject(id, new FormValues(event).text('reason')));
  }

  async #after(id: string, work: Promise<Answer<unknown>>): Promise<void> {
    const answer = await work;
    this.refused = 'problem' in answer ? { id, problem: answer.problem } : undefined;
    await this.#load();
  }

  async #load(): Promise<void> {
    this.list = settle(this.list, await createSitesApi(this.send).waiting());
  }
}
