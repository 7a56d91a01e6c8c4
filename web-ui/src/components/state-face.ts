import { LitElement, css, html, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FaceKind } from '../points/face.ts';

/** The picture of a switch's state: each kind has a shape of its own, colour comes on top. The words stand beside it. */
@customElement('fg-state-face')
export class StateFace extends LitElement {
  static override readonly styles = css`
    :host {
      display: inline-block;
      width: var(--face-size, 56px);
      height: var(--face-size, 56px);
      flex: none;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      fill: none;
      stroke: currentColor;
      stroke-width: 3.5;
      stroke-linecap: round;
      stroke-linejoin: round;
      overflow: visible;
    }
    .off,
    .unknown {
      color: var(--off);
    }
    .running,
    .said-yes {
      color: var(--run);
    }
    .asking,
    .acknowledged,
    .waiting {
      color: var(--wait);
    }
    .hold {
      color: var(--hold);
    }
    .tripped,
    .no-power,
    .no-answer,
    .not-stopping {
      color: var(--fault);
    }
    .solid {
      fill: currentColor;
    }
    .tint {
      fill: color-mix(in srgb, currentColor 14%, transparent);
    }
    .faint {
      opacity: 0.3;
    }
    .thin {
      stroke-width: 1.5;
      opacity: 0.45;
    }
    .mark {
      stroke: var(--surface);
    }
    .shine {
      stroke: var(--surface);
      stroke-width: 2.5;
      opacity: 0.7;
    }
    .asking .turning {
      animation: turn 2.4s linear infinite;
      transform-origin: center;
    }
    @keyframes turn {
      to {
        transform: rotate(360deg);
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .asking .turning {
        animation: none;
      }
    }
  `;

  @property() kind: FaceKind = 'unknown';

  override render() {
    return html`<svg viewBox="0 0 48 48" aria-hidden="true" class=${this.kind}>${shapes[this.kind]}</svg>`;
  }
}

const drop = 'M24 3c6.5 9.5 14 16 14 26a14 14 0 0 1-28 0C10 19 17.500 12.500 24 3z';
const warning = (sign: SVGTemplateResult) => svg`<path class="tint" d="M24 6 44 41H4z"/>${sign}`;
const bang = svg`<path d="M24 18.500v10.500M24 35v.1"/>`;

const shapes: Readonly<Record<FaceKind, SVGTemplateResult>> = {
  off: svg`<circle cx="24" cy="24" r="18"/>`,
  running: svg`<path class="solid" d=${drop}/><path class="shine" d="M16 29a8 8 0 0 0 8 8"/>`,
  'said-yes': svg`<path d=${drop}/><path d="M16.500 29a7.500 7.500 0 0 0 7.500 7.500" class="faint"/>`,
  asking: svg`<circle class="turning" cx="24" cy="24" r="18" stroke-dasharray="0.1 9.320" stroke-width="5"/>`,
  acknowledged: svg`<circle class="faint" cx="24" cy="24" r="18"/><path d="M24 6a18 18 0 1 1-18 18"/><path d="m17 24.500 5 5 9-10"/>`,
  waiting: svg`<circle cx="24" cy="24" r="18" stroke-dasharray="0.1 7"/><path d="M24 14v10l6.500 4.500"/>`,
  tripped: warning(svg`<path d="m26 17-5.500 9h6.500l-4 9"/>`),
  'no-power': warning(bang),
  'no-answer': warning(svg`<path d="M20.500 21.500a4 4 0 1 1 5.500 4c-1.500.800-2 1.500-2 3.500M24 35v.1"/>`),
  'not-stopping': svg`<path class="solid" d="M16 4.500h16L43.500 16v16L32 43.500H16L4.500 32V16z"/><path class="mark" d="M24 13v14M24 34.500v.1"/>`,
  hold: svg`<path class="solid" d="M13 9h6v30h-6zM29 9h6v30h-6z"/>`,
  unknown: svg`<path class="thin" d="M9 19 19 9M7 29 29 7M10 36 36 10M15 40 40 15M23 42 42 23"/><circle cx="24" cy="24" r="18" stroke-dasharray="5.500 5.800"/><path d="M19 19.500a5 5 0 1 1 7 4.800c-1.800 1-2 1.700-2 3.700M24 33.500v.1"/>`,
};
