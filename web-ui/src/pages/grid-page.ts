import type { GridSettings, GridSwitchRequest, GridView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import type { GridApi } from '../api/grid-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { refusalText } from '../components/field-error.ts';
import { span } from '../i18n/format.ts';
import { gridWords, saysWords, sourceWords } from '../i18n/grid-words.ts';
import { Fetched } from '../state/fetched.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import './grid/settings-form.ts';
import './grid/state-plate.ts';
import './grid/word-card.ts';
import { mayManageDevices, type View } from './view.ts';

/** Whoever was heard this long ago is not silent. Unit: ms. */
const SPEAKS_MS = 10_000;

/** What it is called. */
export const title = gridWords.grid;

/** The power of the grid: how it stands, who tells of it, and for who runs the farm a word of their own and the set-up. */
@customElement('fg-grid-page')
export class GridPage extends LitElement {
  static override readonly styles = [
    shared,
    columns,
    css`
      li {
        padding: var(--s2) 0;
        border-top: 1px solid var(--hairline);
        overflow-wrap: anywhere;
      }
      li:first-child {
        border-top: 0;
      }
      .shedding {
        color: var(--hold);
      }
      .unknown {
        color: var(--off);
      }
      .good {
        color: var(--run);
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: GridApi;
  @state() private wordProblem: Refusal | undefined;
  @state() private saveProblem: Refusal | undefined;
  @state() private isSaved = false;
  readonly #grid = new Fetched(
    this,
    () => this.api.grid(),
    () => this.view.farm?.sharing?.grid,
  );
  readonly #settings = new Fetched(this, () =>
    this.#mayManage() ? this.api.settings() : Promise.resolve({ value: undefined }),
  );

  override render() {
    const grid = this.view.farm?.sharing?.grid ?? this.#grid.value.value;
    return html`<div class="stack">
      <h1 tabindex="-1">${gridWords.grid()}</h1>
      ${grid ? nothing : fetchState(this.#grid)} ${grid ? this.#all(grid) : nothing}
    </div>`;
  }

  #all(grid: GridView) {
    return html`<div class="columns">
        <fg-grid-plate .grid=${grid} .now=${this.view.now}></fg-grid-plate>
        <section class="card stack">
          <h2>${gridWords.sources()}</h2>
          ${grid.sources.length === 0 ? html`<p class="muted">${gridWords.noSources()}</p>` : nothing}
          <ul>
            ${grid.sources.map((source) => html`<li>${this.#source(source)}</li>`)}
          </ul>
        </section>
        ${this.#mayManage() && this.view.user.role === 'admin' ? this.#word(grid) : nothing}
      </div>
      ${this.#mayManage() ? this.#manage() : nothing}`;
  }

  #source({ id, kind, says, heardAt }: GridView['sources'][number]) {
    const heard =
      heardAt === undefined ? gridWords.neverHeard() : gridWords.heard(span(Math.max(0, this.view.now - heardAt)));
    // One that speaks and is not believed yet.
    const isUnsure = says === 'unknown' && heardAt !== undefined && this.view.now - heardAt < SPEAKS_MS;
    return html`<p class="number">
      <strong>${id}</strong>: <strong class=${says}>${isUnsure ? gridWords.unsure() : saysWords[says]()}</strong><br />
      <span class="small muted">${sourceWords[kind]()}${kind === 'timetable' ? nothing : html` · ${heard}`}</span>
    </p>`;
  }

  #manage() {
    const settings = this.#settings.value.value;
    return html`<section class="stack">
      <h2>${gridWords.settings()}</h2>
      ${this.#settings.value.loading || this.#settings.value.problem ? fetchState(this.#settings) : nothing}
      ${settings ? this.#form(settings) : nothing}
    </section>`;
  }

  /** Above every source: an admin's alone. */
  #word(grid: GridView) {
    return html`<div class="stack">
      <fg-grid-word
        .grid=${grid}
        ?linked=${this.view.isLinked}
        @say=${({ detail }: CustomEvent<GridSwitchRequest>) => void this.#say(detail)}
      ></fg-grid-word>
      ${refusalText(this.wordProblem)}
    </div>`;
  }

  #form(settings: GridSettings) {
    return html`<fg-grid-settings
      .settings=${settings}
      .devices=${this.view.farm?.devices ?? []}
      .problem=${this.saveProblem}
      ?linked=${this.view.isLinked}
      ?saved=${this.isSaved}
      @save=${({ detail }: CustomEvent<GridSettings>) => void this.#save(detail)}
    ></fg-grid-settings>`;
  }

  #mayManage(): boolean {
    return mayManageDevices(this.view.user);
  }

  async #say(body: GridSwitchRequest): Promise<void> {
    const answer = await this.api.say(body);
    this.wordProblem = 'problem' in answer ? answer.problem : undefined;
    if ('value' in answer) this.#grid.put(answer.value);
  }

  async #save(body: GridSettings): Promise<void> {
    this.isSaved = false;
    const answer = await this.api.save(body);
    this.saveProblem = 'problem' in answer ? answer.problem : undefined;
    if ('problem' in answer) return;
    this.isSaved = true;
    this.#settings.put(answer.value);
    await this.#grid.load();
  }
}
