import type { User, UserPatch } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Answer } from '../api/answer.ts';
import type { PeopleApi } from '../api/people-api.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { moment } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { loading, settle, type Loadable } from '../state/loadable.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';

const roles = ['user', 'viewer', 'installer', 'admin'] as const;

/** The people of the farm: added, given a role, suspended. */
@customElement('fg-people-page')
export class PeoplePage extends LitElement {
  static override readonly styles = [shared];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: PeopleApi;
  @state() private people: Loadable<{ users: readonly User[] }> = loading;
  /** Whose password was changed last. */
  @state() private changed: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render() {
    return html`<div class="stack">
      <h1 tabindex="-1">${words.people()}</h1>
      ${refusalText(this.people.problem)}
      ${this.people.value ? nothing : html`<p class="muted" aria-busy="true">Loading…</p>`}
      <ul class="stack">
        ${this.people.value?.users.map((user) => html`<li class="card stack">${this.#person(user)}</li>`)}
      </ul>
      ${this.#form()}
    </div>`;
  }

  #person(user: User) {
    const isMe = user.id === this.view.user.id;
    return html`<h2>${user.name} <span class="muted small">${user.login}</span></h2>
      <p>
        ${user.role}${user.masterAdmin ? ', master admin' : ''}${user.suspended ? html` · <span class="error">suspended</span>` : nothing}
        ${user.lastSeenAt ? html`<span class="muted small">· last signed in ${moment(user.lastSeenAt, this.view.now)}</span>` : nothing}
      </p>
      ${
        isMe
          ? nothing
          : html`<div class="row">
                <label
                  >Role<select
                    aria-label="Role of ${user.name}"
                    @change=${(event: Event) => void this.#patch(user.id, { role: (event.target as HTMLSelectElement).value as User['role'] })}
                  >
                    ${roles.map((role) => html`<option value=${role} ?selected=${role === user.role}>${role}</option>`)}
                  </select></label
                >
                <button @click=${() => void this.#patch(user.id, { suspended: !user.suspended })}>
                  ${user.suspended ? 'Let in again' : 'Suspend'}
                </button>
              </div>
              ${this.#reset(user)}`
      }`;
  }

  #reset(user: User) {
    return html`<details>
      <summary>New password for ${user.name}</summary>
      <form class="row" @submit=${(event: SubmitEvent) => void this.#setPassword(event, user)}>
        <label
          >${words.newPassword()}<span class="hint">${words.passwordHint()}</span
          ><input name="password" type="password" required minlength="8" autocomplete="new-password"
        /></label>
        <button ?disabled=${!this.view.isLinked}>${words.save()}</button>
      </form>
      ${this.changed === user.id ? html`<p role="status">Changed. Tell ${user.name} the new one.</p>` : nothing}
    </details>`;
  }

  #form() {
    return html`<form class="card stack" @submit=${(event: SubmitEvent) => void this.#add(event)}>
      <h2>Add a person</h2>
      <label>Name<input name="name" required maxlength="80" autocomplete="off" /></label>
      <label
        >${words.login()}<input
          name="login"
          required
          maxlength="64"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
      /></label>
      <label
        >Role<select name="role">
          ${roles.map((role) => html`<option value=${role}>${role}</option>`)}
        </select></label
      >
      <label
        >${words.newPassword()}<span class="hint">${words.passwordHint()}</span
        ><input name="password" type="password" required minlength="8" autocomplete="new-password"
      /></label>
      <button class="primary" ?disabled=${!this.view.isLinked}>Add</button>
    </form>`;
  }

  async #load(): Promise<void> {
    this.people = settle(this.people, await this.api.users());
  }

  async #patch(id: string, patch: UserPatch): Promise<void> {
    await this.#after(await this.api.patchUser(id, patch));
  }

  async #setPassword(event: SubmitEvent, { id }: User): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const password = new FormData(form).get('password');
    const answer = await this.api.patchUser(id, { password: typeof password === 'string' ? password : '' });
    this.changed = 'value' in answer ? id : undefined;
    if ('value' in answer) form.reset();
    await this.#after(answer);
  }

  async #add(event: SubmitEvent): Promise<void> {
    const form = new FormValues(event);
    const answer = await this.api.addUser({
      name: form.text('name'),
      login: form.text('login'),
      role: form.choice('role', roles),
      password: form.raw('password'),
    });
    if ('value' in answer) form.reset();
    await this.#after(answer);
  }

  async #after(answer: Answer<unknown>): Promise<void> {
    await this.#load();
    if ('problem' in answer) this.people = { ...this.people, problem: answer.problem };
  }
}
