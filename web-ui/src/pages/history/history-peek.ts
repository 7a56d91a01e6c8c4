import type { SeriesHistory } from '@farmgate/gateway/contract';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { createHistoryApi } from '../../api/history-api.ts';
import type { Send } from '../../api/send.ts';
import '../../components/spark-line.ts';
import { historyWords } from '../../i18n/history-words.ts';
import { quantity, scaleOf, type Scale } from '../../i18n/quantity.ts';
import { words } from '../../i18n/words.ts';
import { traceOf, type Span } from '../../points/chart-traces.ts';
import { HistoryReader } from '../../state/history-reader.ts';
import { shared } from '../../styles/shared.ts';

const POINTS = 120;

/** A glance at one series, asked for once it is to be seen, and the way to all of its history. */
@customElement('fg-history-peek')
export class HistoryPeek extends LitElement {
  static override readonly styles = [shared];

  @property() heading = '';
  /** `<device>/<point>`. */
  @property() series = '';
  @property() name = '';
  @property({ attribute: false }) span!: Span;
  /** Gateway wall time. */
  @property({ attribute: false }) now = 0;
  @property({ attribute: false }) send!: Send;
  /** The address of all of it. */
  @property() href = '/history';
  @state() private isSeen = false;
  #asked = '';
  #watch: IntersectionObserver | undefined;
  readonly #reader = new HistoryReader(this, () => createHistoryApi(this.send));

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) this.isSeen = true;
    });
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.disconnect();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { from, to } = this.span;
    const asked = `${this.series} ${from} ${to}`;
    if (!this.isSeen || asked === this.#asked) return;
    const isNews = this.#asked.startsWith(`${this.series} `);
    this.#asked = asked;
    void this.#reader.ask({ series: [this.series], from, to, points: POINTS }, { quiet: isNews });
  }

  override render() {
    return html`<section class="card stack">
      <h2>${this.heading}</h2>
      ${this.#picture()}
      <p><a href=${this.href}>${historyWords.allHistory()}</a></p>
    </section>`;
  }

  /** What has no history yet says so; why one did not come is no trouble of this page. */
  #picture() {
    const { value, problem } = this.#reader.value;
    const [series] = value?.series ?? [];
    if (problem || (value && !series?.whole)) return html`<p class="muted">${historyWords.nothingThen()}</p>`;
    // Until it is looked at nothing is asked, and nobody waits.
    if (!value || !series?.whole) return html`<p class="muted" aria-busy=${this.isSeen}>${words.loading()}</p>`;
    const scale = scaleOf(series.unit);
    const trace = traceOf(value, series, { name: this.name, scale, place: 0, now: this.now });
    return html`<fg-spark-line
        .trace=${trace}
        .span=${this.span}
        .label=${said(this.name, series.whole, scale)}
      ></fg-spark-line>
      <p class="muted small number">
        ${this.name}: ${range(series.whole, scale)}
        ${trace.gaps.length > 0 ? html`<br />${historyWords.hatched()}` : nothing}
      </p>`;
  }
}

type Whole = NonNullable<SeriesHistory['whole']>;

function said(name: string, { min, max }: Whole, scale: Scale): string {
  return historyWords.peekOf(name, quantity(min / scale.per, scale), quantity(max / scale.per, scale));
}

function range({ min, max }: Whole, scale: Scale): string {
  return historyWords.fromTo(quantity(min / scale.per, scale), quantity(max / scale.per, scale));
}
