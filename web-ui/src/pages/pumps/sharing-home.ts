import type { PumpView, SharingView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import '../../components/help-call.ts';
import '../../components/minute-jar.ts';
import { picture } from '../../components/picture.ts';
import '../../components/state-face.ts';
import { refusalText } from '../../components/field-error.ts';
import { whyText } from '../../components/why-text.ts';
import { number } from '../../i18n/format.ts';
import { pumpWords } from '../../i18n/pump-words.ts';
import { words } from '../../i18n/words.ts';
import { pumpFace } from '../../points/pump-face.ts';
import { ownTurns, turnsIn } from '../../points/turns.ts';
import { Observe } from '../../state/observe.ts';
import { deskOf, type PumpDesk, type PumpLine } from '../../state/pump-desk.ts';
import { columns } from '../../styles/columns.ts';
import { pictureStyle } from '../../styles/picture.ts';
import { shared } from '../../styles/shared.ts';
import type { View } from '../view.ts';
import './start-door.ts';
import { gridStrip, mayPump, namesOf, runCard, tanks, turnCard, type Parts } from './parts.ts';

const NEXT_SHOWN = 3;

/** What shared pumps have for home: of a user my minutes, my turn, START and STOP, and help; of others what runs and who comes next. */
@customElement('fg-sharing-home')
export class SharingHome extends LitElement {
  static override readonly styles = [
    shared,
    columns,
    pictureStyle,
    css`
      .grid {
        display: grid;
        gap: var(--s4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
        align-items: start;
      }
      .pump {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: var(--s3);
        align-items: center;
        --face-size: 48px;
      }
      .pump p {
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .pump fg-start-door {
        grid-column: 1 / -1;
      }
      h2 a,
      .jar {
        color: inherit;
      }
      .jar {
        display: block;
        text-decoration: none;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) line!: PumpLine;
  @state() private called = false;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new Observe(this, () => deskOf(this.line, this.view.user.id));
  }

  override render() {
    const sharing = this.view.farm?.sharing;
    if (!sharing) return nothing;
    const parts: Parts = { view: this.view, sharing, desk: deskOf(this.line, this.view.user.id) };
    return html`<div class="stack">
      ${gridStrip(sharing)} ${this.view.user.role === 'user' ? this.#ofUser(parts) : this.#ofOthers(parts)}
    </div>`;
  }

  #ofUser(parts: Parts) {
    const { view, sharing, desk } = parts;
    const own = ownTurns(sharing, view.user.id);
    const busy = new Set(own.map(({ run }) => run.group));
    const begun = own.filter(({ position }) => position === 0);
    const waiting = own.filter(({ position }) => position > 0);
    return html`<div class="beside">
      <div class="stack">
        ${repeat(
          begun,
          ({ run }) => run.id,
          ({ run }) => runCard(parts, run),
        )}
        ${sharing.billing === 'minutes' ? this.#jar(desk) : nothing}
        ${repeat(
          waiting,
          ({ run }) => run.id,
          (turn) => turnCard(parts, turn),
        )}
      </div>
      <div class="stack">
        <div class="grid">${sharing.pumps.map((pump) => this.#pump(parts, pump, !busy.has(pump.group)))}</div>
        <div class="grid">${tanks(parts)}</div>
        <p><a href="/runs">${pumpWords.myRuns()}</a></p>
        ${this.#help(desk)}
      </div>
    </div>`;
  }

  #ofOthers(parts: Parts) {
    const { view, sharing } = parts;
    const begun = sharing.groups.flatMap(({ id }) => turnsIn(sharing, id)).filter(({ position }) => position === 0);
    return html`<div class="grid">
        ${repeat(
          begun,
          ({ run }) => run.id,
          ({ run }) => html`<div>${runCard(parts, run)}</div>`,
        )}
        ${sharing.pumps.filter(({ run }) => run === undefined).map((pump) => this.#pump(parts, pump, mayPump(view.user)))}
      </div>
      ${this.#next(sharing)}
      <div class="grid">${tanks(parts)}</div>`;
  }

  #jar({ value: { wallet } }: PumpDesk) {
    if (wallet.problem) return refusalText(wallet.problem);
    if (!wallet.value) return html`<p class="muted" aria-busy="true">${words.loading()}</p>`;
    const { availableS, reservedS, isLow, quotaS, usedTodayS } = wallet.value;
    const facts = [
      ...(reservedS > 0 ? [pumpWords.reserved(minutes(reservedS))] : []),
      ...(quotaS === undefined ? [] : [pumpWords.usedToday(minutes(usedTodayS), minutes(quotaS))]),
    ];
    return html`<a class="card jar" href="/wallet" aria-label=${pumpWords.myMinutes()}>
      <fg-minute-jar data-jar .available=${availableS} .taken=${reservedS} ?low=${isLow}
        ><br /><span class="small muted">${facts.join(' · ') || pumpWords.myMinutes()}</span></fg-minute-jar
      >
    </a>`;
  }

  /** A pump as it stands, with START where one may ask for it. */
  #pump({ view, sharing }: Parts, pump: PumpView, isStartable: boolean) {
    const run = sharing.runs.find(({ id }) => id === pump.run);
    if (!isStartable && run?.user === view.user.id) return nothing;
    const { now, isCurrent, farm } = view;
    const face = pumpFace({ pump, run, devices: farm?.devices ?? [], now, isCurrent });
    return html`<section class="card pump" data-pump=${pump.id}>
      <fg-state-face .kind=${face.kind}></fg-state-face>
      <div>
        <h2><a href="/pumps/${pump.id}">${pump.name}</a></h2>
        <p class="number" data-face=${face.kind}>${face.words}</p>
        <p class="muted small number">
          ${[face.note, pump.waiting > 0 ? pumpWords.waitsFor(number(pump.waiting)) : ''].filter(Boolean).join(' · ')}
        </p>
      </div>
      <a class="button" data-job="why" href="/pumps/${pump.id}" aria-label="${pumpWords.whyNot()} ${pump.name}"
        >${picture('why')}</a
      >
      ${isStartable ? html`<fg-start-door .view=${view} .line=${this.line} .pump=${pump}></fg-start-door>` : nothing}
    </section>`;
  }

  /** Who comes next in each group, one's own marked. */
  #next(sharing: SharingView) {
    return sharing.groups.map((group) => {
      const next = turnsIn(sharing, group.id).filter(({ position }) => position > 0);
      if (next.length === 0) return nothing;
      void import('../../components/queue-list.ts');
      return html`<section class="card stack">
        <div class="row spread">
          <h2>${sharing.groups.length > 1 ? `${pumpWords.next()} · ${group.name}` : pumpWords.next()}</h2>
          <a href="/queue">${pumpWords.fullQueue()} (${number(next.length)})</a>
        </div>
        <fg-queue-list
          plain
          .turns=${next.slice(0, NEXT_SHOWN)}
          .pumps=${namesOf(sharing)}
          .user=${this.view.user.id}
          .now=${this.view.now}
        ></fg-queue-list>
      </section>`;
    });
  }

  #help(desk: PumpDesk) {
    return html`<fg-help-call
        data-job="help"
        ?linked=${this.view.isLinked}
        ?asking=${desk.value.asking.has('help')}
        ?called=${this.called}
        @help=${() => void this.#call(desk)}
      ></fg-help-call>
      ${whyText(desk.value.refused.get('help'))}`;
  }

  async #call(desk: PumpDesk): Promise<void> {
    this.called = await desk.ask('help', (api) => api.help());
  }
}

function minutes(seconds: number): string {
  return words.minutes(number(Math.floor(seconds / 60)));
}
