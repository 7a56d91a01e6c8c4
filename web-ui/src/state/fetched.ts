import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Answer, Refusal } from '../api/answer.ts';
import { loading, settle, type Loadable } from './loadable.ts';

/** What an element fetches, and fetches anew when the key says that it is another: while that is under way, what was there stays. */
export class Fetched<T> implements ReactiveController {
  value: Loadable<T> = loading;
  readonly #host: ReactiveControllerHost;
  readonly #fetch: () => Promise<Answer<T>>;
  readonly #keyOf: () => unknown;
  #key: unknown = this;
  #asked = 0;

  constructor(host: ReactiveControllerHost, fetch: () => Promise<Answer<T>>, keyOf: () => unknown = () => '') {
    this.#host = host;
    this.#fetch = fetch;
    this.#keyOf = keyOf;
    host.addController(this);
  }

  hostUpdate(): void {
    const key = this.#keyOf();
    if (Object.is(key, this.#key)) return;
    this.#key = key;
    void this.load();
  }

  /** Fetches it now. Of several answers only that to the last question counts. */
  async load(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const answer = await this.#fetch();
    if (asked !== this.#asked) return;
    const { problem: _, ...before } = this.value;
    this.value = settle(before, answer);
    this.#host.requestUpdate();
  }

  /** The gateway has answered with it already. */
  put(value: T): void {
    this.#asked += 1;
    this.value = { loading: false, value };
    this.#host.requestUpdate();
  }

  /** The gateway has refused what was to come of it. */
  refuse(problem: Refusal): void {
    this.value = { ...this.value, loading: false, problem };
    this.#host.requestUpdate();
  }
}
