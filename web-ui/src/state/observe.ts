import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Observable } from './observable.ts';

/**
 * Renders its host again whenever an observable changes. `find` is asked at each update, so that the host may be handed
 * another observable.
 */
export class Observe implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #find: () => Observable<unknown> | undefined;
  #observed: Observable<unknown> | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, find: () => Observable<unknown> | undefined) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const found = this.#find();
    if (found === this.#observed) return;
    this.hostDisconnected();
    this.#observed = found;
    this.#unsubscribe = found?.subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#observed = undefined;
  }
}
