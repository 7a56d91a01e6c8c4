import type { Cancel, Clock } from '@farmgate/gateway/contract';
import type { Radio, RadioLine } from '../radios/index.ts';
import { isWhole, parseSettings, READ_ALL } from './at-lines.ts';
import type { SetPin } from './set-pin.ts';
import type { Hc12Settings } from './settings.ts';

/** The manual: 40 ms from SET low to the first line. Unit: ms, as all that follow. */
const ENTER_MS = 60;
/** The manual: 80 ms to the new settings, and 200 until SET may go low again without a start at 9600 baud. */
const LEAVE_MS = 300;
/** A module takes a few ms to answer; the rest is the line. */
const ANSWER_MS = 150;
/** The longest answer there is, four settings, with room. Unit: bytes. */
const ANSWER_BYTES = 64;

/** A talk in AT lines with a module on a line that is open at one speed. */
export class Conversation {
  readonly #clock: Clock;
  readonly #pin: SetPin;
  readonly #answerMs: number;
  #line: RadioLine | undefined;
  #heard = '';
  #onHeard = () => {};
  #lostBecause: string | undefined;

  constructor(clock: Clock, pin: SetPin, baud: number) {
    this.#clock = clock;
    this.#pin = pin;
    this.#answerMs = ANSWER_MS + (ANSWER_BYTES * 10_000) / baud;
  }

  /** Opens the line and pulls SET low. Rejects where either cannot be done. */
  async start(radio: Radio): Promise<void> {
    this.#line = await radio.open({
      onData: (bytes) => {
        this.#heard += Buffer.from(bytes).toString('latin1');
        this.#onHeard();
      },
      onClose: (reason) => (this.#lostBecause = reason),
    });
    // Opening a port moves its wires for a moment: the module may be in its reset.
    await this.#wait(LEAVE_MS);
    await this.#pin.set(this.#line, true);
    await this.#wait(ENTER_MS);
  }

  /** Lets SET go, gives the module the time to come up with its settings, and closes the line. */
  async stop(): Promise<void> {
    const line = this.#line;
    if (!line) return;
    try {
      await this.#pin.set(line, false);
      await this.#wait(LEAVE_MS);
    } finally {
      await line.close();
    }
  }

  /** Whether a module hears lines at this speed. */
  async isHeard(): Promise<boolean> {
    const isOk = (text: string) => /(^|\n)OK\s*$/.test(text);
    return isOk(await this.ask('AT', isOk));
  }

  /** All settings; `undefined` with what was answered where some could not be read, also not one by one. */
  async read(): Promise<{ settings: Hc12Settings | undefined; answer: string }> {
    let answer = await this.ask(READ_ALL, (text) => isWhole(parseSettings(text)));
    for (const line of ['AT+RB', 'AT+RC', 'AT+RP', 'AT+RF']) {
      if (isWhole(parseSettings(answer))) break;
      answer += await this.ask(line, isAnswered);
    }
    const settings = parseSettings(answer);
    return { settings: isWhole(settings) ? settings : undefined, answer };
  }

  /** Sends a line and answers what came until it was enough or time was up. */
  async ask(line: string, isEnough: (text: string) => boolean = isAnswered): Promise<string> {
    this.#heard = '';
    this.#line?.write(Buffer.from(`${line}\r\n`, 'latin1'));
    await this.#until(() => isEnough(this.#heard));
    if (this.#lostBecause !== undefined) throw new Error(this.#lostBecause);
    return this.#heard;
  }

  #until(isDone: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const cancel: Cancel = this.#clock.after(this.#answerMs, resolve);
      this.#onHeard = () => {
        if (!isDone()) return;
        cancel();
        resolve();
      };
    });
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve));
  }
}

/** A whole line that says OK or ERROR. */
function isAnswered(text: string): boolean {
  return /(^|\n)(OK\+\S*|ERROR\S*)\r?\n/.test(text);
}
