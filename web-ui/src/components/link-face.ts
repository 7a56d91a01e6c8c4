import { LitElement, css, html, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { number } from '../i18n/format.ts';
import { gradeOf, type Grade } from '../points/link-quality.ts';

/** A link's score as a number in a shape: each grade has one of its own. Nobody measured a signal, so no bars are drawn. */
@customElement('fg-link-face')
export class LinkFace extends LitElement {
  static override readonly styles = css`
    :host {
      display: inline-block;
      flex: none;
      width: var(--face-size, 88px);
      height: var(--face-size, 88px);
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      fill: color-mix(in srgb, currentColor 12%, transparent);
      stroke: currentColor;
      stroke-width: 3;
      stroke-linejoin: round;
      overflow: visible;
    }
    text {
      fill: var(--text);
      stroke: none;
      font: 700 20px var(--font);
      text-anchor: middle;
      font-variant-numeric: tabular-nums;
    }
    .inner {
      fill: none;
      stroke-width: 1.5;
    }
    .very-good,
    .good {
      color: var(--run);
    }
    .weak {
      color: var(--wait);
    }
    .bad {
      color: var(--fault);
    }
    .unknown {
      color: var(--off);
      fill: none;
      stroke-dasharray: 5.5 5.8;
    }
  `;

  /** 0 to 10; undefined: not known. */
  @property({ attribute: false }) score: number | undefined;
  /** The score is what once was. */
  @property({ type: Boolean }) old = false;

  override render() {
    const isNews = this.score !== undefined && !this.old;
    const grade = this.score === undefined || this.old ? 'unknown' : gradeOf(this.score);
    return html`<svg viewBox="0 0 56 56" aria-hidden="true" class=${grade}>
      ${svg`${shapes[grade]}<text x="28" y=${isNews && grade === 'weak' ? 42 : 35}>${this.score === undefined ? '?' : number(Math.round(this.score))}</text>`}
    </svg>`;
  }
}

const circle = svg`<circle cx="28" cy="28" r="24"/>`;
const shapes: Readonly<Record<Grade | 'unknown', SVGTemplateResult>> = {
  'very-good': svg`${circle}<circle class="inner" cx="28" cy="28" r="19"/>`,
  good: circle,
  weak: svg`<path d="M28 5 53 50H3z"/>`,
  bad: svg`<path d="M18 4h20l14 14v20L38 52H18L4 38V18z"/>`,
  unknown: circle,
};
