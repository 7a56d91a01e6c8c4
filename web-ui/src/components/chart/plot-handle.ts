import type { Span } from '../../points/chart-traces.ts';
import { listenForGestures } from './gestures.ts';
import { loadPlot } from './load-plot.ts';
import type { Picture, Plot } from './plot.ts';

/** A chart on the page: its code comes when it is first shown, and until then it keeps what it is to show. */
export interface PlotHandle {
  show(picture: Picture): void;
  pointAt(at: number | undefined): void;
  close(): void;
}

/** What the chart is asked and told. */
export interface PlotOwner {
  readonly span: () => Span;
  readonly latest: () => number;
  readonly move: (span: Span) => void;
  readonly reset: () => void;
  /** The moment under the cursor. */
  readonly pointed: (at: number | undefined) => void;
}

/** Opens a chart in an element; it follows the element's width and the page's theme. */
export function openPlot(host: HTMLElement, owner: PlotOwner): PlotHandle {
  const until = new AbortController();
  let plot: Plot | undefined;
  let wanted: Picture | undefined;
  void loadPlot().then((code) => {
    if (until.signal.aborted || !wanted) return;
    plot = new code.Plot(host, wanted, owner.pointed);
  });
  listenForGestures(
    host,
    {
      ...owner,
      placeOf: (clientX) => plot?.placeOf(clientX) ?? 0.5,
      width: () => plot?.width ?? host.clientWidth,
      point: (clientX) => plot?.pointAtPlace(plot.placeOf(clientX)),
    },
    until.signal,
  );
  follow(host, until.signal, { resized: () => plot?.fit(), changed: () => plot?.refresh() });
  return {
    show: (picture) => {
      wanted = picture;
      plot?.show(picture);
    },
    pointAt: (at) => plot?.pointAt(at),
    close: () => {
      until.abort();
      plot?.destroy();
    },
  };
}

/** A canvas does not follow its surroundings by itself. */
function follow(host: HTMLElement, signal: AbortSignal, told: { resized: () => void; changed: () => void }): void {
  const size = new ResizeObserver(told.resized);
  size.observe(host);
  const theme = new MutationObserver(told.changed);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-text', 'lang', 'dir'] });
  signal.addEventListener('abort', () => {
    size.disconnect();
    theme.disconnect();
  });
}
