import type { SiteLine } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Answer } from '../api/answer.ts';
import { createSitesApi } from '../api/person-api.ts';
import type { Send } from '../api/send.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { number } from '../i18n/format.ts';
import { peopleWords } from '../i18n/people-words.ts';
import { doorWords } from '../i18n/door-words.ts';
import { words } from '../i18n/words.ts';
import { loading, settle, type Loadable } from '../state/loadable.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';

/** The farms of the gateway, for a master admin: made and named. */
@customElement('fg-sites-page')
export class SitesPage extends LitElement {
  static override readonly styles = [shared, columns];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) send!: Send;
  @state() private sites: Loadable<{ sites: readonly SiteLine[] }> = loading;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render() {
    const { value, problem, loading: isLoading } = this.sites;
    return html`<div class="stack">
      <p><a href="/people">← ${words.people()}</a></p>
      <h1 tabindex="-1">${peopleWords.sites()}</h1>
      ${refusalText(problem)} ${isLoading ? html`<p class="muted" aria-busy="true">${words.loading()}</p>` : nothing}
      <ul class="beside">
        ${value?.sites.map((site) => html`<li class="card stack">${this.#site(site)}</li>`)}
      </ul>
      ${this.#form()}
    </div>`;
  }

  #site({ id, name, timeZone, people }: SiteLine) {
    return html`<h2>${name}</h2>
      <p class="muted">${timeZone} · ${peopleWords.peopleCount(number(people))}</p>
      <details>
        <summary>${peopleWords.rename(name)}</summary>
        <form class="stack" @submit=${(event: SubmitEvent) => this.#rename(event, id)}>
          <label
            >${doorWords.farmName()}<input name="name" .value=${name} required maxlength="80" autocomplete="off"
          /></label>
          <button ?disabled=${!this.view.isLinked}>${words.save()}</button>
        </form>
      </details>`;
  }

  #form() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return html`<form class="card stack" @submit=${(event: SubmitEvent) => this.#add(event)}>
      <h2>${peopleWords.addSite()}</h2>
      <label>${doorWords.farmName()}<input name="site" required maxlength="80" autocomplete="off" /></label>
      <label
        >${doorWords.timeZone()}<input name="zone" .value=${zone} required maxlength="64" autocomplete="off"
      /></label>
      <h3>${peopleWords.firstAdmin()}</h3>
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
        >${doorWords.newPassword()}<span class="hint">${doorWords.passwordHint()}</span
        ><input name="password" type="password" required minlength="8" autocomplete="new-password"
      /></label>
      <button class="primary" ?disabled=${!this.view.isLinked}>${peopleWords.add()}</button>
    </form>`;
  }

  #rename(event: SubmitEvent, id: string): void {
    void this.#after(createSitesApi(this.send).change(id, { name: new FormValues(event).text('name') }));
  }

  #add(event: SubmitEvent): void {
    const form = new FormValues(event);
    const admin = { name: form.text('name'), login: form.text('login'), password: form.raw('password') };
    const body = { name: form.text('site'), timeZone: form.text('zone'), admin };
    void this.#after(createSitesApi(this.send).add(body)).then(() => this.sites.problem ?? form.reset());
  }

  async #after(work: Promise<Answer<unknown>>): Promise<void> {
    const answer = await work;
    await this.#load();
    if ('problem' in answer) this.sites = { ...this.sites, problem: answer.problem };
  }

  async #load(): Promise<void> {
    this.sites = settle(this.sites, await createSitesApi(this.send).all());
  }
}
