import type { User, UserPatch } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Answer, Refusal } from '../api/answer.ts';
import type { PeopleApi } from '../api/people-api.ts';
import { createSitesApi } from '../api/person-api.ts';
import type { Send } from '../api/send.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import '../components/person-badge.ts';
import { moment } from '../i18n/format.ts';
import { peopleWords, roleWords } from '../i18n/people-words.ts';
import { doorWords } from '../i18n/door-words.ts';
import { words } from '../i18n/words.ts';
import { loading, settle, type Loadable } from '../state/loadable.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import './person/badge-picker.ts';
import type { BadgeChoice } from './person/badge-picker.ts';
import { roleOptions } from './person/roles.ts';
import './person/session-list.ts';
import type { View } from './view.ts';

/** What was done last, to be said where it was done. */
type Deed = 'role' | 'suspend' | 'badge' | 'password' | 'pin' | 'remove';

/** One person, as an admin sees them. */
@customElement('fg-person-page')
export class PersonPage extends LitElement {
  static override readonly styles = [
    shared,
    columns,
    css`
      .head {
        --badge: 64px;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: PeopleApi;
  @property({ attribute: false }) send!: Send;
  @property({ attribute: false }) go!: (path: string) => void;
  @property() personId = '';
  @state() private people: Loadable<{ users: readonly User[] }> = loading;
  @state() private last: { readonly deed: Deed; readonly problem?: Refusal } | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render() {
    const user = this.people.value?.users.find(({ id }) => id === this.personId);
    if (user) return this.#page(user);
    return html`<div class="stack">
      <h1 tabindex="-1">${this.people.value ? peopleWords.noSuchPerson() : words.people()}</h1>
      ${refusalText(this.people.problem)}
      ${this.people.loading ? html`<p class="muted" aria-busy="true">${words.loading()}</p>` : nothing}
      <p><a href="/people">← ${words.people()}</a></p>
    </div>`;
  }

  #page(user: User) {
    const isMe = user.id === this.view.user.id;
    return html`<div class="stack">
      <p><a href="/people">← ${words.people()}</a></p>
      <div class="row head">
        <fg-person-badge .symbol=${user.symbol} .colour=${user.colour}></fg-person-badge>
        <div>
          <h1 tabindex="-1">${user.name}</h1>
          <p class="muted">
            ${user.login} · ${roleWords[user.role]()}${user.masterAdmin ? `, ${peopleWords.masterAdmin()}` : ''}
          </p>
        </div>
      </div>
      ${isMe ? html`<p><a href="/preferences">${words.preferences()}</a></p>` : nothing}
      <div class="columns">
        ${isMe ? nothing : [this.#role(user), this.#suspension(user)]} ${this.#badge(user)} ${this.#sessions(user)}
        ${isMe ? nothing : [this.#password(user), this.#pin(user), this.#removal(user)]}
      </div>
    </div>`;
  }

  #badge(user: User) {
    return html`<section class="card stack">
      <h2>${peopleWords.badge()}</h2>
      <fg-badge-picker
        .symbol=${user.symbol}
        .colour=${user.colour}
        .problem=${this.#problemOf('badge')}
        ?saved=${this.#isDone('badge')}
        ?linked=${this.view.isLinked}
        @pick=${({ detail }: CustomEvent<BadgeChoice>) => void this.#patch('badge', { ...detail })}
      ></fg-badge-picker>
    </section>`;
  }

  #sessions(user: User) {
    return html`<section class="card stack">
      <h2>${peopleWords.signedInAt()}</h2>
      <fg-session-list
        .send=${this.send}
        .user=${user.id}
        .now=${this.view.now}
        ?linked=${this.view.isLinked}
      ></fg-session-list>
    </section>`;
  }

  #role({ role, expiresAt }: User) {
    const isOver = expiresAt !== undefined && expiresAt <= this.view.now;
    return html`<section class="card stack">
      <label
        >${peopleWords.role()}<span class="hint">${peopleWords.installerMeans()}</span
        ><select
          ?disabled=${!this.view.isLinked}
          @change=${(event: Event) => void this.#patch('role', { role: (event.target as HTMLSelectElement).value as User['role'] })}
        >
          ${roleOptions(role)}
        </select></label
      >
      ${
        expiresAt === undefined
          ? nothing
          : html`<p class=${isOver ? 'error' : ''}>
              ${isOver ? peopleWords.over() : peopleWords.until(moment(expiresAt, this.view.now))}
            </p>`
      }
      ${
        role === 'installer'
          ? html`<p>
              <button ?disabled=${!this.view.isLinked} @click=${() => void this.#patch('role', { role })}>
                ${peopleWords.renew()}
              </button>
            </p>`
          : nothing
      }
      ${this.#said('role')}
    </section>`;
  }

  #suspension(user: User) {
    if (user.suspended)
      return html`<section class="card stack">
        <h2 class="error">${peopleWords.suspendedFor(user.suspendedFor ?? '–')}</h2>
        <p>
          <button ?disabled=${!this.view.isLinked} @click=${() => void this.#patch('suspend', { suspended: false })}>
            ${peopleWords.letIn()}
          </button>
        </p>
        ${this.#said('suspend')}
      </section>`;
    return html`<form class="card stack" @submit=${(event: SubmitEvent) => this.#suspend(event)}>
      <h2>${peopleWords.suspend()}</h2>
      <p>${peopleWords.suspendMeans()}</p>
      <label>${peopleWords.why()}<input name="reason" required maxlength="200" autocomplete="off" /></label>
      ${this.#said('suspend')}
      <button class="stop" ?disabled=${!this.view.isLinked}>${peopleWords.suspend()}</button>
    </form>`;
  }

  #password(user: User) {
    return html`<form class="card stack" @submit=${(event: SubmitEvent) => void this.#setPassword(event)}>
      <h2>${peopleWords.newPasswordFor(user.name)}</h2>
      <label
        >${doorWords.newPassword()}<span class="hint">${doorWords.passwordHint()}</span
        ><input name="password" type="password" required minlength="8" autocomplete="new-password"
      /></label>
      ${this.#said('password', peopleWords.tellThem(user.name))}
      <button ?disabled=${!this.view.isLinked}>${words.save()}</button>
    </form>`;
  }

  #pin({ id, hasPin }: User) {
    const drop = () => this.#after('pin', createSitesApi(this.send).dropPin(id));
    return html`<section class="card stack">
      <h2>${peopleWords.theirPin()}</h2>
      ${
        hasPin
          ? html`<p>${peopleWords.dropTheirPinMeans()}</p>
              <p>
                <button ?disabled=${!this.view.isLinked} @click=${() => void drop()}>
                  ${peopleWords.dropTheirPin()}
                </button>
              </p>`
          : html`<p class="muted">${peopleWords.noPin()}</p>`
      }
      ${this.#said('pin')}
    </section>`;
  }

  #removal({ id, name }: User) {
    return html`<section class="card stack">
      <h2>${peopleWords.remove(name)}</h2>
      <p>${peopleWords.removeMeans()}</p>
      ${this.#said('remove')}
      <p>
        <button class="stop" ?disabled=${!this.view.isLinked} @click=${() => void this.#remove(id)}>
          ${peopleWords.remove(name)}
        </button>
      </p>
    </section>`;
  }

  #said(deed: Deed, done = peopleWords.saved()) {
    return html`${refusalText(this.#problemOf(deed))}${this.#isDone(deed) ? html`<p role="status">${done}</p>` : nothing}`;
  }

  #problemOf(deed: Deed): Refusal | undefined {
    return this.last?.deed === deed ? this.last.problem : undefined;
  }

  #isDone(deed: Deed): boolean {
    return this.last?.deed === deed && this.last.problem === undefined;
  }

  #suspend(event: SubmitEvent): void {
    const reason = new FormValues(event).text('reason');
    void this.#patch('suspend', { suspended: true, reason });
  }

  async #setPassword(event: SubmitEvent): Promise<void> {
    const form = new FormValues(event);
    await this.#patch('password', { password: form.raw('password') });
    if (this.#isDone('password')) form.reset();
  }

  #patch(deed: Deed, patch: UserPatch): Promise<void> {
    return this.#after(deed, this.api.patchUser(this.personId, patch));
  }

  async #remove(id: string): Promise<void> {
    const answer = await this.api.removeUser(id);
    if ('value' in answer) this.go('/people');
    else this.last = { deed: 'remove', problem: answer.problem };
  }

  async #after(deed: Deed, work: Promise<Answer<unknown>>): Promise<void> {
    const answer = await work;
    await this.#load();
    this.last = { deed, ...('problem' in answer ? { problem: answer.problem } : {}) };
  }

  async #load(): Promise<void> {
    this.people = settle(this.people, await this.api.users());
  }
}
