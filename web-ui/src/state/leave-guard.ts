import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * While its host is on the page, nobody leaves it unasked where `isHeld` says so: links and the browser's *back* are held and handed to
 * `ask` with the path they lead to, and the browser itself asks before it closes or loads anew.
 */
export class LeaveGuard implements ReactiveController {
  readonly #ask: (path: string) => void;
  readonly #isHeld: () => boolean;
  #until: AbortController | undefined;

  constructor(host: ReactiveControllerHost, ask: (path: string) => void, isHeld: () => boolean = () => true) {
    this.#ask = ask;
    this.#isHeld = isHeld;
    host.addController(this);
  }

  hostConnected(): void {
    this.#until = new AbortController();
    const { signal } = this.#until;
    addEventListener('leaving', (event) => this.#hold(event), { signal });
    addEventListener('beforeunload', (event) => this.#isHeld() && event.preventDefault(), { signal });
  }

  hostDisconnected(): void {
    this.release();
  }

  /** Everybody may go again. */
  release(): void {
    this.#until?.abort();
  }

  #hold(event: WindowEventMap['leaving']): void {
    if (!this.#isHeld()) return;
    event.preventDefault();
    this.#ask(event.detail);
  }
}
