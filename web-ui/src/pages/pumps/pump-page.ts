import type { PlannedRun, PumpView, RunView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import '../../components/help-call.ts';
import { picture } from '../../components/picture.ts';
import '../../components/queue-list.ts';
import type { QueueDeed } from '../../components/queue-list.ts';
import '../../components/reason-list.ts';
import '../../components/state-face.ts';
import { whyText } from '../../components/why-text.ts';
import { clockTime, moment, number } from '../../i18n/format.ts';
import { pumpPageWords } from '../../i18n/pump-page-words.ts';
import { pumpWords } from '../../i18n/pump-words.ts';
import { words } from '../../i18n/words.ts';
import { pumpFace } from '../../points/pump-face.ts';
import { ownTurns, turnsIn } from '../../points/turns.ts';
import { Observe } from '../../state/observe.ts';
import { deskOf, type PumpLine } from '../../state/pump-desk.ts';
import { columns } from '../../styles/columns.ts';
import { pictureStyle } from '../../styles/picture.ts';
import { shared } from '../../styles/shared.ts';
import { mayManageDevices, type View } from '../view.ts';
import { doDeed } from './deeds.ts';
import { gridStrip, findPump, mayPump, namesOf, runCard, tanks, turnCard, type Parts } from './parts.ts';
import './start-door.ts';

/** Minutes by which a run is made longer at a tap. */
const EXTENSIONS = [5, 10] as const;

/** One pump: what it does, why it does not, one's own run or START, and who comes when. */
@customElement('fg-pump-page')
export class PumpPage extends LitElement {
  static override readonly styles = [
    shared,
    columns,
    pictureStyle,
    css`
      .face {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s3);
        align-items: center;
      }
      .face p {
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) line!: PumpLine;
  @property() pumpId = '';
  @state() private called = false;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new Observe(this, () => deskOf(this.line, this.view.user.id));
  }

  override render() {
    const { farm } = this.view;
    if (!farm)
      return html`<h1 class="hidden" tabindex="-1">${pumpPageWords.queue()}</h1>
        <p class="muted" aria-busy="true">${words.loading()}</p>`;
    const pump = farm.sharing && findPump(farm.sharing, this.pumpId);
    if (!farm.sharing || !pump)
      return html`<div class="stack">
        <h1 tabindex="-1">${pumpPageWords.noSuchPump()}</h1>
        <p><a href="/">${words.home()}</a></p>
      </div>`;
    return this.#page({ view: this.view, sharing: farm.sharing, desk: deskOf(this.line, this.view.user.id) }, pump);
  }

  #page(parts: Parts, pump: PumpView) {
    const { view, sharing } = parts;
    const own = ownTurns(sharing, view.user.id).find(({ run }) => run.group === pump.group);
    const run = sharing.runs.find(({ id }) => id === pump.run);
    return html`<div class="stack">
      <h1 tabindex="-1">${pump.name}</h1>
      ${gridStrip(sharing)}
      <div class="beside">
        <div class="stack">
          ${run ? runCard(parts, run, this.#extensions(parts, run)) : this.#face(parts, pump)}
          ${own && own.run !== run ? (own.position > 0 ? turnCard(parts, own) : runCard(parts, own.run)) : nothing}
          ${own || !mayPump(view.user) ? nothing : html`<fg-start-door .view=${view} .line=${this.line} .pump=${pump}></fg-start-door>`}
          ${this.#why(pump, run)}
        </div>
        <div class="stack">
          ${this.#queue(parts, pump)} ${tanks(parts, [pump])} ${this.#planned(parts, pump)} ${this.#facts(pump)}
          ${mayPump(view.user) ? this.#help(parts, pump) : nothing}
        </div>
      </div>
    </div>`;
  }

  #face({ view }: Parts, pump: PumpView) {
    const { now, isCurrent, farm } = view;
    const face = pumpFace({ pump, devices: farm?.devices ?? [], now, isCurrent });
    return html`<section class="card face">
      <fg-state-face .kind=${face.kind}></fg-state-face>
      <p class="number" data-face=${face.kind}>
        <strong>${face.words}</strong>${face.note ? html`<br /><span class="muted small">${face.note}</span>` : nothing}
      </p>
    </section>`;
  }

  #extensions({ view, desk }: Parts, run: RunView) {
    if (run.user !== view.user.id || run.state === 'stopping') return nothing;
    // Apart from its STOP, which waits for nothing.
    const about = `longer ${run.id}`;
    return html`${whyText(desk.value.refused.get(about))}
      <div class="row">
        ${EXTENSIONS.map(
          (amount) =>
            html`<button
              class="number"
              data-job="extend"
              aria-label=${pumpPageWords.extend(words.minutes(number(amount)))}
              ?disabled=${!view.isLinked || desk.value.asking.has(about)}
              @click=${() => void desk.ask(about, (api) => api.extend(run.id, { seconds: amount * 60 }))}
            >
              ${picture('more')} ${number(amount)} ${words.minutes('').trim()}
            </button>`,
        )}
      </div>`;
  }

  #why(pump: PumpView, run: RunView | undefined) {
    if (run?.state === 'running' && pump.reasons.length === 0) return nothing;
    const isFree = pump.reasons.length === 0 && run === undefined && pump.is === 'off' && this.view.isCurrent;
    if (pump.reasons.length === 0 && !isFree) return nothing;
    return html`<section class="card stack" data-why>
      <h2 class="row">${picture('why')} ${pumpWords.whyNot()}</h2>
      ${isFree ? html`<p>${pumpPageWords.nothingAgainst()}</p>` : nothing}
      <fg-reason-list .reasons=${pump.reasons} .now=${this.view.now}></fg-reason-list>
    </section>`;
  }

  #queue({ view, sharing, desk }: Parts, pump: PumpView) {
    const turns = turnsIn(sharing, pump.group);
    return html`<section class="card stack">
      <div class="row spread">
        <h2>${pumpPageWords.queue()}</h2>
        <a href="/queue">${pumpWords.fullQueue()}</a>
      </div>
      ${turns.length === 0 ? html`<p class="muted">${pumpPageWords.nobodyWaits()}</p>` : nothing}
      <fg-queue-list
        .turns=${turns}
        .pumps=${namesOf(sharing)}
        .user=${view.user.id}
        .now=${view.now}
        ?plain=${!mayPump(view.user)}
        ?linked=${view.isLinked}
        @deed=${({ detail }: CustomEvent<QueueDeed>) => doDeed({ desk, turns, user: view.user.id }, detail)}
      ></fg-queue-list>
      ${turns.map(({ run }) => (run.state === 'waiting' && run.user !== view.user.id ? whyText(desk.value.refused.get(run.id)) : nothing))}
    </section>`;
  }

  #planned({ view, desk }: Parts, pump: PumpView) {
    const plans = (desk.value.planned.value ?? []).filter(
      (plan) => plan.pump === pump.id && plan.user === view.user.id && plan.state !== 'cancelled',
    );
    if (plans.length === 0) return nothing;
    return html`<section class="card stack">
      <h2 class="row">${picture('later')} ${pumpWords.planned()}</h2>
      <ul class="stack">
        ${plans.map(
          (plan) =>
            html`<li class="row spread">
              <span class="number"
                >${pumpPageWords.plannedAt(moment(plan.at, view.now), words.minutes(number(plan.seconds / 60)))}</span
              >
              ${this.#planEnd(plan)}
              ${
                plan.state === 'planned'
                  ? html`<button
                      aria-label=${pumpPageWords.cancelPlan()}
                      ?disabled=${!view.isLinked || desk.value.asking.has(plan.id)}
                      @click=${() => void desk.cancelPlan(plan.id)}
                    >
                      ${picture('close')}
                    </button>`
                  : nothing
              }
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #planEnd({ state: how, why = '' }: PlannedRun) {
    if (how === 'refused') return html`<span class="error">${pumpPageWords.planRefused(why)}</span>`;
    if (how === 'missed') return html`<span class="error">${pumpPageWords.planMissed()}</span>`;
    return how === 'queued' ? html`<span class="muted">${pumpPageWords.planQueued()}</span>` : nothing;
  }

  #facts({ id, allowedHours = [], flowLpm, device, point, shownBy }: PumpView) {
    const shown = [
      `${device}/${point}`,
      ...(shownBy?.current ? [`${shownBy.current.device}/${shownBy.current.point}`] : []),
    ];
    const hours = allowedHours.map(({ from, to }) => pumpPageWords.hours(timeOf(from), timeOf(to)));
    const facts = [...hours, ...(flowLpm === undefined ? [] : [pumpPageWords.flow(number(flowLpm))])];
    return html`${facts.length === 0 ? nothing : html`<p class="muted small number">${facts.join(' · ')}</p>`}
      <p><a href="/history?q=any&series=${shown.join(',')}&span=24h">${words.history()}</a></p>
      ${mayManageDevices(this.view.user) ? html`<p><a href="/pump-setup/${id}">${pumpPageWords.setUp()}</a></p>` : nothing}`;
  }

  #help({ view, desk }: Parts, pump: PumpView) {
    return html`<fg-help-call
        data-job="help"
        ?linked=${view.isLinked}
        ?asking=${desk.value.asking.has('help')}
        ?called=${this.called}
        @help=${async () => (this.called = await desk.ask('help', (api) => api.help(pump.id)))}
      ></fg-help-call>
      ${whyText(desk.value.refused.get('help'))}`;
  }
}

/** A minute of the site's day as a time. */
function timeOf(minute: number): string {
  return clockTime(minute * 60_000, 'UTC');
}
