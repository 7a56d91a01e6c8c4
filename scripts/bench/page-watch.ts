/** What a page under measurement notes of itself. Times are since its navigation began, in ms. */
export interface PageWatch {
  /** When the first control was shown and could be used; undefined until then. */
  shownAt: number | undefined;
  /** When the last task ended that kept the page from answering for more than 50 ms (W3C Long Tasks). */
  busyUntil: number;
}

/** Where a page's first control is: an element, and the control below it, both also behind shadow roots. */
export interface Control {
  readonly host: string;
  readonly control: string;
}

declare global {
  interface Window {
    benchWatch?: PageWatch;
  }
}

/** Runs in the page, before anything of its own. Everything it needs is in here: it is sent there as text. */
export function watchPage({ host, control }: Control): void {
  const watch: PageWatch = { shownAt: undefined, busyUntil: 0 };
  window.benchWatch = watch;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) watch.busyUntil = startTime + duration;
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const place = findBelow(document, host);
    if (place && findBelow(place.shadowRoot ?? place, control, isUsable)) watch.shownAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  function findBelow(from: ParentNode, selector: string, isGood = (_: Element) => true): Element | undefined {
    for (const element of from.querySelectorAll('*')) {
      if (element.matches(selector) && isGood(element)) return element;
      const found = element.shadowRoot && findBelow(element.shadowRoot, selector, isGood);
      if (found) return found;
    }
    return undefined;
  }

  function isUsable(element: Element): boolean {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && !element.matches(':disabled');
  }
}
