import type { Claim } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import { brandSign } from '../components/brand-sign.ts';
import { refusalText, sentenceOf } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { moment } from '../i18n/format.ts';
import { doorWords } from '../i18n/door-words.ts';
import { firstScreen } from '../styles/first-screen.ts';
import { shared } from '../styles/shared.ts';

/** Makes an empty gateway somebody's. */
@customElement('fg-claim-page')
export class ClaimPage extends LitElement {
  static override readonly styles = [
    shared,
    firstScreen,
    css`
      .code {
        text-transform: uppercase;
        letter-spacing: 0.12em;
        font-size: var(--text-l);
      }
    `,
  ];

  @property({ attribute: false }) claim!: (body: Claim) => Promise<Refusal | undefined>;
  @property({ type: Boolean }) demo = false;
  @state() private problem: Refusal | undefined;
  @state() private busy = false;

  override render() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return html`<main>
      ${brandSign(this.demo)}
      <form class="card stack" novalidate @submit=${(event: SubmitEvent) => void this.#submit(event)}>
        <h1 tabindex="-1">${doorWords.welcome()}</h1>
        <p>${doorWords.claimIntro()}</p>
        ${this.#field('code', doorWords.claimCode(), { pointer: '/code', class: 'code', autocomplete: 'off', placeholder: 'XXXX-XXXX' })}
        ${this.#field('site', doorWords.farmName(), { pointer: '/site/name', autocomplete: 'organization' })}
        ${this.#field('zone', doorWords.timeZone(), { pointer: '/site/timeZone', value: zone })}
        ${this.#field('name', doorWords.yourName(), { pointer: '/user/name', autocomplete: 'name' })}
        ${this.#field('login', doorWords.login(), { pointer: '/user/login', autocomplete: 'username' })}
        ${this.#field('password', doorWords.newPassword(), { pointer: '/user/password', type: 'password', autocomplete: 'new-password', hint: doorWords.passwordHint() })}
        ${this.problem?.code === 'clock-differs' ? this.#clockChoice(this.problem) : this.#refusal()}
        ${this.problem?.code === 'clock-differs' ? nothing : html`<button class="big primary" ?disabled=${this.busy}>${doorWords.claim()}</button>`}
      </form>
    </main>`;
  }

  #field(
    name: string,
    label: string,
    about: {
      pointer: string;
      type?: string;
      value?: string;
      autocomplete?: string;
      hint?: string;
      class?: string;
      placeholder?: string;
    },
  ) {
    const wrong = this.#wrongAt(about.pointer);
    return html`<label
      >${label} ${about.hint ? html`<span class="hint">${about.hint}</span>` : nothing}
      <input
        name=${name}
        class=${about.class ?? ''}
        type=${about.type ?? 'text'}
        .defaultValue=${about.value ?? ''}
        placeholder=${about.placeholder ?? ''}
        autocomplete=${(about.autocomplete ?? 'off') as AutoFill}
        autocapitalize="off"
        spellcheck="false"
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby=${`${name}-wrong`}
        required
      />
      <span class="error small" id=${`${name}-wrong`}>${wrong ?? ''}</span></label
    >`;
  }

  /** What is wrong at a field; a wrong code is a refusal of the whole, but belongs to the code. */
  #wrongAt(pointer: string): string | undefined {
    if (this.problem?.code === 'wrong-code') return pointer === '/code' ? sentenceOf(this.problem) : undefined;
    return this.problem?.errors?.find((error) => error.pointer === pointer)?.detail;
  }

  /** What is wrong at no field. */
  #refusal() {
    const isAtField = this.problem?.code === 'wrong-code' || (this.problem?.errors?.length ?? 0) > 0;
    return isAtField ? nothing : refusalText(this.problem);
  }

  #clockChoice(problem: Refusal) {
    const now = Date.now();
    return html`<fieldset class="card stack" role="alert">
      <h2>${doorWords.clocksDiffer()}</h2>
      <button type="submit" name="clock" value="client" class="big">${doorWords.clockHere(moment(now, now))}</button>
      <button type="submit" name="clock" value="gateway" class="big">
        ${doorWords.clockThere(moment(problem.now ?? now, now))}
      </button>
    </fieldset>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    const form = new FormValues(event);
    const choice = event.submitter instanceof HTMLButtonElement ? event.submitter.value : '';
    this.busy = true;
    this.problem = await this.claim({
      code: form.text('code'),
      site: { name: form.text('site'), timeZone: form.text('zone') },
      user: { login: form.text('login'), name: form.text('name'), password: form.raw('password') },
      clientNow: Date.now(),
      ...(choice === 'client' || choice === 'gateway' ? { clock: choice } : {}),
    });
    this.busy = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}
