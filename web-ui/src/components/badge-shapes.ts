import type { BadgeSymbol } from '@farmgate/gateway/contract';
import { svg, type SVGTemplateResult } from 'lit';

/** Each symbol, drawn for 24 px: strokes of 2, `solid` where it is filled. */
export const badgeShapes: Readonly<Record<BadgeSymbol, SVGTemplateResult>> = {
  fish: svg`<path class="solid" d="M3 12c3-5 9-6 13-1.500L21 7v10l-5-3.500C12 18 6 17 3 12z"/>`,
  tree: svg`<path class="solid" d="M12 3 5 12h3l-4 5h16l-4-5h3z"/><path d="M12 17v4"/>`,
  sun: svg`<circle class="solid" cx="12" cy="12" r="4"/><path d="M12 3v2.500M12 18.500V21M3 12h2.500M18.500 12H21M5.600 5.600l1.800 1.800M16.600 16.600l1.800 1.800M5.600 18.400l1.800-1.800M16.600 7.400l1.800-1.800"/>`,
  moon: svg`<path class="solid" d="M15 3a9 9 0 1 0 6 12A8 8 0 0 1 15 3z"/>`,
  star: svg`<path class="solid" d="m12 3 2.700 5.800 6.300.800-4.600 4.400 1.200 6.300L12 17.200l-5.600 3.100 1.200-6.300L3 9.600l6.300-.800z"/>`,
  cow: svg`<path d="M5 4c0 3 2 4 4 4M19 4c0 3-2 4-4 4"/><path class="solid" d="M8 8h8v6l1 3a5 4 0 0 1-10 0l1-3zM8 9l-4 1 3 3zM16 9l4 1-3 3z"/>`,
  bird: svg`<path class="solid" d="M3 9c4 0 5-4 9-4 3 0 4 2 5 3l4 1-4 2c0 5-4 8-9 8l-4 2 2-4c-1-2 0-6 2-8z"/>`,
  leaf: svg`<path class="solid" d="M20 4C9 3 4 9 6 17c8 2 14-3 14-13z"/><path d="M3.500 20.500 7 17"/>`,
  drop: svg`<path class="solid" d="M12 2.500c3.500 5 7 8.500 7 13a7 7 0 0 1-14 0c0-4.500 3.500-8 7-13z"/>`,
  flower: svg`<circle cx="12" cy="6.500" r="3"/><circle cx="12" cy="17.500" r="3"/><circle cx="6.500" cy="12" r="3"/><circle cx="17.500" cy="12" r="3"/><circle class="solid" cx="12" cy="12" r="2"/>`,
  key: svg`<circle cx="7.500" cy="12" r="4"/><path d="M11.500 12H21M17 12v4M20.500 12v3"/>`,
  wheel: svg`<circle cx="12" cy="12" r="8.500"/><path d="M12 3.500v17M3.500 12h17M6 6l12 12M18 6 6 18"/>`,
  boat: svg`<path class="solid" d="M3 15h18l-3 5H6zM11 3v10H5z"/><path d="M14 6v7h4z"/>`,
  bell: svg`<path class="solid" d="M12 3a6 6 0 0 1 6 6v5l2 3H4l2-3V9a6 6 0 0 1 6-6z"/><path d="M10 20.500h4"/>`,
  house: svg`<path class="solid" d="M12 3 3 11h2v9h5v-5h4v5h5v-9h2z"/>`,
  mango: svg`<path class="solid" d="M15 6c5 1 7 6 4 10s-9 6-13 3-3-8 1-11c2-1.500 5-2.500 8-2z"/><path d="M15 6c0-2 1-3 3-3.500"/>`,
  hill: svg`<path class="solid" d="M2 19 9 6l4 7 3-4 6 10z"/>`,
  kite: svg`<path class="solid" d="M14 2.500 20 9l-8 7-6-6z"/><path d="M12 16c-3 1-1 4-5 5.500"/>`,
  lamp: svg`<path class="solid" d="M8 3h8l4 9H4z"/><path d="M12 12v8M8 20.500h8"/>`,
  basket: svg`<path class="solid" d="M3 11h18l-2.500 9h-13z"/><path d="M6 11a6 7 0 0 1 12 0"/>`,
  fire: svg`<path class="solid" d="M12 2.500c1 4 6 6 6 12a6 6 0 0 1-12 0c0-3 2-4 2.500-6.500 1.500 1 2 2 2 3.500 1.500-2 2-5 1.500-9z"/>`,
  anchor: svg`<circle cx="12" cy="5" r="2"/><path d="M12 7v13.500M8 10.500h8M4 14c1 4 4 6.500 8 6.500s7-2.500 8-6.500"/>`,
  spade: svg`<path d="M9 3h6M12 3v9"/><path class="solid" d="M7 12h10v3c0 3-2 5-5 6.500C9 20 7 18 7 15z"/>`,
  cup: svg`<path class="solid" d="M5 7h11v8a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4z"/><path d="M16 9h2a2.500 2.500 0 0 1 0 5h-2M8 2.500v2M12.500 2.500v2"/>`,
};
