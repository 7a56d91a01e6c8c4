import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Bar } from '../points/energy-chart.ts';
import { shared } from '../styles/shared.ts';

/**
 * Bars beside each other, of which one is read out: that under the finger, or with the arrow keys. The table behind them is the page's.
 */
@customElement('fg-bar-chart')
export class BarChart extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .said {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--s3);
        min-height: 1.5em;
      }
      .plot {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(0, 1fr);
        align-items: end;
        gap: 1px;
        height: 11rem;
        border-bottom: 2px solid var(--border);
        border-radius: 2px;
        cursor: crosshair;
        touch-action: pan-y;
      }
      @media (min-width: 40rem) {
        .plot {
          gap: 3px;
        }
      }
      .bar {
        position: relative;
        height: 100%;
        display: grid;
        align-items: end;
      }
      .fill {
        border-radius: 3px 3px 0 0;
        background: var(--water);
      }
      .dear .fill {
        background: var(--wait);
      }
      .estimated .fill {
        background: repeating-linear-gradient(-45deg, var(--water) 0 4px, transparent 4px 6px) var(--surface);
        box-shadow: inset 0 0 0 1.5px var(--water);
      }
      .unknown {
        background: repeating-linear-gradient(-45deg, transparent 0 6px, var(--hairline) 6px 8px);
      }
      .at {
        background-color: color-mix(in srgb, var(--water) 16%, transparent);
      }
      .at .fill {
        filter: saturate(1.3) brightness(0.85);
      }
      .axis {
        display: flex;
        justify-content: space-between;
        margin-top: var(--s1);
      }
    `,
  ];

  @property({ attribute: false }) bars: readonly Bar[] = [];
  /** What the bars are, for those who do not see them. */
  @property() label = '';
  /** A bar in words: which, and how much. */
  @property({ attribute: false }) say: (bar: Bar) => readonly [which: string, amount: string] = () => ['', ''];
  /** What stands beneath the first, the middle and the last one. */
  @property({ attribute: false }) ticks: readonly string[] = [];
  @state() private at: number | undefined;

  override render() {
    const last = this.bars.findLastIndex(({ value }) => value !== undefined);
    const at = Math.min(this.at ?? Math.max(0, last), this.bars.length - 1);
    const bar = this.bars[at];
    const [which, amount] = bar ? this.say(bar) : ['', ''];
    return html`<p class="said number"><span>${which}</span> <strong>${amount}</strong></p>
      <div
        class="plot"
        dir="ltr"
        role="slider"
        tabindex="0"
        aria-label=${this.label}
        aria-valuemin="1"
        aria-valuemax=${Math.max(1, this.bars.length)}
        aria-valuenow=${at + 1}
        aria-valuetext="${which}: ${amount}"
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, at)}
        @pointermove=${(event: PointerEvent) => this.#point(event)}
        @pointerdown=${(event: PointerEvent) => this.#point(event)}
      >
        ${this.bars.map((one, index) => this.#bar(one, index === at))}
      </div>
      ${
        this.ticks.length > 0
          ? html`<div class="axis small muted number" dir="ltr" aria-hidden="true">
              ${this.ticks.map((tick) => html`<span>${tick}</span>`)}
            </div>`
          : nothing
      }`;
  }

  /** Nothing that was measured at all has a line of its own; what is not known is hatched. */
  #bar({ value, isEstimated, isAhead, isDear }: Bar, isAt: boolean) {
    const most = Math.max(...this.bars.map((bar) => bar.value ?? 0));
    const height = value === undefined || most === 0 ? 0 : Math.max(0, (value / most) * 100);
    const kind = [isEstimated ? 'estimated' : '', isDear ? 'dear' : '', isAt ? 'at' : ''].join(' ');
    return html`<div class="bar ${kind} ${value === undefined && !isAhead ? 'unknown' : ''}">
      <div class="fill" .style=${`height: ${value === undefined ? 0 : Math.max(1, height)}%`}></div>
    </div>`;
  }

  #onKey(event: KeyboardEvent, at: number): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.bars.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      Home: 0,
      End: last,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    this.at = Math.min(last, Math.max(0, to));
    event.preventDefault();
  }

  #point({ clientX, currentTarget }: PointerEvent): void {
    const { left, width } = (currentTarget as HTMLElement).getBoundingClientRect();
    const at = Math.floor(((clientX - left) / width) * this.bars.length);
    this.at = Math.min(this.bars.length - 1, Math.max(0, at));
  }
}
