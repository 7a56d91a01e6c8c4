import type { Log } from '../domain/log.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends the process in good order at the first signal: what was started is stopped, last first. Ctrl-C reaches a process more
 * than once (the terminal's group, then npm): a second signal changes nothing, a third ends it at once.
 */
export class Stopping {
  readonly #steps: (() => unknown)[] = [];
  readonly #log: Log;
  #starting: Promise<unknown> = Promise.resolve();
  #signals = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** To be called before anything is open. */
  listen(): void {
    for (const signal of SIGNALS) process.on(signal, () => this.#onSignal());
  }

  get hasBegun(): boolean {
    return this.#signals > 0;
  }

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  /** What is half started is not stopped before it is there. */
  async starting<Started extends { stop(): unknown }>(work: Promise<Started>): Promise<Started> {
    const started = work.then((part) => {
      this.add(() => part.stop());
      return part;
    });
    this.#starting = started.catch(() => {});
    return started;
  }

  #onSignal(): void {
    this.#signals += 1;
    if (this.#signals === 1) void this.#stop();
    if (this.#signals >= 3) process.exit(1);
  }

  async #stop(): Promise<void> {
    this.#log.info({}, 'Stopping');
    await this.#starting;
    let failed = false;
    for (const step of this.#steps.toReversed()) {
      try {
        await step();
      } catch (error) {
        failed = true;
        this.#log.error({ err: error }, 'Something did not stop as it should');
      }
    }
    process.exit(failed ? 1 : 0);
  }
}
