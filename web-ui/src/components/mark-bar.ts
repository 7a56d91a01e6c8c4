import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../styles/shared.ts';

/** A level on the bar that means something when it is passed. Unit of `at`: %. */
export interface Mark {
  readonly at: number;
  readonly label: string;
}

/** A share of something that has a limit, as a bar with marks. Its words stand beneath: the colour only follows them. */
@customElement('fg-mark-bar')
export class MarkBar extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--s1);
        --level: var(--run);
      }
      .track {
        position: relative;
        height: 24px;
        border: 1.5px solid var(--border);
        border-radius: 8px;
        background: var(--bg);
        overflow: hidden;
      }
      .fill {
        height: 100%;
        background: var(--level);
      }
      .passed {
        --level: var(--wait);
      }
      .over {
        --level: var(--fault);
      }
      .unknown {
        background: repeating-linear-gradient(-45deg, transparent 0 7px, var(--hairline) 7px 9px);
      }
      .mark {
        position: absolute;
        inset-block: 0;
        width: 3px;
        margin-inline-start: -1.5px;
        background: var(--text);
        box-shadow: 0 0 0 1.5px var(--surface);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--s4);
      }
    `,
  ];

  /** What the bar shows, for those who do not see it. */
  @property() label = '';
  /** The value as a person reads it. */
  @property() words = '';
  /** Undefined: not known. Unit: %. */
  @property({ attribute: false }) percent: number | undefined;
  /** Lowest first. */
  @property({ attribute: false }) marks: readonly Mark[] = [];

  // Styles are set as properties: as attributes the page's policy forbids them.
  override render() {
    return html`<div
        class="track ${this.#level()}"
        role="meter"
        aria-label=${this.label}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(this.#shown())}
        aria-valuetext=${this.words}
      >
        <div class="fill" .style=${`width: ${this.#shown()}%`}></div>
        ${this.marks.map(({ at }) => html`<div class="mark" .style=${`inset-inline-start: ${at}%`}></div>`)}
      </div>
      ${
        this.marks.length > 0
          ? html`<ul class="small muted" aria-hidden="true">
              ${this.marks.map(({ label }) => html`<li>${label}</li>`)}
            </ul>`
          : nothing
      }`;
  }

  #shown(): number {
    return Math.min(100, Math.max(0, this.percent ?? 0));
  }

  #level(): string {
    const { percent } = this;
    if (percent === undefined) return 'unknown';
    if (percent >= 100 || percent >= (this.marks[1]?.at ?? 100)) return 'over';
    return percent >= (this.marks[0]?.at ?? 100) ? 'passed' : '';
  }
}
