import type { Radio, RadioEvents, RadioLine } from '../radios/radio.ts';

/** A radio whose other end is the test: it says what arrives, when the line is lost, and whether it can be opened. */
export class ScriptedRadio implements Radio {
  readonly address = 'scripted:';
  /** What was written to it, oldest first. */
  readonly written: Uint8Array[] = [];
  /** How often somebody tried to open it. */
  opens = 0;
  /** Why it cannot be opened now; undefined: it can. */
  refusal: string | undefined;
  #events: RadioEvents | undefined;

  get isOpen(): boolean {
    return this.#events !== undefined;
  }

  async open(events: RadioEvents): Promise<RadioLine> {
    this.opens++;
    if (this.refusal !== undefined) throw new Error(this.refusal);
    this.#events = events;
    return {
      write: (bytes) => void this.written.push(bytes),
      close: async () => {
        this.#events = undefined;
      },
    };
  }

  /** Bytes arrive from the air. */
  say(bytes: Uint8Array): void {
    this.#events?.onData(bytes);
  }

  /** The plug is pulled. */
  lose(reason: string): void {
    const events = this.#events;
    this.#events = undefined;
    events?.onClose(reason);
  }
}
