import type { Log } from '../domain/log.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C reaches a process more than once, from the terminal's group and then from npm: what comes so soon is the same one. Unit: ms. */
const SAME_SIGNAL_MS = 300;

/** Ends the process in good order at the first signal: what was started is stopped, last first. A second one ends it at once. */
export class Stopping {
  readonly #steps: (() => unknown)[] = [];
  readonly #log: Log;
  #starting: Promise<unknown> = Promise.resolve();
  #beganMs: number | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** To be called before anything is open. */
  listen(): void {
    for (const signal of SIGNALS) process.on(signal, () => this.#onSignal());
  }

  get hasBegun(): boolean {
    return this.#beganMs !== undefined;
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
    const now = performance.now();
    if (this.#beganMs !== undefined) return void (now - this.#beganMs > SAME_SIGNAL_MS && process.exit(1));
    this.#beganMs = now;
    void this.#stop();
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
