import type { RunView, SharingView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import type { Answer } from '../../api/answer.ts';
import type { HistoryApi } from '../../api/history-api.ts';
import { fetchState } from '../../components/fetch-state.ts';
import '../../components/who-badge.ts';
import { chartMoment } from '../../i18n/chart-time.ts';
import { duration } from '../../i18n/duration.ts';
import { number } from '../../i18n/format.ts';
import { historyWords } from '../../i18n/history-words.ts';
import { pumpWords } from '../../i18n/pump-words.ts';
import type { Span } from '../../points/chart-traces.ts';
import { runsIn, useOf, type RunUse } from '../../points/run-use.ts';
import { Fetched } from '../../state/fetched.ts';
import { shared } from '../../styles/shared.ts';

/** As many pages of runs are asked for at most. */
const PAGES = 5;
const LISTED = 50;

interface Found {
  readonly runs: readonly RunView[];
  /** There are older ones that may belong to it too. */
  readonly isCut: boolean;
}

/** Who used the shared pumps in a while: for how long in all, and run by run. */
@customElement('fg-run-uses')
export class RunUses extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: var(--s2) var(--s3);
        align-items: center;
        padding-block: var(--s2);
        border-top: 1px solid var(--hairline);
      }
      li a {
        display: grid;
        align-content: center;
        min-height: var(--target);
        overflow-wrap: anywhere;
      }
      .track {
        grid-column: 1 / -1;
        height: 12px;
        border-radius: 6px;
        background: var(--bg);
        overflow: hidden;
      }
      .track div {
        height: 100%;
        min-width: 2px;
        background: var(--water);
      }
    `,
  ];

  @property({ attribute: false }) span!: Span;
  @property({ attribute: false }) api!: HistoryApi;
  @property({ attribute: false }) sharing: SharingView | undefined;
  /** Those of others are not shown to this person. */
  @property({ type: Boolean }) own = false;
  readonly #found = new Fetched(
    this,
    () => this.#load(),
    () => `${this.span.from} ${Math.round(this.span.to / 60_000)}`,
  );

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render() {
    const { runs = [], isCut = false } = this.#found.value.value ?? {};
    const uses = useOf(runs);
    const most = uses[0]?.seconds ?? 0;
    const isEmpty = this.#found.value.value !== undefined && runs.length === 0;
    return html`<section class="card stack">
      <h2>${historyWords.whoUsed()}</h2>
      ${this.own ? html`<p class="muted">${historyWords.ownRuns()}</p>` : nothing} ${fetchState(this.#found)}
      ${isEmpty ? html`<p class="muted">${historyWords.noRuns()}</p>` : nothing}
      ${isCut ? html`<p>${historyWords.olderRuns()}</p>` : nothing}
      <ul class="number">
        ${uses.map((use) => this.#use(use, most))}
      </ul>
      ${runs.length > 0 ? this.#list(runs) : nothing}
    </section>`;
  }

  // Styles are set as properties: as attributes the page's policy forbids them.
  #use({ user, name, badge, runs, seconds }: RunUse, most: number) {
    const share = most === 0 ? 0 : (seconds / most) * 100;
    return html`<li data-user=${user}>
      <fg-who-badge .badge=${badge} .name=${name}></fg-who-badge>
      <span>${name}<br /><span class="muted small">${historyWords.runs(number(runs))}</span></span>
      <strong>${duration(seconds)}</strong>
      <div class="track" aria-hidden="true"><div .style=${`width: ${share}%`}></div></div>
    </li>`;
  }

  #list(runs: readonly RunView[]) {
    return html`<details>
      <summary>${historyWords.runs(number(runs.length))}</summary>
      <ul class="number">
        ${runs.slice(0, LISTED).map((run) => this.#run(run))}
      </ul>
    </details>`;
  }

  #run({ id, name, badge, pump, startedAt, requestedAt, usedS, pumpedS }: RunView) {
    const where = this.sharing?.pumps.find((one) => one.id === pump)?.name ?? pumpWords.gonePump();
    return html`<li>
      <fg-who-badge .badge=${badge} .name=${name}></fg-who-badge>
      <a href="/runs/${id}"
        ><span>${name}, ${where}</span
        ><span class="muted small">${chartMoment(startedAt ?? requestedAt, 60_000)}</span></a
      >
      <strong>${duration(usedS ?? pumpedS)}</strong>
    </li>`;
  }

  async #load(): Promise<Answer<Found>> {
    const all: RunView[] = [];
    let before: number | undefined;
    for (let page = 0; page < PAGES; page++) {
      const answer = await this.api.runs(before);
      if ('problem' in answer) return answer;
      all.push(...answer.value.runs);
      before = answer.value.next;
      const oldest = all.at(-1)?.requestedAt ?? 0;
      if (before === undefined || oldest < this.span.from) break;
    }
    const isCut = before !== undefined && (all.at(-1)?.requestedAt ?? 0) >= this.span.from;
    return { value: { runs: runsIn(all, this.span), isCut } };
  }
}
