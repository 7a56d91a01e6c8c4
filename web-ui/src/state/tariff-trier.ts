import type { Bill, TariffTrial } from '@farmgate/gateway/contract';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Answer, Refusal } from '../api/answer.ts';

/** Nobody types for so long: then it is tried. Unit: ms. */
const SETTLED_MS = 350;

/** Tries out what is being written once nobody has typed for a moment; only the answer to the last question counts. */
export class TariffTrier implements ReactiveController {
  bills: readonly Bill[] = [];
  /** What is wrong with it so far. */
  problem: Refusal | undefined;
  /** How often it was answered. */
  answered = 0;
  readonly #host: ReactiveControllerHost;
  readonly #ask: (trial: TariffTrial) => Promise<Answer<{ bills: Bill[] }>>;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(host: ReactiveControllerHost, ask: (trial: TariffTrial) => Promise<Answer<{ bills: Bill[] }>>) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#waiting);
  }

  want(trial: TariffTrial): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.#try(trial), SETTLED_MS);
  }

  async #try(trial: TariffTrial): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const answer = await this.#ask(trial);
    if (asked !== this.#asked) return;
    this.answered += 1;
    this.problem = 'problem' in answer ? answer.problem : undefined;
    this.bills = 'value' in answer ? answer.value.bills : [];
    this.#host.requestUpdate();
  }
}
