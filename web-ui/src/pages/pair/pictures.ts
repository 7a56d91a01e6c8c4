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
  .picture .finger {
    fill: var(--surface);
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

const outlet = svg`<rect x="8" y="14" width="52" height="82" rx="10"/><circle cx="34" cy="38" r="14"/><path d="M29 38v.1M39 38v.1" stroke-width="4"/><circle cx="34" cy="76" r="7"/>`;
/** A finger from the right, its tip on the button. */
const finger = svg`<path class="accent finger" d="M102 64H44a7.500 7.500 0 0 0 0 15h20M102 92H72a9 9 0 0 1-8-13"/>`;

/** A finger holds the button for 3 s and the LED blinks. */
export function holdPicture(): TemplateResult {
  return picture(
    svg`${outlet}${finger}<circle class="led" cx="19" cy="62" r="3.500"/><path class="led" d="M19 54v-2M11.500 58.500l-1-1M26.500 58.500l1-1"/><circle cx="86" cy="28" r="16"/><text x="86" y="33.500">3 s</text>`,
  );
}

/** Five presses with firmware 5.4. */
export function fivePicture(): TemplateResult {
  return picture(svg`${outlet}${finger}<circle cx="86" cy="28" r="16"/><text x="86" y="33.500">5×</text>`);
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
