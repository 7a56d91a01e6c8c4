import { LitElement, css, html, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { networkWords } from '../i18n/network-words.ts';
import type { Mark } from '../points/health-marks.ts';
import { shared } from '../styles/shared.ts';

/** One thing of the gateway with its mark, by shape, colour and word; what is said of it is the content. */
@customElement('fg-health-line')
export class HealthLine extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .line {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--s3);
        align-items: start;
        overflow-wrap: anywhere;
      }
      svg {
        width: 32px;
        height: 32px;
        fill: none;
        stroke: var(--run);
        stroke-width: 4;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .look svg {
        stroke: var(--wait);
      }
      .bad svg {
        stroke: var(--fault);
      }
      .bad strong,
      .bad .word {
        color: var(--fault);
      }
      .look .word {
        color: var(--wait);
      }
      .word {
        font-weight: 700;
      }
    `,
  ];

  @property() label = '';
  @property() mark: Mark = 'good';

  override render() {
    return html`<div class="line ${this.mark}">
      <svg viewBox="0 0 48 48" role="img" aria-label=${wordsOf[this.mark]()}>${shapes[this.mark]}</svg>
      <div>
        <p>
          <strong>${this.label}</strong>
          ${this.mark === 'good' ? null : html`<span class="word small">· ${wordsOf[this.mark]()}</span>`}
        </p>
        <div class="number"><slot></slot></div>
      </div>
    </div>`;
  }
}

const wordsOf: Readonly<Record<Mark, () => string>> = {
  good: networkWords.fine,
  look: networkWords.look,
  bad: networkWords.bad,
};

const shapes: Readonly<Record<Mark, SVGTemplateResult>> = {
  good: svg`<circle cx="24" cy="24" r="19"/><path d="m15 25 6.500 6.500L34 18"/>`,
  look: svg`<path d="M24 7 43 41H5zM24 19v10M24 35v.1"/>`,
  bad: svg`<path d="M16 5h16l11 11v16L32 43H16L5 32V16zM17 17l14 14M31 17 17 31"/>`,
};
