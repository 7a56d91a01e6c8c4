import type { Cancel, Clock } from '@farmgate/gateway/contract';
import type { Radio, RadioLine } from './radio.ts';

/** How long to wait between two tries to open. Half a second brings a port back well within 5 s of its return. */
const RETRY_MS = 500;

export interface KeptRadioEvents {
  onOpen(): void;
  onData(bytes: Uint8Array): void;
  /** Called for the first failure to open and for every loss, not for each further try. */
  onLost(reason: string): void;
}

/** A radio that is opened again whenever it is lost, until it is stopped. */
export class KeptRadio {
  readonly #radio: Radio;
  readonly #clock: Clock;
  readonly #events: KeptRadioEvents;
  #line: RadioLine | undefined;
  #cancelRetry: Cancel = () => {};
  #opening: Promise<void> | undefined;
  #isStopped = false;
  #isToldLost = false;

  constructor(radio: Radio, clock: Clock, events: KeptRadioEvents) {
    this.#radio = radio;
    this.#clock = clock;
    this.#events = events;
  }

  get isOpen(): boolean {
    return this.#line !== undefined;
  }

  /** Tries once; whether it worked or not, it goes on trying by itself. */
  start(): Promise<void> {
    this.#opening = this.#open();
    return this.#opening;
  }

  write(bytes: Uint8Array): void {
    this.#line?.write(bytes);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    await this.#opening;
    await this.#line?.close();
    this.#line = undefined;
  }

  async #open(): Promise<void> {
    try {
      this.#keep(await this.#openOnce());
    } catch (error) {
      this.#lost(error instanceof Error ? error.message : String(error));
    }
  }

  /** A line may be lost before `open` has told that it is open. */
  async #openOnce(): Promise<RadioLine> {
    let lostReason: string | undefined;
    let isKept = false;
    const line = await this.#radio.open({
      onData: (bytes) => !this.#isStopped && this.#events.onData(bytes),
      onClose: (reason) => {
        lostReason = reason;
        if (isKept) this.#lost(reason);
      },
    });
    if (lostReason !== undefined) throw new Error(lostReason);
    isKept = true;
    return line;
  }

  #keep(line: RadioLine): void {
    this.#line = line;
    this.#isToldLost = false;
    if (!this.#isStopped) this.#events.onOpen();
  }

  #lost(reason: string): void {
    this.#line = undefined;
    if (this.#isStopped) return;
    this.#cancelRetry = this.#clock.after(RETRY_MS, () => void this.start());
    if (this.#isToldLost) return;
    this.#isToldLost = true;
    this.#events.onLost(reason);
  }
}
