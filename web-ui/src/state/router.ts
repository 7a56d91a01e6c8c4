import { Observable } from './observable.ts';

declare global {
  interface WindowEventMap {
    /** Somebody is about to go to the path in `detail`; cancelled, the page stays. */
    leaving: CustomEvent<string>;
  }
}

/** Where the page is. Links within the site change it without loading anything. */
export class Router extends Observable<string> {
  constructor() {
    super(location.pathname);
  }

  /** Follows the browser's history and clicks on links, until `signal` aborts. */
  start(signal: AbortSignal): void {
    addEventListener('popstate', () => this.#follow(), { signal });
    addEventListener('click', (event) => this.#onClick(event), { signal });
  }

  /** Goes to a path of this site; what is asked of its page may follow, as `?span=24h`. */
  go(path: string): void {
    if (path === location.pathname + location.search || !mayLeaveFor(path)) return;
    history.pushState(null, '', path);
    this.value = location.pathname;
    scrollTo(0, 0);
  }

  /** The browser has gone already: a page that stays takes its place in the history anew. */
  #follow(): void {
    const path = location.pathname;
    if (mayLeaveFor(path)) this.value = path;
    else history.pushState(null, '', this.value);
  }

  /** Plain clicks on our own links only: new tabs and other sites stay the browser's. */
  #onClick(event: MouseEvent): void {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (!link || link.target || link.origin !== location.origin || link.pathname.startsWith('/api')) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

function mayLeaveFor(path: string): boolean {
  return dispatchEvent(new CustomEvent('leaving', { detail: path, cancelable: true }));
}
