import type { RunDetail, RunView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { refusalText } from '../../components/field-error.ts';
import '../../components/run-trail.ts';
import { number, span } from '../../i18n/format.ts';
import { pumpPageWords } from '../../i18n/pump-page-words.ts';
import { pumpWords } from '../../i18n/pump-words.ts';
import { endSentence } from '../../i18n/why.ts';
import { words } from '../../i18n/words.ts';
import { pointAt } from '../../points/pump-face.ts';
import { loading, settle, type Loadable } from '../../state/loadable.ts';
import { Observe } from '../../state/observe.ts';
import { deskOf, type PumpLine } from '../../state/pump-desk.ts';
import { columns } from '../../styles/columns.ts';
import { shared } from '../../styles/shared.ts';
import type { View } from '../view.ts';
import { findPump, runCard } from './parts.ts';
import { runUse } from './run-use.ts';

const PEEK_STEP_MS = 60_000;

/** One run from the request to the settlement: what was asked, acknowledged, measured, and charged. */
@customElement('fg-run-page')
export class RunPage extends LitElement {
  static override readonly styles = [
    shared,
    columns,
    css`
      dl {
        display: grid;
        grid-template-columns: auto auto;
        justify-content: start;
        gap: var(--s2) var(--s5);
      }
      dd {
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) line!: PumpLine;
  @property() runId = '';
  @state() private detail: Loadable<RunDetail> = loading;
  #seen: string | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new Observe(this, () => deskOf(this.line, this.view.user.id));
  }

  /** The trail is asked for again whenever the live line shows the run at another step. */
  protected override updated(): void {
    const live = this.#live();
    const step = `${live?.state ?? 'gone'} ${live?.askedS ?? ''}`;
    if (step === this.#seen) return;
    this.#seen = step;
    void this.#load();
  }

  override render() {
    const { value, problem } = this.detail;
    if (!value) return problem ? this.#missing() : this.#loading();
    const run = this.#live() ?? value.run;
    const sharing = this.view.farm?.sharing;
    const pump = (sharing && findPump(sharing, run.pump)?.name) ?? pumpWords.gonePump();
    const desk = deskOf(this.line, this.view.user.id);
    const isUnderWay = run.state !== 'ended' && run.state !== 'waiting';
    return html`<div class="stack">
      <h1 tabindex="-1">${pumpPageWords.runOn(pump)}</h1>
      <div class="beside">
        <div class="stack">
          ${sharing && isUnderWay ? runCard({ view: this.view, sharing, desk }, run) : nothing} ${this.#charge(run)}
          ${runUse(value.use)} ${this.#peek(run)}
        </div>
        <section class="card stack">
          <h2>${pumpPageWords.whatHappened()}</h2>
          <fg-run-trail .detail=${value} .now=${this.view.now}></fg-run-trail>
        </section>
      </div>
    </div>`;
  }

  /** What was asked for is what was used and what was given back, once it is settled. */
  #charge({ name, number: nr, askedS, usedS, reason, state: how }: RunView) {
    return html`<section class="card stack">
      <p><strong>${name}</strong> · <span class="number">#${number(nr)}</span></p>
      ${how === 'ended' ? html`<p>${pumpPageWords.runEnded(endSentence(reason))}</p>` : nothing}
      <dl class="number">
        <dt>${pumpPageWords.asked()}</dt>
        <dd data-asked>${amount(askedS)}</dd>
        <dt>${pumpPageWords.used()}</dt>
        <dd data-used>${usedS === undefined ? pumpPageWords.notSettled() : amount(usedS)}</dd>
        ${
          usedS === undefined
            ? nothing
            : html`<dt>${pumpPageWords.givenBack()}</dt>
                <dd data-back>${amount(Math.max(0, askedS - usedS))}</dd>`
        }
      </dl>
    </section>`;
  }

  /** What its motor took meanwhile; the switch too, in the history itself. */
  #peek({ pump: id, startedAt, endedAt }: RunView) {
    const pump = this.view.farm?.sharing && findPump(this.view.farm.sharing, id);
    const current = pump?.shownBy?.current;
    if (!pump || !current || startedAt === undefined) return nothing;
    void import('../history/history-peek.ts');
    const to = endedAt ?? Math.ceil(this.view.now / PEEK_STEP_MS) * PEEK_STEP_MS;
    // A little before and after: that it began and stopped is to be seen.
    const span = { from: startedAt - PEEK_STEP_MS, to: to + PEEK_STEP_MS };
    const series = [`${current.device}/${current.point}`, `${pump.device}/${pump.point}`];
    return html`<fg-history-peek
      .heading=${pumpPageWords.whileItRan()}
      .series=${series[0] ?? ''}
      .name=${pointAt(this.view.farm?.devices ?? [], current)?.definition.label ?? pump.name}
      .span=${span}
      .now=${this.view.now}
      .send=${this.line.send}
      .href=${`/history?q=any&series=${series.join(',')}&from=${span.from}&to=${span.to}`}
    ></fg-history-peek>`;
  }

  #loading() {
    return html`<h1 class="hidden" tabindex="-1">${pumpPageWords.run()}</h1>
      <p class="muted" aria-busy="true">${words.loading()}</p>`;
  }

  #missing() {
    const { problem } = this.detail;
    const isGone = problem?.code === 'not-found';
    return html`<div class="stack">
      <h1 tabindex="-1">${isGone ? pumpPageWords.noSuchRun() : pumpPageWords.run()}</h1>
      ${
        isGone
          ? nothing
          : html`${refusalText(problem)}
              <p><button @click=${() => void this.#load()}>${words.retry()}</button></p>`
      }
      <p><a href="/queue">${words.queue()}</a></p>
    </div>`;
  }

  #live(): RunView | undefined {
    return this.view.farm?.sharing?.runs.find(({ id }) => id === this.runId);
  }

  async #load(): Promise<void> {
    const answer = await deskOf(this.line, this.view.user.id).api.run(this.runId);
    this.detail = settle(this.detail, answer);
  }
}

/** To the second, as it is charged. */
function amount(seconds: number): string {
  const minutes = words.minutes(number(Math.floor(seconds / 60)));
  return seconds % 60 === 0 && seconds > 0
    ? minutes
    : seconds < 60
      ? span(seconds * 1000)
      : `${minutes} ${words.seconds(number(seconds % 60))}`;
}
