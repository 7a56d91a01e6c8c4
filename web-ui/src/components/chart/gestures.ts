import type { Span } from '../../points/chart-traces.ts';
import { panned, zoomed } from '../../points/chart-window.ts';

/** What fingers, mouse and wheel need to know of a chart, and what they do to it. */
export interface Gestured {
  readonly span: () => Span;
  /** Nothing is later. Wall ms. */
  readonly latest: () => number;
  /** The place within the axes that is at this place of the screen, 0 to 1. */
  readonly placeOf: (clientX: number) => number;
  /** Page pixels of the whole span. */
  readonly width: () => number;
  readonly move: (span: Span) => void;
  readonly reset: () => void;
  readonly point: (clientX: number) => void;
}

/** As far as a finger that only touches may slip. Page pixels. */
const SLIP = 6;

/** Listens on an element until `signal` aborts: a finger or the mouse drags, two fingers pinch, the wheel zooms. */
export function listenForGestures(element: HTMLElement, chart: Gestured, signal: AbortSignal): void {
  const fingers = new Map<number, number>();
  let hasMoved = false;
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, event.clientX);
    hasMoved = false;
  };
  const move = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    const slipped = Math.abs(event.clientX - before);
    if (!hasMoved && slipped < SLIP) return;
    // Captured no sooner: what is only a click stays with whatever it is on.
    if (!hasMoved) element.setPointerCapture(event.pointerId);
    hasMoved = true;
    const others = [...fingers].filter(([id]) => id !== event.pointerId);
    const [other] = others;
    chart.move(other ? pinched(chart, before, event.clientX, other[1]) : dragged(chart, event.clientX - before));
    fingers.set(event.pointerId, event.clientX);
  };
  const up = (event: PointerEvent) => {
    if (fingers.delete(event.pointerId) && !hasMoved) chart.point(event.clientX);
  };
  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', up, { signal });
  element.addEventListener('pointercancel', (event) => fingers.delete(event.pointerId), { signal });
  element.addEventListener('dblclick', () => chart.reset(), { signal });
  element.addEventListener('wheel', (event) => turn(element, chart, event), { signal, passive: false });
}

function dragged(chart: Gestured, by: number): Span {
  return panned(chart.span(), -by / Math.max(1, chart.width()), chart.latest());
}

/** The other finger stays where it is in time. */
function pinched(chart: Gestured, before: number, now: number, other: number): Span {
  const factor = Math.max(8, Math.abs(before - other)) / Math.max(8, Math.abs(now - other));
  return zoomed(chart.span(), factor, chart.placeOf(other), chart.latest());
}

/** The wheel scrolls the page until the chart was clicked, or Ctrl is held. */
function turn(element: HTMLElement, chart: Gestured, event: WheelEvent): void {
  if (!event.ctrlKey && !element.matches(':focus')) return;
  event.preventDefault();
  const factor = Math.exp(Math.max(-1, Math.min(1, event.deltaY / 200)));
  chart.move(zoomed(chart.span(), factor, chart.placeOf(event.clientX), chart.latest()));
}
