import type { Cancel, Clock } from '@farmgate/gateway/contract';
import type { Radio } from '@farmgate/rf-bridge/radios';
import type { Air, Station } from './air.ts';
import type { Attachment } from './farm.ts';
import { answerOf, changeOf, factorySettings, powerDbm, timingOf, type ModuleSettings } from './hc12-settings.ts';

/** From SET low to the first AT line that is heard. The manual: 40 ms. */
const ENTER_MS = 40;
/** From SET high to the new settings at work. The manual: 80 ms. */
const LEAVE_MS = 80;
/** So long after SET went high a module is in reset; SET low meanwhile brings it up at 9600 baud, as power with SET low does. */
const RESET_MS = 200;
/** A line without an end is taken as one when nothing follows for so long. */
const LINE_PAUSE_MS = 20;
const ANSWER_MS = 5;
const RESCUE_BAUD = 9_600;

/** Where a module is: carrying bytes, taking AT lines, or on its way from one to the other. */
type Phase = 'transparent' | 'entering' | 'commands' | 'leaving';

export interface ModuleParts {
  readonly clock: Clock;
  readonly air: Air;
  /** As it comes from the drawer; the factory's where nothing is said. */
  readonly settings?: Partial<ModuleSettings>;
  /** What is lost on its way to the others. Unit: dB. */
  readonly pathLossDb?: number;
}

/**
 * An HC-12 between a serial line and the air. Who attaches has its serial line; SET is a pin apart, as on the board. While SET is
 * low it hears and sends nothing and takes AT lines.
 */
export class Hc12Module {
  readonly #clock: Clock;
  readonly #air: Air;
  readonly #pathLossDb: number;
  readonly #station: Station = { hear: (bytes) => this.#hear(bytes) };
  #settings: ModuleSettings;
  /** The settings its radio works with: those of the last time SET went high. */
  #working: ModuleSettings;
  #phase: Phase = 'transparent';
  #isAsleep = false;
  #isDead = false;
  #wasReleasedAt = -Infinity;
  #cancelPhase: Cancel = () => {};
  #cancelLine: Cancel = () => {};
  #line = '';
  #commandBaud = RESCUE_BAUD;
  #toHost: (bytes: Uint8Array) => void = () => {};
  /** Speed of whoever is on its serial line; undefined: always the right one. */
  #hostBaud: number | undefined;

  constructor({ clock, air, settings = {}, pathLossDb = 0 }: ModuleParts) {
    this.#clock = clock;
    this.#air = air;
    this.#pathLossDb = pathLossDb;
    this.#settings = { ...factorySettings, ...settings };
    this.#working = this.#settings;
    this.#tuneIn();
  }

  /** What it keeps, which its radio works with once SET is high again. */
  get settings(): ModuleSettings {
    return this.#settings;
  }

  /** Takes its serial line, at the right speed. The last to take it has it. */
  attach(hear: (bytes: Uint8Array) => void): Attachment {
    return this.attachAt(hear, undefined);
  }

  /** The same at a speed that may be the wrong one. */
  attachAt(hear: (bytes: Uint8Array) => void, baud: number | undefined): Attachment {
    this.#toHost = hear;
    this.#hostBaud = baud;
    const detach = () => {
      if (this.#toHost === hear) this.#toHost = () => {};
    };
    return Object.assign((bytes: Uint8Array) => this.#write(bytes), { detach });
  }

  /** A radio of the same process at this speed, with SET on the adapter's wires. */
  radioAt(baud: number): Radio {
    return {
      address: `memory:hc12?baud=${baud}`,
      open: async (events) => {
        const write = this.attachAt((bytes) => events.onData(bytes), baud);
        return {
          write,
          setPin: async (_wire, isLow) => this.setPin(isLow),
          close: async () => {
            write.detach();
            this.setPin(false);
          },
        };
      },
    };
  }

  /** The level of SET. Low: AT lines. High, or let go: bytes through the air. */
  setPin(isLow: boolean): void {
    if (isLow === (this.#phase === 'entering' || this.#phase === 'commands')) return;
    if (isLow) this.#enter();
    else this.#leave();
  }

  /** Takes power away and gives it back; with SET held low it comes up taking AT lines at 9600 baud, whatever it is set to. */
  powerCycle(): void {
    this.#isAsleep = false;
    this.#working = this.#settings;
    const isLow = this.#phase === 'entering' || this.#phase === 'commands';
    this.#wasReleasedAt = isLow ? this.#clock.monoMs() : -Infinity;
    if (isLow) return this.#enter();
    this.#begin('transparent');
    this.#tuneIn();
  }

  /** It answers nothing any more: no power, a broken wire, another kind of module. */
  die(): void {
    this.#isDead = true;
    this.#air.leave(this.#station);
  }

  #enter(): void {
    const isInReset = this.#clock.monoMs() - this.#wasReleasedAt < RESET_MS;
    this.#commandBaud = isInReset ? RESCUE_BAUD : this.#working.baud;
    this.#isAsleep = false;
    this.#line = '';
    this.#air.leave(this.#station);
    this.#begin('entering');
    this.#cancelPhase = this.#clock.after(ENTER_MS, () => this.#begin('commands'));
  }

  #leave(): void {
    this.#wasReleasedAt = this.#clock.monoMs();
    this.#begin('leaving');
    this.#cancelPhase = this.#clock.after(LEAVE_MS, () => {
      this.#working = this.#settings;
      this.#begin('transparent');
      this.#tuneIn();
    });
  }

  #begin(phase: Phase): void {
    this.#cancelPhase();
    this.#cancelLine();
    this.#phase = phase;
  }

  #tuneIn(): void {
    if (this.#isDead || this.#isAsleep) return;
    const timing = timingOf(this.#working, this.#air.timing.overheadMs);
    const levelDb = powerDbm(this.#working) - this.#pathLossDb;
    this.#air.join(this.#station, { channel: this.#working.channel, levelDb, timing });
  }

  #write(bytes: Uint8Array): void {
    if (this.#isDead || this.#isAsleep) return;
    if (this.#phase === 'transparent') this.#air.send(this.#station, this.#atSpeed(bytes, this.#working.baud));
    if (this.#phase === 'commands') this.#collect(this.#atSpeed(bytes, this.#commandBaud));
  }

  #hear(bytes: Uint8Array): void {
    if (this.#phase === 'transparent') this.#toHost(this.#atSpeed(bytes, this.#working.baud));
  }

  /** Bytes as the other end of the line sees them. */
  #atSpeed(bytes: Uint8Array, baud: number): Uint8Array {
    return this.#hostBaud === undefined || this.#hostBaud === baud ? bytes : garbled(bytes);
  }

  #collect(bytes: Uint8Array): void {
    this.#cancelLine();
    for (const byte of bytes) {
      if (byte !== 0x0d && byte !== 0x0a) this.#line += String.fromCharCode(byte);
      else this.#obeyLine();
    }
    if (this.#line !== '') this.#cancelLine = this.#clock.after(LINE_PAUSE_MS, () => this.#obeyLine());
  }

  #obeyLine(): void {
    const line = this.#line;
    this.#line = '';
    if (line === '') return;
    const text = this.#obey(line)
      .map((answer) => `${answer}\r\n`)
      .join('');
    const bytes = Uint8Array.from(Buffer.from(text, 'latin1'));
    const ms = ANSWER_MS + (bytes.length * 10_000) / this.#commandBaud;
    this.#clock.after(ms, () => {
      if (this.#phase === 'commands' && !this.#isDead) this.#toHost(this.#atSpeed(bytes, this.#commandBaud));
    });
  }

  #obey(line: string): readonly string[] {
    const answer = answerOf(line, this.#settings);
    if (answer) return answer;
    if (line === 'AT+SLEEP') return this.#fallAsleep();
    const changed = line === 'AT+DEFAULT' ? factorySettings : changeOf(line, this.#settings);
    if (!changed) return ['ERROR'];
    this.#settings = changed;
    return [line.replace('AT', 'OK')];
  }

  /** It sleeps once SET is high, and wakes when SET goes low again. */
  #fallAsleep(): readonly string[] {
    this.#isAsleep = true;
    return ['OK+SLEEP'];
  }
}

/** What a receiver of the wrong speed makes of bytes: something, and never the same text. */
function garbled(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => (byte * 37 + 0x85) | 0x80);
}
