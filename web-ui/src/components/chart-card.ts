import { LitElement, html, nothing, svg, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import type { Refusal } from '../api/answer.ts';
import { chartMoment } from '../i18n/chart-time.ts';
import { historyWords } from '../i18n/history-words.ts';
import { words } from '../i18n/words.ts';
import { axesOf } from '../points/chart-ranges.ts';
import type { Span, Trace } from '../points/chart-traces.ts';
import { afterKey, panned, zoomed } from '../points/chart-window.ts';
import { shared } from '../styles/shared.ts';
import { chartLegend, valuesSaid } from './chart/chart-legend.ts';
import { chartStyle } from './chart/chart-style.ts';
import './chart/chart-table.ts';
import { nextMoment } from './chart/next-moment.ts';
import type { PlotHandle } from './chart/plot-handle.ts';
import { openPlot } from './chart/plot-handle.ts';
import { sentenceOf } from './field-error.ts';

/** How long nobody has moved the chart before it asks for what it shows now. Unit: ms. */
const SETTLED_MS = 300;

/**
 * Up to four series over time, with the table behind them. Drag, pinch, wheel and keys move it at once; `window` with a `Span` comes
 * once they rest, `reset` where the whole span is wanted again, and `retry`.
 */
@customElement('fg-chart-card')
export class ChartCard extends LitElement {
  static override readonly styles = [shared, chartStyle];

  @property({ attribute: false }) traces: readonly Trace[] = [];
  /** What is to be seen. */
  @property({ attribute: false, hasChanged: isOther }) span: Span = { from: 0, to: 0 };
  /** How long a bucket is. Unit: s; 0 is each reading. */
  @property({ attribute: false }) step = 0;
  /** Gateway wall time: nothing is later. */
  @property({ attribute: false }) now = 0;
  /** When its series were first read, where that is known. */
  @property({ attribute: false }) firstAt: number | undefined;
  @property({ type: Boolean }) loading = false;
  @property({ attribute: false }) problem: Refusal | undefined;
  /** Where the browser gets it as a file. */
  @property() csv = '';
  @state() private moved: Span | undefined;
  @state() private cursor: number | undefined;
  @state() private said = '';
  @state() private isTableOpen = false;
  @query('.plot') private readonly host!: HTMLElement;
  #plot: PlotHandle | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#settling);
    this.#plot?.close();
    this.#plot = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('span') && this.#settling === undefined) this.moved = undefined;
  }

  protected override updated(changed: PropertyValues): void {
    const isNew = ['traces', 'span', 'moved'].some((name) => changed.has(name));
    if (this.#plot && !isNew) return;
    // Axes of nothing would be made for nothing.
    if (!this.#plot && this.loading && this.traces.length === 0) return;
    this.#plot ??= openPlot(this.host, this.#gestured());
    this.#plot.show({ traces: this.traces, span: this.#span });
  }

  override render() {
    return html`<div class="stack" aria-busy=${this.loading}>
      <div class="frame ${this.loading || this.problem ? 'is-old' : ''} ${this.traces.length === 0 ? 'is-bare' : ''}">
        ${this.#units()}
        <div
          class="plot"
          dir="ltr"
          tabindex="0"
          role="application"
          aria-roledescription=${historyWords.chartRole()}
          aria-label=${historyWords.chart(this.traces.map(({ name }) => name).join(', '))}
          aria-describedby="keys"
          @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
        ></div>
        ${this.#over()}
      </div>
      ${/* Beneath: what it says of the cursor must not move what the cursor is on. */ chartLegend(this.traces, this.cursor)}
      <p class="hidden" aria-live="polite">${this.said}</p>
      ${this.#tools()}
      <div class="stack foot">${this.#table()} ${this.#help()}</div>
    </div>`;
  }

  #units() {
    const { left = '', right = '' } = axesOf(this.traces);
    if (!left && !right) return nothing;
    return html`<div class="units small muted" dir="ltr" aria-hidden="true">
      <span>${left}</span><span>${right}</span>
    </div>`;
  }

  /** In place of the picture, or above the one of before. */
  #over() {
    if (this.problem)
      return html`<div class="over">
        <div class="note stack" role="alert">
          <p class="error">${sentenceOf(this.problem)}</p>
          <p><button @click=${() => this.#tell('retry')}>${words.retry()}</button></p>
        </div>
      </div>`;
    if (this.loading && this.traces.length === 0)
      return html`<div class="skeleton"></div>
        <div class="over"><p class="note muted">${words.loading()}</p></div>`;
    if (this.loading || this.traces.some(({ buckets, isBefore }) => buckets.length > 0 && !isBefore)) return nothing;
    const first = this.firstAt === undefined ? '' : historyWords.firstReading(chartMoment(this.firstAt, 60_000));
    return html`<div class="over"><p class="note" data-empty>${historyWords.nothingThen()} ${first}</p></div>`;
  }

  #tools() {
    const tool = (label: string, shape: unknown, act: () => void) =>
      html`<button aria-label=${label} title=${label} @click=${act}>
        <svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>
      </button>`;
    return html`<div class="row tools" dir="ltr">
      ${tool(historyWords.earlier(), svg`<path d="M15 5l-7 7 7 7"/>`, () => this.#move(panned(this.#span, -0.5, this.now)))}
      ${tool(historyWords.zoomOut(), svg`<circle cx="11" cy="11" r="7"/><path d="M16 16l5 5M8 11h6"/>`, () => this.#move(zoomed(this.#span, 2, 0.5, this.now)))}
      ${tool(historyWords.zoomIn(), svg`<circle cx="11" cy="11" r="7"/><path d="M16 16l5 5M8 11h6M11 8v6"/>`, () => this.#move(zoomed(this.#span, 0.5, 0.5, this.now)))}
      ${tool(historyWords.later(), svg`<path d="M9 5l7 7-7 7"/>`, () => this.#move(panned(this.#span, 0.5, this.now)))}
      ${tool(historyWords.reset(), svg`<path d="M5 12a7 7 0 1 0 2-5M5 4v4h4"/>`, () => this.#reset())}
    </div>`;
  }

  #help() {
    return html`<details>
        <summary>${historyWords.keysTitle()}</summary>
        <p class="small">${historyWords.fingers()}</p>
        <p class="small">${historyWords.keys()}</p>
      </details>
      <p id="keys" class="hidden">${historyWords.keys()}</p>`;
  }

  #table() {
    return html`<details @toggle=${(event: Event) => (this.isTableOpen = (event.target as HTMLDetailsElement).open)}>
        <summary>${historyWords.table()}</summary>
        ${
          this.isTableOpen
            ? html`<fg-chart-table .traces=${this.traces} .span=${this.#span} .step=${this.step}></fg-chart-table>`
            : nothing
        }
      </details>
      ${this.csv ? html`<p><a href=${this.csv} download>${historyWords.csv()}</a></p>` : nothing}`;
  }

  get #span(): Span {
    return this.moved ?? this.span;
  }

  #gestured() {
    return {
      span: () => this.#span,
      latest: () => this.now,
      move: (span: Span) => this.#move(span),
      reset: () => this.#reset(),
      pointed: (at: number | undefined) => (this.cursor = at),
    };
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.shiftKey && step !== undefined) this.#readOn(step);
    else if (!this.#obey(event.key)) return;
    event.preventDefault();
  }

  /** Whether the key means anything here. */
  #obey(key: string): boolean {
    const next = afterKey(key, this.#span, { first: this.firstAt ?? this.#span.from, latest: this.now });
    if (next === 'reset') this.#reset();
    else if (next) this.#move(next);
    return next !== undefined;
  }

  /** The value before or after the one at the cursor. */
  #readOn(step: number): void {
    const { from, to } = this.#span;
    const at = nextMoment(this.traces, { at: this.cursor ?? (step > 0 ? from : to), step, span: this.#span });
    if (at === undefined) return;
    this.#plot?.pointAt(at);
    this.cursor = at;
    this.said = valuesSaid(this.traces, at, this.step * 1000);
  }

  #move(span: Span): void {
    this.moved = span;
    this.said = `${chartMoment(span.from, 60_000)} – ${chartMoment(span.to, 60_000)}`;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(span), SETTLED_MS);
  }

  #settle(span: Span): void {
    this.#settling = undefined;
    this.#tell('window', span);
  }

  #reset(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.moved = undefined;
    this.#tell('reset');
  }

  #tell(name: 'window' | 'reset' | 'retry', detail?: Span): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function isOther(span: Span, before: Span | undefined): boolean {
  return span.from !== before?.from || span.to !== before.to;
}
