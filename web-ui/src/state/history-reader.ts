import type { HistoryAnswer } from '@farmgate/gateway/contract';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { HistoryApi, HistoryQuestion } from '../api/history-api.ts';
import { settle, type Loadable } from './loadable.ts';

/** Reads the history: another question ends the one before, and what was there stays until there is something new. */
export class HistoryReader implements ReactiveController {
  value: Loadable<HistoryAnswer> = { loading: false };
  readonly #host: ReactiveControllerHost;
  readonly #api: () => HistoryApi;
  #asking: AbortController | undefined;

  constructor(host: ReactiveControllerHost, api: () => HistoryApi) {
    this.#host = host;
    this.#api = api;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asking?.abort();
  }

  /** Asks now. `quiet`: the same again for what is new; it shows no waiting. Without series there is nothing to ask. */
  async ask(question: HistoryQuestion, { quiet }: { quiet: boolean }): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    if (question.series.length === 0) return this.clear();
    const { problem: _, ...before } = this.value;
    this.value = { ...before, loading: !quiet };
    this.#host.requestUpdate();
    const answer = await this.#api().read(question, asking.signal);
    if (asking.signal.aborted) return;
    this.value = settle(before, answer);
    this.#host.requestUpdate();
  }

  /** Nothing is wanted any more. */
  clear(): void {
    this.#asking?.abort();
    this.value = { loading: false };
    this.#host.requestUpdate();
  }
}
