import type { SeriesInfo } from '@farmgate/gateway/contract';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { createHistoryApi, exportPath, type HistoryApi } from '../api/history-api.ts';
import type { Send } from '../api/send.ts';
import '../components/chart-card.ts';
import { fetchState } from '../components/fetch-state.ts';
import { historyWords } from '../i18n/history-words.ts';
import { words } from '../i18n/words.ts';
import type { Span, Trace } from '../points/chart-traces.ts';
import { addressOf, askedFrom, presets, shiftOf, spanOf, type Asked } from '../points/history-asked.ts';
import { choicesFor, firstOf, nameOf, titleOf } from '../points/history-choices.ts';
import { withLive } from '../points/history-live.ts';
import { tracesOf } from '../points/history-traces.ts';
import { Fetched } from '../state/fetched.ts';
import { HistoryReader } from '../state/history-reader.ts';
import { LiveReadings } from '../state/live-readings.ts';
import { takeSeries } from '../state/series-ahead.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import { chips, showChosen } from './history/chips.ts';
import { figures, figureStyle } from './history/figures.ts';
import './history/peaks-list.ts';
import { questionBar } from './history/question-bar.ts';
import './history/run-uses.ts';
import './history/series-picker.ts';
import { compareChoice, comparisonWords } from './history/compare-choice.ts';
import './history/span-bar.ts';
import type { View } from './view.ts';

export const title = words.history;

/** No series has more places than this, and none fewer than the least. */
const MOST_POINTS = 600;
const LEAST_POINTS = 50;
/** Of what only grows each bucket is a bar. */
const BARS = 60;
/** While it ends now the gateway is asked anew after a hundredth of the span, and not more often than this. Unit: ms. */
const SOONEST_MS = 10_000;
const LATEST_MS = 300_000;

/** What was read before now: when did it run, how full, how much power, who used it. Its address holds all that is chosen. */
@customElement('fg-history-page')
export class HistoryPage extends LitElement {
  static override readonly styles = [shared, columns, chips, figureStyle];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) send!: Send;
  /** The first chart is to be seen. It is what people wait for: all that is beneath it comes after it. */
  @state() private isDrawn = false;
  #asked = askedFrom(location.search);
  #search = location.search;
  #askedKey = '';
  readonly #live = new LiveReadings();
  /** What the traces were made of, and they themselves. */
  #made: readonly unknown[] = [];
  #drawn: readonly Trace[] = [];
  #until: AbortController | undefined;
  readonly #infos = new Fetched(this, () => takeSeries(this.send));
  readonly #reader = new HistoryReader(this, () => this.#api);
  readonly #before = new HistoryReader(this, () => this.#api);

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#until = new AbortController();
    const { signal } = this.#until;
    addEventListener('popstate', () => this.#follow(), { signal });
    // The menu's own link leads here too, and changes nothing but what is asked.
    addEventListener('leaving', () => queueMicrotask(() => this.#follow()), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#until?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('view')) this.#hear();
    this.#read();
  }

  protected override firstUpdated(): void {
    showChosen(this.renderRoot);
  }

  protected override updated(): void {
    const { value, problem } = this.#reader.value;
    if (this.isDrawn || (!value && !problem)) return;
    requestAnimationFrame(() => setTimeout(() => (this.isDrawn = true)));
  }

  override render() {
    const { question } = this.#asked;
    return html`<div class="stack">
      <h1 tabindex="-1">${words.history()}</h1>
      ${questionBar(question, (one) => this.#ask({ question: one, series: undefined }))}
      <fg-span-bar
        .asked=${this.#asked}
        .span=${this.#span}
        @asked=${({ detail }: CustomEvent<Partial<Asked>>) => this.#ask(detail)}
      ></fg-span-bar>
      ${question === 'who' ? this.#who() : this.#series()}
    </div>`;
  }

  #who() {
    const { farm, user } = this.view;
    return html`<fg-run-uses
      .span=${this.#span}
      .api=${this.#api}
      .sharing=${farm?.sharing}
      ?own=${user.role !== 'admin'}
    ></fg-run-uses>`;
  }

  #series() {
    const shown = this.#shown;
    const state = fetchState(this.#infos);
    if (state !== nothing) return state;
    return html`${shown.length === 0 ? nothing : this.#chart(shown)}
    ${shown.length === 0 || this.isDrawn ? this.#beneath(shown) : nothing}`;
  }

  #beneath(shown: readonly SeriesInfo[]) {
    return html`<div class="beside">
      <section class="card stack">
        <fg-series-picker
          .choices=${this.#choices}
          .shown=${shown}
          @series=${({ detail }: CustomEvent<string[]>) => this.#ask({ series: detail })}
        ></fg-series-picker>
        ${compareChoice(this.#asked.compare, (compare) => this.#ask({ compare }))}
      </section>
      ${shown.length === 0 ? nothing : this.#figures(shown)} ${this.#peaks(shown)}
    </div>`;
  }

  #chart(shown: readonly SeriesInfo[]) {
    const { compare } = this.#asked;
    const { value, problem, loading } = this.#reader.value;
    return html`<section class="card stack">
      ${compare ? html`<p class="muted small">${historyWords.dashed(comparisonWords[compare]())}</p>` : nothing}
      <fg-chart-card
        .traces=${this.#traces(shown)}
        .span=${this.#span}
        .step=${value?.step ?? 0}
        .now=${this.view.now}
        .firstAt=${Math.min(...shown.map(({ firstAt }) => firstAt))}
        ?loading=${loading}
        .problem=${problem}
        .csv=${exportPath({ series: shown.map(nameOf), ...this.#span }, value?.step)}
        @window=${({ detail }: CustomEvent<Span>) => this.#ask({ span: detail }, { quiet: true })}
        @reset=${() => this.#ask({ span: undefined })}
        @retry=${() => this.#retry()}
      ></fg-chart-card>
    </section>`;
  }

  /** Made anew only where there is something new to draw. */
  #traces(shown: readonly SeriesInfo[]): readonly Trace[] {
    const { compare } = this.#asked;
    const { value } = this.#reader.value;
    const other = compare && this.#before.value.value;
    const { from, to } = this.#span;
    const made = [value, other, this.#live.heard, from, to, shown.map(nameOf).join()];
    if (made.every((one, index) => one === this.#made[index])) return this.#drawn;
    this.#made = made;
    const shiftMs = compare ? shiftOf(compare, { from, to }) : 0;
    const parts = { other, shiftMs, infos: shown, now: this.view.now };
    this.#drawn = value ? tracesOf({ answer: withLive(value, this.#live.all), ...parts }) : [];
    return this.#drawn;
  }

  #figures(shown: readonly SeriesInfo[]) {
    const { value } = this.#reader.value;
    const all = (value?.series ?? []).flatMap((series) => {
      const info = shown.find((one) => nameOf(one) === nameOf(series));
      return info ? [{ title: titleOf(info), series }] : [];
    });
    const { from, to } = value ?? this.#span;
    return figures(all, (Math.min(to, this.view.now) - from) / 1000);
  }

  /** Of the first that is measured. */
  #peaks(shown: readonly SeriesInfo[]) {
    const info = shown.find(({ kind }) => kind === 'measure');
    if (!info || !this.#reader.value.value) return nothing;
    const { from, to } = this.#reader.value.value;
    return html`<fg-peaks-list
      .info=${info}
      .span=${{ from, to }}
      .api=${this.#api}
      @peak=${({ detail }: CustomEvent<number>) => this.#lookAt(detail)}
    ></fg-peaks-list>`;
  }

  get #api(): HistoryApi {
    return createHistoryApi(this.send);
  }

  get #choices(): readonly SeriesInfo[] {
    return choicesFor(this.#asked.question, this.#infos.value.value?.series ?? [], this.view.farm?.devices ?? []);
  }

  get #shown(): readonly SeriesInfo[] {
    const infos = this.#infos.value.value?.series ?? [];
    const { question, series } = this.#asked;
    const names = series ?? firstOf(question, this.#choices, this.view.farm?.devices ?? []);
    return names.flatMap((name) => infos.find((info) => nameOf(info) === name) ?? []);
  }

  /** What is to be seen; where it ends now it goes on by a pixel at a time. */
  get #span(): Span {
    const pixelMs = Math.max(1_000, presets[this.#asked.preset] / MOST_POINTS);
    return spanOf(this.#asked, Math.ceil(this.view.now / pixelMs) * pixelMs);
  }

  /** An hour about a moment. */
  #lookAt(at: number): void {
    const half = presets['1h'] / 2;
    this.#ask({ span: { from: at - half, to: Math.min(at + half, Math.ceil(this.view.now)) } });
  }

  #ask(change: Partial<Asked>, { quiet = false } = {}): void {
    this.#asked = { ...this.#asked, ...change };
    // Each step of a finger is no place to go back to.
    if (quiet) history.replaceState(null, '', addressOf(this.#asked));
    else history.pushState(null, '', addressOf(this.#asked));
    this.#search = location.search;
    this.requestUpdate();
  }

  /** The browser went back or on. */
  #follow(): void {
    if (location.pathname !== '/history' || location.search === this.#search) return;
    this.#search = location.search;
    this.#asked = askedFrom(location.search);
    this.requestUpdate();
  }

  #retry(): void {
    this.#askedKey = '';
    this.requestUpdate();
  }

  /** Asks for what is shown, where that is another than before or where there is news. */
  #read(): void {
    if (!this.#infos.value.value || this.#asked.question === 'who') return;
    const { preset, span, compare } = this.#asked;
    const series = this.#shown.map(nameOf);
    const every = Math.min(LATEST_MS, Math.max(SOONEST_MS, presets[preset] / 100));
    const turn = span ? 0 : Math.floor(this.view.now / every);
    const what = JSON.stringify([series, preset, span, compare]);
    const key = `${what} ${turn}`;
    if (key === this.#askedKey) return;
    const isNews = this.#askedKey.startsWith(`${what} `);
    this.#askedKey = key;
    if (!isNews) this.#live.clear();
    this.#request(series, { quiet: isNews });
  }

  #request(series: readonly string[], { quiet }: { quiet: boolean }): void {
    const { from, to } = this.#span;
    const { compare } = this.#asked;
    const isCounted = this.#shown.every(({ kind }) => kind === 'counter');
    const points = isCounted ? BARS : Math.min(MOST_POINTS, Math.max(LEAST_POINTS, Math.floor(innerWidth)));
    void this.#reader.ask({ series, from, to, points }, { quiet });
    if (!compare) return this.#before.clear();
    const shiftMs = shiftOf(compare, { from, to });
    void this.#before.ask({ series, from: Math.max(0, from - shiftMs), to: to - shiftMs, points }, { quiet });
  }

  /** Keeps what the live line says of the series that are shown, until the gateway's own answer has it. */
  #hear(): void {
    const { farm, isCurrent } = this.view;
    if (!farm || !isCurrent || this.#asked.span) return;
    this.#live.hear(this.#shown.map(nameOf), farm.devices);
  }
}
