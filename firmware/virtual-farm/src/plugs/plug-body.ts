import type { Cancel, Clock } from '@farmgate/gateway/contract';
import type { Load } from '../contact.ts';

/** What can be wrong with a plug. `lying`: it says yes and leaves its relay. `late`: it answers after 3 s. `silent`: not at all. */
export type PlugFault = 'lying' | 'late' | 'silent';

/** What a plug's meter shows. */
export interface PlugReading {
  readonly watts: number;
  readonly volts: number;
  readonly amps: number;
  readonly wattHours: number;
}

export interface PlugBodyParts {
  readonly clock: Clock;
  readonly load: Load;
  readonly volts?: number;
  /** The relay moved, by whatever cause. */
  readonly onChange: (isOn: boolean) => void;
}

const HOUR_MS = 3_600_000;

/** Relay, meter and the one timer of a plug, whatever firmware is on it. */
export class PlugBody {
  readonly #parts: PlugBodyParts;
  #isOn = false;
  #wattHours = 0;
  #countedAt: number;
  #timer: { readonly endsAt: number; readonly cancel: Cancel } | undefined;

  constructor(parts: PlugBodyParts) {
    this.#parts = parts;
    this.#countedAt = parts.clock.monoMs();
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  set(on: boolean): void {
    this.#count();
    if (on === this.#isOn) return;
    this.#isOn = on;
    this.#parts.onChange(on);
  }

  /** Without power the contact opens, and nobody is there to say so. */
  cutPower(): void {
    this.#count();
    this.#isOn = false;
    this.stopTimer();
  }

  /** In place of the one that runs. */
  startTimer(ms: number, run: () => void): void {
    this.stopTimer();
    const { clock } = this.#parts;
    const cancel = clock.after(ms, () => {
      this.#timer = undefined;
      run();
    });
    this.#timer = { endsAt: clock.monoMs() + ms, cancel };
  }

  stopTimer(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** Whole seconds; 0 while no timer runs. */
  get timerLeftS(): number {
    return this.#timer ? Math.ceil((this.#timer.endsAt - this.#parts.clock.monoMs()) / 1000) : 0;
  }

  read(): PlugReading {
    this.#count();
    return { ...this.#now(), wattHours: this.#wattHours };
  }

  #count(): void {
    const now = this.#parts.clock.monoMs();
    this.#wattHours += (this.#now().watts * (now - this.#countedAt)) / HOUR_MS;
    this.#countedAt = now;
  }

  #now(): Omit<PlugReading, 'wattHours'> {
    const { load, volts = 230 } = this.#parts;
    const amps = this.#isOn ? load.currentMa / 1000 : 0;
    return { volts, amps, watts: volts * amps };
  }
}
