import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { unbroken, type Bucket, type Span, type Trace } from '../points/chart-traces.ts';
import { rangeOf } from '../points/chart-ranges.ts';

const WIDTH = 240;
const HEIGHT = 48;

/** One series in the size of a word, with what was silent hatched. It has no cursor: what it says stands in `label`. */
@customElement('fg-spark-line')
export class SparkLine extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
    }
    svg {
      display: block;
      width: 100%;
      height: 48px;
      overflow: hidden;
      border-bottom: 1.5px solid var(--border);
    }
    .line {
      fill: none;
      stroke: var(--water);
      stroke-width: 2px;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
    .band,
    .bar {
      fill: var(--water);
    }
    .band {
      opacity: 0.22;
    }
    .hatch path {
      stroke: var(--off);
      stroke-width: 1px;
    }
  `;

  @property({ attribute: false }) trace: Trace | undefined;
  @property({ attribute: false }) span: Span = { from: 0, to: 0 };
  /** What it shows, for those who do not see it. */
  @property() label = '';

  /** Time runs from left to right in every language. */
  override render() {
    const { trace } = this;
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${this.label}>
      <pattern id="hatch" class="hatch" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1 7 7-1M-1 1 1-1M5 7 7 5" />
      </pattern>
      ${trace ? this.#drawn(trace) : nothing}
    </svg>`;
  }

  #drawn(trace: Trace) {
    const { x, y } = this.#scales(trace);
    const gaps = trace.gaps.map(
      ({ from, to }) =>
        svg`<rect data-gap x=${x(from)} y="0" width=${Math.max(1, x(to) - x(from))} height=${HEIGHT} fill="url(#hatch)"/>`,
    );
    if (trace.kind === 'measure') return [gaps, unbroken(trace).map((piece) => line(piece, x, y))];
    const bars = trace.buckets.filter(({ value }) => value > 0);
    return [
      gaps,
      bars.map(
        ({ at, end, value }) =>
          svg`<rect class="bar" x=${x(at)} y=${y(value)} width=${Math.max(1, x(end) - x(at))} height=${HEIGHT - y(value)}/>`,
      ),
    ];
  }

  #scales(trace: Trace) {
    const { from, to } = this.span;
    const [low, high] = trace.kind === 'flag' ? [0, 1] : rangeOf([trace], trace.scale.unit);
    return {
      x: (at: number) => ((at - from) / Math.max(1, to - from)) * WIDTH,
      y: (value: number) => HEIGHT - ((value - low) / Math.max(1e-9, high - low)) * (HEIGHT - 4),
    };
  }
}

type Place = (value: number) => number;

function line(piece: readonly Bucket[], x: Place, y: Place) {
  const at = (bucket: Bucket) => x((bucket.at + bucket.end) / 2).toFixed(1);
  const path = (list: readonly Bucket[], read: (bucket: Bucket) => number) =>
    list.map((bucket) => `${at(bucket)} ${y(read(bucket)).toFixed(1)}`).join('L');
  const most = path(piece, ({ max }) => max);
  const least = path(piece.toReversed(), ({ min }) => min);
  // A single bucket is a dot: a line of no length has round ends only where it has some.
  const mean = path(piece, ({ value }) => value);
  return svg`<path class="band" d="M${most}L${least}Z"/><path class="line" d="M${mean}${piece.length === 1 ? 'h1' : ''}"/>`;
}
