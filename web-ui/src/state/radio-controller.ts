import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { RadioWork, type RadioLine, type RadioWish } from './radio-work.ts';
import { noWork, type Work } from './work.ts';

/** Work at the radio on behalf of an element: renders it again with each answer, and stops what runs when it is left. */
export class RadioController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #findLine: () => RadioLine;
  #work: RadioWork | undefined;

  constructor(host: ReactiveControllerHost, findLine: () => RadioLine) {
    this.#host = host;
    this.#findLine = findLine;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('pagehide', this.stop);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.stop);
    this.stop();
  }

  get value(): Work {
    return this.#work?.value ?? noWork;
  }

  /** Begins; it counts as over after `windowMs`. */
  start(device: string, wish: RadioWish, windowMs: number): void {
    void this.#open().start(device, wish, windowMs);
  }

  readonly stop = (): void => this.#work?.stop();

  /** Time left until it ends by itself. Unit: ms. */
  leftMs(): number {
    return this.#work?.leftMs() ?? 0;
  }

  /** How long nothing was heard of it; undefined where nothing was ever. Unit: ms. */
  silentMs(): number | undefined {
    return this.#work?.silentMs();
  }

  #open(): RadioWork {
    if (this.#work) return this.#work;
    const work = new RadioWork(this.#findLine());
    work.subscribe(() => this.#host.requestUpdate());
    this.#work = work;
    return work;
  }
}
