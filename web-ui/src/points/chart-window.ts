import type { Span } from './chart-traces.ts';

const SHORTEST_MS = 10_000;
const LONGEST_MS = 10 * 366 * 86_400_000;

/** The same while, so much later; a share of its own length. It ends at `latest` at the latest. */
export function panned({ from, to }: Span, share: number, latest: number): Span {
  return movedBack({ from: from + share * (to - from), to: to + share * (to - from) }, latest);
}

/** So many times as long, about a place within it: 0 is its begin, 1 its end. */
export function zoomed({ from, to }: Span, factor: number, place: number, latest: number): Span {
  const length = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (to - from) * factor));
  const fixed = from + (to - from) * place;
  return movedBack({ from: fixed - length * place, to: fixed + length * (1 - place) }, latest);
}

/** What a key does to a chart: another window, `reset`, or nothing. */
export function afterKey(
  key: string,
  span: Span,
  bounds: { first: number; latest: number },
): Span | 'reset' | undefined {
  const { first, latest } = bounds;
  switch (key) {
    case 'ArrowLeft':
      return panned(span, -0.2, latest);
    case 'ArrowRight':
      return panned(span, 0.2, latest);
    case '+':
    case '=':
      return zoomed(span, 0.5, 0.5, latest);
    case '-':
      return zoomed(span, 2, 0.5, latest);
    case 'Home':
      return { from: first, to: first + (span.to - span.from) };
    case 'End':
      return movedBack({ from: latest, to: latest + (span.to - span.from) }, latest);
    case '0':
      return 'reset';
    default:
      return undefined;
  }
}

/** Nothing was read in the time to come. */
function movedBack({ from, to }: Span, latest: number): Span {
  const late = Math.max(0, to - latest);
  return { from: Math.max(0, Math.round(from - late)), to: Math.round(to - late) };
}
