import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { ReasonGroup } from '../points/reason-picture.ts';

/** Pictures of what a pump user does and sees. */
export type PictureName =
  | ReasonGroup
  | 'start'
  | 'stop'
  | 'why'
  | 'help'
  | 'close'
  | 'more'
  | 'fewer'
  | 'later'
  | 'jar'
  | 'swap'
  | 'up'
  | 'down';

/** A picture for 48 px, drawn with the pen of what it stands in. It has no name of its own. */
export function picture(name: PictureName): TemplateResult {
  return html`<svg class="picture" data-picture=${name} viewBox="0 0 48 48" aria-hidden="true">${shapes[name]}</svg>`;
}

const barred = svg`<path class="bar" d="M7 41 41 7"/>`;
const bolt = 'm27 5-13 22h9l-3 16 14-23h-9z';
const drop = 'M24 5c6 9 12 14 12 23a12 12 0 0 1-24 0C12 19 18 14 24 5z';

const shapes: Readonly<Record<PictureName, SVGTemplateResult>> = {
  start: svg`<path class="solid" d="M15 8v32l26-16z"/>`,
  stop: svg`<path class="solid" d="M16 4.500h16L43.500 16v16L32 43.500H16L4.500 32V16z"/>`,
  why: svg`<circle cx="24" cy="24" r="19"/><path d="M18 18.500a6 6 0 1 1 8.500 5.800c-2 1-2.500 2-2.500 4.200M24 34.500v.1"/>`,
  help: svg`<path class="solid" d="M13 5.500c2-1 3.500-.5 4.500 1.500l3 7c.7 1.600.3 2.800-1 4l-3 2.500c2.500 5 6 8.500 11 11l2.500-3c1.200-1.300 2.400-1.700 4-1l7 3c2 1 2.500 2.500 1.500 4.500-1.800 4.500-4.500 7-9 7C18.500 42 6 29.500 6 14.500c0-4.500 2.500-7.200 7-9z"/><path d="M30 6a13 13 0 0 1 12 12M30 13a6 6 0 0 1 5 5"/>`,
  close: svg`<path d="M11 11 37 37M37 11 11 37"/>`,
  more: svg`<path d="M24 8v32M8 24h32"/>`,
  fewer: svg`<path d="M8 24h32"/>`,
  later: svg`<rect x="6" y="9" width="36" height="33" rx="5"/><path d="M6 19h36M15 5v8M33 5v8M24 24v7l5 3"/>`,
  jar: svg`<path d="M15 5h18M16 5v6c-5 2-7 5-7 10v17a5 5 0 0 0 5 5h20a5 5 0 0 0 5-5V21c0-5-2-8-7-10V5"/><path class="solid" d="M10 27h28v11a4 4 0 0 1-4 4H14a4 4 0 0 1-4-4z"/>`,
  swap: svg`<path d="M8 16h28l-8-8M40 32H12l8 8"/>`,
  up: svg`<path d="M10 30 24 16l14 14"/>`,
  down: svg`<path d="m10 18 14 14 14-14"/>`,
  power: svg`<path d=${bolt}/>${barred}`,
  water: svg`<path d=${drop}/>${barred}`,
  hot: svg`<path d="M20 28V10a5 5 0 0 1 10 0v18a9 9 0 1 1-10 0z"/><path class="solid" d="M25 20v10a5 5 0 1 1-.1 0"/><path d="M36 10h6M36 17h6M36 24h6"/>`,
  rest: svg`<path d="M39 29A17 17 0 1 1 20 7a14 14 0 0 0 19 22z"/><path d="M31 6h9l-9 10h9"/>`,
  turn: svg`<circle cx="14" cy="15" r="6"/><path d="M4 40c0-8 4-13 10-13s10 5 10 13"/><circle cx="35" cy="20" r="4.500"/><path d="M28 40c0-6 3-10 7-10s8 4 8 10"/>`,
  minutes: svg`<path d="M15 5h18M16 5v6c-5 2-7 5-7 10v17a5 5 0 0 0 5 5h20a5 5 0 0 0 5-5V21c0-5-2-8-7-10V5"/><path d="M15 38h18"/>`,
  away: svg`<path d="M24 42V26M15 42h18"/><path d="M16 26a11 11 0 0 1 0-14M32 26a11 11 0 0 0 0-14M10 31a19 19 0 0 1 0-24M38 31a19 19 0 0 0 0-24"/>${barred}`,
  'all-off': svg`<path class="solid" d="M16 4.500h16L43.500 16v16L32 43.500H16L4.500 32V16z"/><path class="cut" d="M17 15v18M24 15v18M31 15v18"/>`,
  locked: svg`<rect class="solid" x="9" y="21" width="30" height="22" rx="4"/><path d="M15 21v-6a9 9 0 0 1 18 0v6"/><path class="cut" d="M24 29v6"/>`,
  service: svg`<path d="M41 13a10 10 0 0 1-13 12L14 40a4.500 4.500 0 0 1-6-6l15-14A10 10 0 0 1 35 7l-6 6 1 5 5 1z"/>`,
  hours: svg`<circle cx="24" cy="24" r="19"/><path d="M24 12v12l8 5"/>`,
  full: svg`<path class="solid" d="M8 8h32v32a3 3 0 0 1-3 3H11a3 3 0 0 1-3-3z"/><path class="cut" d="m16 26 6 6 11-13"/>`,
  fault: svg`<path d="M24 6 44 41H4zM24 18.500v10.500M24 35v.1"/>`,
};
