import type { Site, User } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Answer } from '../api/answer.ts';
import type { PeopleApi } from '../api/people-api.ts';
import { createSitesApi } from '../api/person-api.ts';
import type { Send } from '../api/send.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import '../components/person-badge.ts';
import { moment, number } from '../i18n/format.ts';
import { peopleWords, roleWords } from '../i18n/people-words.ts';
import { doorWords } from '../i18n/door-words.ts';
import { words } from '../i18n/words.ts';
import { loading, settle, type Loadable } from '../state/loadable.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import { roleOptions, roles } from './person/roles.ts';
import type { View } from './view.ts';

/** The people of the farm: who they are, who waits to join, and what is offered at the door. */
@customElement('fg-people-page')
export class PeoplePage extends LitElement {
  static override readonly styles = [
    shared,
    columns,
    css`
      .tick {
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: var(--s3);
        min-height: var(--target);
      }
      .people {
        display: grid;
        gap: var(--s2);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
      }
      a.person {
        display: flex;
        height: 100%;
        gap: var(--s3);
        align-items: center;
        color: inherit;
        text-decoration: none;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: PeopleApi;
  @property({ attribute: false }) send!: Send;
  @state() private people: Loadable<{ users: readonly User[] }> = loading;
  @state() private waiting = 0;
  @state() private site: Site | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    void this.#loadDoor();
  }

  override render() {
    return html`<div class="stack">
      <h1 tabindex="-1">${words.people()}</h1>
      ${refusalText(this.people.problem)}
      ${this.people.value ? nothing : html`<p class="muted" aria-busy="true">${words.loading()}</p>`}
      <div class="row">
        <a class="button ${this.waiting > 0 ? 'primary' : ''}" href="/people/waiting"
          >${peopleWords.waitingCount(number(this.waiting))}</a
        >
        ${this.view.user.masterAdmin ? html`<a class="button" href="/sites">${peopleWords.sites()}</a>` : nothing}
      </div>
      <ul class="people">
        ${this.people.value?.users.map((user) => html`<li>${this.#person(user)}</li>`)}
      </ul>
      <div class="beside">${this.#form()} ${this.#door()}</div>
    </div>`;
  }

  #person(user: User) {
    const { name, login, role, masterAdmin, suspended, lastSeenAt } = user;
    return html`<a class="card person" href="/people/${user.id}">
      <fg-person-badge .symbol=${user.symbol} .colour=${user.colour}></fg-person-badge>
      <span>
        <strong>${name}</strong>
        <span class="muted small">${login}</span
        >${user.id === this.view.user.id ? html` <span class="small">(${peopleWords.you()})</span>` : nothing}<br />
        ${roleWords[role]()}${masterAdmin ? `, ${peopleWords.masterAdmin()}` : ''}${suspended ? html` · <span class="error">${peopleWords.isSuspended()}</span>` : nothing}
        ${lastSeenAt ? html`<br /><span class="muted small">${peopleWords.lastSignIn(moment(lastSeenAt, this.view.now))}</span>` : nothing}
      </span>
    </a>`;
  }

  #form() {
    return html`<form class="card stack" @submit=${(event: SubmitEvent) => void this.#add(event)}>
      <h2>${peopleWords.addPerson()}</h2>
      <label>${peopleWords.personName()}<input name="name" required maxlength="80" autocomplete="off" /></label>
      <label
        >${doorWords.login()}<input
          name="login"
          required
          maxlength="64"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
      /></label>
      <label
        >${peopleWords.role()}<span class="hint">${peopleWords.installerMeans()}</span
        ><select name="role">
          ${roleOptions('user')}
        </select></label
      >
      <label
        >${doorWords.newPassword()}<span class="hint">${doorWords.passwordHint()}</span
        ><input name="password" type="password" required minlength="8" autocomplete="new-password"
      /></label>
      <button class="primary" ?disabled=${!this.view.isLinked}>${peopleWords.add()}</button>
    </form>`;
  }

  #door() {
    if (!this.site) return nothing;
    const tick = (what: 'mayAsk' | 'showsPeople', label: string) =>
      html`<label class="tick"
        ><input
          type="checkbox"
          .checked=${this.site?.[what] ?? false}
          ?disabled=${!this.view.isLinked}
          @change=${(event: Event) => void this.#offer({ [what]: (event.target as HTMLInputElement).checked })}
        />${label}</label
      >`;
    return html`<section class="card stack">
      <h2>${peopleWords.door()}</h2>
      ${tick('mayAsk', peopleWords.mayAsk())} ${tick('showsPeople', peopleWords.showsPeople())}
    </section>`;
  }

  async #load(): Promise<void> {
    this.people = settle(this.people, await this.api.users());
  }

  async #loadDoor(): Promise<void> {
    const sites = createSitesApi(this.send);
    const [site, waiting] = await Promise.all([sites.current(), sites.waiting()]);
    if ('value' in site) this.site = site.value;
    if ('value' in waiting) this.waiting = waiting.value.registrations.length;
  }

  async #offer(patch: Partial<Pick<Site, 'mayAsk' | 'showsPeople'>>): Promise<void> {
    const answer = await createSitesApi(this.send).change('current', patch);
    if ('value' in answer) this.site = answer.value;
    else this.people = { ...this.people, problem: answer.problem };
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
