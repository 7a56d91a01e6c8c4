import { existsSync } from 'node:fs';
import type { Cancel, Clock, ClockTrust } from '../contract/index.ts';

/** What is remembered of the clock over a restart: valid for one boot only, because nobody knows how long a boot took. */
export interface ClockMemory {
  readonly boot: string;
  /** What a person's clock was ahead of the machine's. Unit: ms. */
  readonly offsetMs: number;
}

/** systemd-timesyncd makes this file when it has set the clock (systemd-timesyncd.service(8)). */
const SYNCED = '/run/systemd/timesync/synchronized';
/** No clock that runs shows a time before this program was written. */
const EARLIEST_MS = Date.UTC(2026, 0, 1);

/** The machine's clock, corrected by what a person said of it until something better sets it. */
export class TrustedClock implements Clock {
  readonly boot: string;
  readonly #machine: Clock;
  readonly #remember: (memory: ClockMemory) => void;
  readonly #isSynced: () => boolean;
  #offsetMs = 0;
  #setByPerson = false;

  constructor(
    machine: Clock,
    memory: ClockMemory | undefined,
    remember: (memory: ClockMemory) => void,
    isSynced = () => existsSync(SYNCED),
  ) {
    this.boot = machine.boot;
    this.#machine = machine;
    this.#remember = remember;
    this.#isSynced = isSynced;
    if (memory?.boot !== machine.boot) return;
    this.#offsetMs = memory.offsetMs;
    this.#setByPerson = true;
  }

  monoMs(): number {
    return this.#machine.monoMs();
  }

  wallMs(): number {
    return this.#machine.wallMs() + this.#offsetMs;
  }

  after(ms: number, run: () => void): Cancel {
    return this.#machine.after(ms, run);
  }

  get trust(): ClockTrust {
    if (this.#setByPerson) return 'set-by-person';
    if (this.#isSynced()) return 'synced';
    return this.wallMs() < EARLIEST_MS ? 'unset' : 'restored';
  }

  /** A person looked at both clocks and said that this is the time; `now` in wall milliseconds. */
  setByPerson(now: number): void {
    this.#offsetMs = now - this.#machine.wallMs();
    this.#setByPerson = true;
    this.#remember({ boot: this.boot, offsetMs: this.#offsetMs });
  }

  /** A person looked at the gateway's clock and said that it is right. */
  confirmByPerson(): void {
    this.setByPerson(this.wallMs());
  }
}
