import type { PointView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing, svg, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { number, span } from '../i18n/format.ts';
import { pumpWords } from '../i18n/pump-words.ts';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';

/** A level that has not moved for so long has no arrow. */
const MOVED_WITHIN_MS = 600_000;
const TOP = 8;
const BOTTOM = 92;

/** A tank as a vessel, filled as far as it is: percent, litres where they are measured, whether it rises, and how old that is. */
@customElement('fg-tank')
export class Tank extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s3);
        align-items: center;
      }
      svg {
        width: var(--tank-size, 80px);
        height: var(--tank-size, 80px);
        overflow: visible;
      }
      .vessel {
        fill: none;
        stroke: var(--text);
        stroke-width: 4;
        stroke-linejoin: round;
      }
      .inside {
        fill: var(--bg);
      }
      .water {
        fill: var(--water);
      }
      .old .water {
        fill: var(--off);
      }
      .hatch {
        stroke: var(--off);
        stroke-width: 2;
        opacity: 0.6;
      }
      .arrow {
        fill: none;
        stroke: var(--text);
        stroke-width: 6;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      p {
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
      b {
        font-size: var(--text-xl);
      }
    `,
  ];

  @property() name = '';
  /** Its level; undefined where nothing measures it. */
  @property({ attribute: false }) level: PointView | undefined;
  @property({ attribute: false }) now = 0;
  /** What is on the screen may be called present. */
  @property({ type: Boolean }) current = false;
  #before: number | undefined;
  #moved: { readonly up: boolean; readonly at: number } | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('level')) return;
    const percent = percentOf(this.level);
    if (percent !== undefined && this.#before !== undefined && percent !== this.#before)
      this.#moved = { up: percent > this.#before, at: this.level?.reading?.at ?? 0 };
    this.#before = percent ?? this.#before;
  }

  override render() {
    const percent = percentOf(this.level);
    const isNews = this.current && this.level?.reading?.quality === 'good' && !this.level.reading.old;
    const label = percent === undefined ? words.noNews() : pumpWords.tankFill(number(Math.round(percent)));
    return html`<svg viewBox="0 0 100 100" role="img" aria-label="${this.name}: ${label}" class=${isNews ? '' : 'old'}>
        ${drawing(percent)} ${isNews ? this.#arrow() : nothing}
      </svg>
      <p class="number">
        <strong>${this.name}</strong><br />
        <b data-percent><bdi>${percent === undefined ? '?' : `${number(Math.round(percent))} %`}</bdi></b>
        ${this.#litres()} <br /><span class="muted small">${isNews ? this.#direction() : nothing} ${this.#age()}</span>
      </p>`;
  }

  #litres() {
    const { level } = this;
    if (level?.definition.unit !== 'L' || typeof level.reading?.value !== 'number') return nothing;
    return html` ${pumpWords.litres(number(Math.round(level.reading.value)))}`;
  }

  #isMoving(): boolean {
    return this.#moved !== undefined && this.now - this.#moved.at < MOVED_WITHIN_MS;
  }

  #arrow() {
    if (!this.#isMoving()) return nothing;
    return svg`<path class="arrow" data-arrow=${this.#moved?.up ? 'up' : 'down'} d=${this.#moved?.up ? 'M50 66V34M36 46l14-14 14 14' : 'M50 34v32M36 54l14 14 14-14'}/>`;
  }

  #direction(): string {
    if (!this.#isMoving()) return '';
    return `${this.#moved?.up ? pumpWords.rising() : pumpWords.falling()} ·`;
  }

  #age(): string {
    const at = this.level?.reading?.at;
    return at === undefined ? words.noNews() : pumpWords.ago(span(this.now - at));
  }
}

/** How full it is, of what it holds; undefined where nobody knows. Unit: %. */
export function percentOf(level: PointView | undefined): number | undefined {
  const value = level?.reading?.value;
  if (!level || typeof value !== 'number') return undefined;
  const { unit, min = 0, max } = level.definition;
  const percent = unit === '%' || max === undefined ? value : (100 * (value - min)) / (max - min);
  return unit === '%' || max !== undefined ? Math.min(100, Math.max(0, percent)) : undefined;
}

const vessel = 'M8 6v80a8 8 0 0 0 8 8h68a8 8 0 0 0 8-8V6';

function drawing(percent: number | undefined) {
  const top = BOTTOM - ((BOTTOM - TOP) * (percent ?? 0)) / 100;
  return svg`<clipPath id="vessel"><path d="${vessel}z"/></clipPath><path class="inside" d="${vessel}z"/>
    <g clip-path="url(#vessel)">${
      percent === undefined
        ? svg`<path class="hatch" d="M0 40 40 0M0 70 70 0M0 100 100 0M20 110 110 20M50 110 110 50"/>`
        : svg`<rect class="water" x="0" width="100" y=${top} height=${100 - top}/>`
    }</g><path class="vessel" d=${vessel}/>`;
}
