import type { OwnPatch, User } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Answer, Refusal } from '../../api/answer.ts';
import { createOwnApi } from '../../api/person-api.ts';
import type { Send } from '../../api/send.ts';
import { refusalText } from '../../components/field-error.ts';
import { FormValues } from '../../components/form.ts';
import { peopleWords } from '../../i18n/people-words.ts';
import { shared } from '../../styles/shared.ts';
import '../person/badge-picker.ts';
import type { BadgeChoice } from '../person/badge-picker.ts';
import '../person/session-list.ts';

type Deed = 'badge' | 'pin' | 'list';

/** What people set of themselves: symbol and colour, PIN, and where they are signed in. Fires `person` when something changed. */
@customElement('fg-own-section')
export class OwnSection extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .tick {
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: var(--s3);
        min-height: var(--target);
      }
    `,
  ];

  @property({ attribute: false }) user!: User;
  @property({ attribute: false }) send!: Send;
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) linked = false;
  @state() private last: { readonly deed: Deed; readonly problem?: Refusal } | undefined;

  override render() {
    const { symbol, colour } = this.user;
    return html`<div class="stack">
      <section class="card stack">
        <h2>${peopleWords.badge()}</h2>
        <p class="muted">${peopleWords.badgeMeans()}</p>
        <fg-badge-picker
          .symbol=${symbol}
          .colour=${colour}
          .problem=${this.#problemOf('badge')}
          ?saved=${this.#isDone('badge')}
          ?linked=${this.linked}
          @pick=${({ detail }: CustomEvent<BadgeChoice>) => void this.#change('badge', { ...detail })}
        ></fg-badge-picker>
      </section>
      ${this.#pin()} ${this.#listing()}
      <section class="card stack">
        <h2>${peopleWords.whereIn()}</h2>
        <fg-session-list .send=${this.send} .now=${this.now} ?linked=${this.linked}></fg-session-list>
      </section>
    </div>`;
  }

  #pin() {
    const { hasPin } = this.user;
    return html`<form class="card stack" @submit=${(event: SubmitEvent) => void this.#setPin(event)}>
      <h2>${peopleWords.myPin()}</h2>
      <p class="muted">${peopleWords.pinMeans()}</p>
      <p>${hasPin ? peopleWords.hasPin() : peopleWords.hasNoPin()}</p>
      <label
        >${peopleWords.pinPassword()}<input name="current" type="password" autocomplete="current-password" required
      /></label>
      <label
        >${peopleWords.newPin()}<input
          name="pin"
          type="password"
          inputmode="numeric"
          pattern="[0-9]{4,8}"
          minlength="4"
          maxlength="8"
          autocomplete="off"
          required
      /></label>
      ${this.#said('pin')}
      <div class="row">
        <button ?disabled=${!this.linked}>${peopleWords.setPin()}</button>
        ${hasPin ? html`<button name="drop" value="yes" formnovalidate ?disabled=${!this.linked}>${peopleWords.dropPin()}</button>` : nothing}
      </div>
    </form>`;
  }

  /** Who has more rights is never shown at sign-in. */
  #listing() {
    const { listed, role } = this.user;
    if (role !== 'user' && role !== 'viewer') return nothing;
    return html`<section class="card stack">
      <label class="tick"
        ><input
          type="checkbox"
          .checked=${listed}
          ?disabled=${!this.linked}
          @change=${(event: Event) => void this.#change('list', { listed: (event.target as HTMLInputElement).checked })}
        />${peopleWords.listMe()}</label
      >
      ${this.#said('list')}
    </section>`;
  }

  #said(deed: Deed) {
    return html`${refusalText(this.#problemOf(deed))}${this.#isDone(deed) ? html`<p role="status">${peopleWords.saved()}</p>` : nothing}`;
  }

  #problemOf(deed: Deed): Refusal | undefined {
    return this.last?.deed === deed ? this.last.problem : undefined;
  }

  #isDone(deed: Deed): boolean {
    return this.last?.deed === deed && this.last.problem === undefined;
  }

  #change(deed: Deed, patch: OwnPatch): Promise<void> {
    return this.#after(deed, createOwnApi(this.send).change(patch));
  }

  async #setPin(event: SubmitEvent): Promise<void> {
    const form = new FormValues(event);
    const isDropped = event.submitter instanceof HTMLButtonElement && event.submitter.name === 'drop';
    const pin = isDropped ? null : form.raw('pin');
    await this.#after('pin', createOwnApi(this.send).setPin({ current: form.raw('current'), pin }));
    if (this.#isDone('pin')) form.reset();
  }

  async #after(deed: Deed, work: Promise<Answer<unknown>>): Promise<void> {
    const answer = await work;
    this.last = { deed, ...('problem' in answer ? { problem: answer.problem } : {}) };
    if ('value' in answer) this.dispatchEvent(new CustomEvent('person'));
  }
}
