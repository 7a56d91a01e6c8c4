import { css, html, svg, type TemplateResult } from 'lit';

/** How the pictures are drawn; the LED blinks unless somebody wants no motion. */
export const pictureStyles = css`
  .picture {
    flex: none;
    width: 108px;
    height: 108px;
    fill: none;
    stroke: var(--text);
    stroke-width: 2.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .picture .accent {
    stroke: var(--water);
  }
  .picture .led {
    fill: var(--wait);
    stroke: var(--wait);
  }
  .picture .off {
    stroke: var(--fault);
  }
  .picture text {
    fill: var(--text);
    stroke: none;
    font: 700 15px var(--font);
    text-anchor: middle;
  }
  @media (prefers-reduced-motion: no-preference) {
    .picture .led {
      animation: blink 1s steps(2, jump-none) infinite;
    }
  }
  @keyframes blink {
    to {
      opacity: 0.15;
    }
  }
`;

const outlet = svg`<rect x="10" y="18" width="52" height="76" rx="10"/><circle cx="36" cy="44" r="14"/><path d="M31 44v.1M41 44v.1"/><circle cx="26" cy="80" r="5"/>`;
const finger = svg`<path class="accent" d="M26 80 46 66M46 66l22-8M58 62l34-13M52 74l40-15"/>`;

/** A finger holds the button for 3 s and the LED blinks. */
export function holdPicture(): TemplateResult {
  return picture(
    svg`${outlet}${finger}<circle class="led" cx="47" cy="80" r="4"/><path class="led" d="M47 71v-2M47 91v-2M56 80h-2"/><circle cx="88" cy="24" r="14"/><text x="88" y="29.500">3 s</text>`,
  );
}

/** Five presses with firmware 5.4. */
export function fivePicture(): TemplateResult {
  return picture(svg`${outlet}${finger}<circle cx="88" cy="24" r="14"/><text x="88" y="29.500">5×</text>`);
}

/** The old outlet without its plug. */
export function unplugPicture(): TemplateResult {
  return picture(
    svg`${outlet}<path class="accent" d="M72 56h8M72 68h8M80 50h10v24H80zM90 62h12"/><path class="off" d="m70 90 14 14M84 90l-14 14"/>`,
  );
}

function picture(shapes: unknown): TemplateResult {
  return html`<svg class="picture" viewBox="0 0 108 108" aria-hidden="true">${shapes}</svg>`;
}
