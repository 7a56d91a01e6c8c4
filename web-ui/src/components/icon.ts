import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Pictures of places and things, drawn for 24 px. */
export type IconName =
  | 'home'
  | 'queue'
  | 'devices'
  | 'people'
  | 'record'
  | 'chart'
  | 'bolt'
  | 'add'
  | 'preferences'
  | 'pump'
  | 'more'
  | 'language'
  | 'stop'
  | 'drop'
  | 'bell';

/** A picture beside words: it has no name of its own. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes[name]}</svg>`;
}

const shapes: Readonly<Record<IconName, SVGTemplateResult>> = {
  home: svg`<path d="M3.500 11.500 12 4l8.500 7.500M6 9.500V20h12V9.500M10 20v-5.500h4V20"/>`,
  queue: svg`<circle cx="12" cy="12" r="8.500"/><path d="M12 7v5l3.500 2"/>`,
  devices: svg`<rect x="4" y="4" width="16" height="16" rx="4"/><path d="M9 10v3M15 10v3"/><path d="M10.500 17h3"/>`,
  people: svg`<circle cx="9" cy="8.500" r="3.500"/><path d="M2.500 19.500a6.500 6.500 0 0 1 13 0M16 5.500a3.500 3.500 0 0 1 0 6.500M18 14.500a6 6 0 0 1 3.500 5"/>`,
  record: svg`<path d="M6 3.500h12v17H6zM9 8.500h6M9 12.500h6M9 16.500h3"/>`,
  chart: svg`<path d="M4 4v16h16M7 15l4-5 4 3 5-6"/>`,
  bolt: svg`<path d="M13 3.500 5.500 13.500H12l-1 7 7.500-10H12z"/>`,
  add: svg`<circle cx="12" cy="12" r="8.500"/><path d="M12 8v8M8 12h8"/>`,
  preferences: svg`<path d="M4 7.500h9M18 7.500h2M4 16.500h3M12 16.500h8"/><circle cx="15.500" cy="7.500" r="2.500"/><circle cx="9.500" cy="16.500" r="2.500"/>`,
  pump: svg`<circle cx="10" cy="13" r="6.500"/><path d="M10 13V9M10 13l3.500 2M10 6.500h10v5M6 19l-1.500 2M14 19l1.500 2"/>`,
  more: svg`<path d="M5 12h.1M12 12h.1M19 12h.1" stroke-width="4"/>`,
  language: svg`<circle cx="12" cy="12" r="8.500"/><path d="M3.500 12h17M12 3.500c5 5 5 12 0 17M12 3.500c-5 5-5 12 0 17"/>`,
  bell: svg`<path d="M5 17h14l-2-3V10a5 5 0 0 0-10 0v4zM10 20.500h4"/>`,
  stop: svg`<path class="solid" d="M8.300 3h7.400L21 8.300v7.400L15.700 21H8.300L3 15.700V8.300z"/>`,
  drop: svg`<path class="solid" d="M12 2.500c3.500 5 7 8.500 7 13a7 7 0 0 1-14 0c0-4.500 3.500-8 7-13z"/>`,
};
