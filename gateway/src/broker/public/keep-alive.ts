import type { Cancel, Clock } from '../../contract/index.ts';

/** MQTT 3.1.1, section 3.1.2.10: one and a half times as long as the client said. */
const PATIENCE = 1.5;

/** Watches that a client says something in time. It has one timer, which no packet of the client moves. */
export class KeepAlive {
  readonly #clock: Clock;
  readonly #onSilent: () => void;
  #mostMs = 0;
  #heardMono = 0;
  #cancel: Cancel = () => {};

  constructor(clock: Clock, onSilent: () => void) {
    this.#clock = clock;
    this.#onSilent = onSilent;
  }

  /** From now on; with 0 s the client may be silent for as long as it likes. */
  start(keepAliveS: number): void {
    this.#mostMs = keepAliveS * 1_000 * PATIENCE;
    this.#heardMono = this.#clock.monoMs();
    if (keepAliveS > 0) this.#lookIn(this.#mostMs);
  }

  /** A whole packet came. */
  hear(nowMono: number): void {
    this.#heardMono = nowMono;
  }

  stop(): void {
    this.#cancel();
  }

  #lookIn(ms: number): void {
    this.#cancel = this.#clock.after(ms, () => {
      const leftMs = this.#heardMono + this.#mostMs - this.#clock.monoMs();
      if (leftMs > 0) this.#lookIn(leftMs);
      else this.#onSilent();
    });
  }
}
