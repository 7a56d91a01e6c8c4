import type { PumpGroup } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { FormValues } from '../../components/form.ts';
import '../../components/queue-list.ts';
import type { QueueDeed } from '../../components/queue-list.ts';
import { whyText } from '../../components/why-text.ts';
import { pumpPageWords } from '../../i18n/pump-page-words.ts';
import { pumpWords } from '../../i18n/pump-words.ts';
import { words } from '../../i18n/words.ts';
import { turnsIn, type Turn } from '../../points/turns.ts';
import { Observe } from '../../state/observe.ts';
import { deskOf, type PumpLine } from '../../state/pump-desk.ts';
import { pictureStyle } from '../../styles/picture.ts';
import { shared } from '../../styles/shared.ts';
import type { View } from '../view.ts';
import { doDeed, needsReason } from './deeds.ts';
import { gridStrip, mayPump, namesOf, type Parts } from './parts.ts';

/** Who uses the pumps and who comes when, group by group; an admin orders it, and says why. */
@customElement('fg-queue-page')
export class QueuePage extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2) var(--s4);
      }
      nav a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) line!: PumpLine;
  /** What an admin is about to do, and is asked why. */
  @state() private pending: (QueueDeed & { readonly group: string }) | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new Observe(this, () => deskOf(this.line, this.view.user.id));
  }

  override render() {
    const { farm, user } = this.view;
    return html`<div class="stack">
      <h1 tabindex="-1">${words.queue()}</h1>
      ${farm ? this.#groups() : html`<p class="muted" aria-busy="true">${words.loading()}</p>`}
      <nav aria-label=${words.queue()}>
        ${mayPump(user) ? html`<a href="/runs">${pumpWords.myRuns()}</a>` : nothing}
        <a href="/wall">${pumpPageWords.wallBoard()}</a>
      </nav>
    </div>`;
  }

  #groups() {
    const sharing = this.view.farm?.sharing;
    if (!sharing || sharing.pumps.length === 0) return html`<p class="muted">${pumpPageWords.noPumps()}</p>`;
    const parts: Parts = { view: this.view, sharing, desk: deskOf(this.line, this.view.user.id) };
    return html`${gridStrip(sharing)} ${sharing.groups.map((group) => this.#group(parts, group))}`;
  }

  #group({ view, sharing, desk }: Parts, { id, name }: PumpGroup) {
    const turns = turnsIn(sharing, id);
    const pumps = sharing.pumps.filter(({ group }) => group === id);
    return html`<section class="card stack" data-group=${id}>
      <h2>${name}</h2>
      <p class="row">${pumps.map((pump) => html`<a href="/pumps/${pump.id}">${pump.name}</a>`)}</p>
      ${turns.length === 0 ? html`<p class="muted">${pumpPageWords.queueEmpty()}</p>` : nothing}
      <fg-queue-list
        .turns=${turns}
        .pumps=${namesOf(sharing)}
        .user=${view.user.id}
        .now=${view.now}
        ?admin=${view.user.role === 'admin'}
        ?plain=${!mayPump(view.user)}
        ?linked=${view.isLinked}
        @deed=${({ detail }: CustomEvent<QueueDeed>) => this.#do(detail, id, turns)}
      ></fg-queue-list>
      ${turns.flatMap(({ run }) => ['', 'force ', 'move '].map((deed) => whyText(desk.value.refused.get(deed + run.id))))}
      ${this.pending?.group === id ? this.#ask(this.pending, turns) : nothing}
    </section>`;
  }

  /** What changes the order of others is explained to all. */
  #ask(pending: QueueDeed, turns: readonly Turn[]) {
    const name = turns.find(({ run }) => run.id === pending.run)?.run.name ?? '';
    const label =
      pending.deed === 'remove'
        ? pumpPageWords.remove(name)
        : pending.deed === 'up'
          ? pumpPageWords.moveUp(name)
          : pumpPageWords.moveDown(name);
    return html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#submit(event, pending, turns)}>
      <h3>${label}</h3>
      <label>${pumpPageWords.reason()}<input name="reason" required minlength="3" maxlength="200" /></label>
      <div class="row">
        <button class="primary" ?disabled=${!this.view.isLinked}>
          ${pending.deed === 'remove' ? pumpPageWords.doRemove() : pumpPageWords.doMove()}
        </button>
        <button type="button" @click=${() => (this.pending = undefined)}>${words.cancel()}</button>
      </div>
    </form>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('pending') && this.pending) this.renderRoot.querySelector('input')?.focus();
  }

  #do(deed: QueueDeed, group: string, turns: readonly Turn[]): void {
    if (needsReason(deed)) this.pending = { ...deed, group };
    else void this.#carryOut(deed, turns);
  }

  async #submit(event: SubmitEvent, pending: QueueDeed, turns: readonly Turn[]): Promise<void> {
    const reason = new FormValues(event).text('reason');
    if (await this.#carryOut(pending, turns, reason)) this.pending = undefined;
  }

  #carryOut(deed: QueueDeed, turns: readonly Turn[], reason?: string): Promise<boolean> {
    const { id: user } = this.view.user;
    const desk = deskOf(this.line, user);
    return doDeed({ desk, turns, user, ...(reason === undefined ? {} : { reason }) }, deed);
  }
}
