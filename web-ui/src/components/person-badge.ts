import type { BadgeColour, BadgeSymbol } from '@farmgate/gateway/contract';
import { LitElement, css, html, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { badgeTones } from './badge-colours.ts';
import { badgeShapes } from './badge-shapes.ts';

/** The page's policy allows no style attributes. */
const tones = unsafeCSS(
  Object.entries(badgeTones)
    .map(([colour, { ground, ink }]) => `.${colour}{background:${ground};color:${ink}}`)
    .join(''),
);

/** By symbol and colour one knows a person who does not read. Beside their name it has none of its own. */
@customElement('fg-person-badge')
export class PersonBadge extends LitElement {
  static override readonly styles = [
    tones,
    css`
      :host {
        display: inline-block;
        width: var(--badge, 44px);
        flex: none;
      }
      svg {
        box-sizing: border-box;
        display: block;
        width: 100%;
        border: 2px solid var(--border);
        border-radius: 50%;
        padding: 12%;
        fill: none;
        stroke: currentColor;
        stroke-width: 2;
        stroke-linejoin: round;
        stroke-linecap: round;
      }
      .solid {
        fill: currentColor;
      }
    `,
  ];

  @property() symbol: BadgeSymbol = 'drop';
  @property() colour: BadgeColour = 'blue';

  override render() {
    return html`<svg viewBox="0 0 24 24" aria-hidden="true" class=${this.colour}>${badgeShapes[this.symbol]}</svg>`;
  }
}
