import { LitElement, css, html, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FaceKind } from '../points/face.ts';

/** The picture of a switch's state: each kind has a shape of its own, colour comes on top. The words stand beside it. */
@customElement('fg-state-face')
export class StateFace extends LitElement {
  static override readonly styles = css`
    :host {
      display: inline-block;
      width: 56px;
      height: 56px;
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
    .tripped,
    .no-power,
    .no-answer,
    .not-stopping {
      color: var(--fault);
    }
    .solid {
      fill: currentColor;
    }
    .mark {
      stroke: var(--surface);
    }
    .asking .turning {
      animation: turn 2s linear infinite;
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

const drop = 'M24 5c6 9 13 15 13 24a13 13 0 0 1-26 0C11 20 18 14 24 5z';
const triangle = svg`<path d="M24 7 43 40H5z"/><path d="M24 19v10M24 34.5v.1"/>`;

const shapes: Readonly<Record<FaceKind, SVGTemplateResult>> = {
  off: svg`<circle cx="24" cy="24" r="17"/>`,
  running: svg`<path class="solid" d=${drop}/><path class="mark" d="m17 29 5 5 9-10"/>`,
  'said-yes': svg`<path d=${drop}/>`,
  asking: svg`<circle class="turning" cx="24" cy="24" r="17" stroke-dasharray="1 8"/>`,
  acknowledged: svg`<path d="M24 7a17 17 0 1 1-17 17"/><path d="m17 24 5 5 9-10"/>`,
  waiting: svg`<circle cx="24" cy="24" r="17" stroke-dasharray="1 8"/><path d="M24 15v9l6 4"/>`,
  tripped: triangle,
  'no-power': triangle,
  'no-answer': triangle,
  'not-stopping': svg`<path class="solid" d="M16 5h16l11 11v16L32 43H16L5 32V16z"/><path class="mark" d="M24 14v13M24 34v.1"/>`,
  unknown: svg`<circle cx="24" cy="24" r="17" stroke-dasharray="5 6"/><path d="M19 19a5 5 0 1 1 7 5c-2 1-2 2-2 4M24 33.5v.1"/>`,
};
