/** What a page with a chart under measurement notes of itself. By the page's own clock, in ms. */
export interface ChartWatch {
  /** When the finger that touched last was lifted. */
  tappedAt: number;
  /** When the answer to the last question about series had come; undefined while it has not. */
  answeredAt: number | undefined;
  /** When something was first painted in the colour of a series since the tap, and since that answer. */
  movedAt: number | undefined;
  drawnAt: number | undefined;
}

declare global {
  interface Window {
    chartWatch?: ChartWatch;
  }
}

/** Runs in the page, before anything of its own. Everything it needs is in here: it is sent there as text. */
export function watchChart(): void {
  const watch: ChartWatch = { tappedAt: 0, answeredAt: undefined, movedAt: undefined, drawnAt: undefined };
  window.chartWatch = watch;
  addEventListener(
    'pointerup',
    ({ timeStamp }) =>
      Object.assign(watch, { tappedAt: timeStamp, answeredAt: undefined, movedAt: undefined, drawnAt: undefined }),
    { capture: true },
  );
  const fetched = globalThis.fetch;
  globalThis.fetch = async (...asked) => {
    const isOfSeries = typeof asked[0] === 'string' && asked[0].startsWith('/api/v1/history?');
    const { tappedAt } = watch;
    if (isOfSeries) Object.assign(watch, { answeredAt: undefined, drawnAt: undefined });
    const response = await fetched(...asked);
    if (isOfSeries && tappedAt === watch.tappedAt) watch.answeredAt = performance.now();
    return response;
  };
  for (const name of ['stroke', 'fill', 'fillRect'] as const) note(name);

  function note(name: 'stroke' | 'fill' | 'fillRect'): void {
    const pen = CanvasRenderingContext2D.prototype;
    const paint = Reflect.get(pen, name) as (this: CanvasRenderingContext2D, ...given: unknown[]) => void;
    Reflect.set(pen, name, function (this: CanvasRenderingContext2D, ...given: unknown[]) {
      paint.apply(this, given);
      if (watch.drawnAt !== undefined || !isInk(name === 'stroke' ? this.strokeStyle : this.fillStyle)) return;
      watch.movedAt ??= performance.now();
      if (watch.answeredAt !== undefined) watch.drawnAt = performance.now();
    });
  }

  function isInk(style: unknown): boolean {
    const root = getComputedStyle(document.documentElement);
    return ['--water', '--hold', '--wait', '--run'].some((token) => root.getPropertyValue(token).trim() === style);
  }
}
