import { existsSync } from 'node:fs';
import type { Cancel, Clock, ClockTrust } from '../contract/index.ts';

/** What a person said of the clock, as it is remembered over a restart. */
export interface ClockMemory {
  readonly boot: string;
  /** What a person's clock was ahead of the machine's. Unit: ms. */
  readonly offsetMs: number;
  /** It was said of a clock that the network had set: then the person meant it, and the network is not asked again. */
  readonly overNetwork?: boolean;
}

/** systemd-timesyncd makes this file when it has set the clock (systemd-timesyncd.service(8)). */
const SYNCED = '/run/systemd/timesync/synchronized';
/** No clock that runs shows a time before this program was written. */
const EARLIEST_MS = Date.UTC(2026, 0, 1);
/** How long a look at that file is believed. */
const LOOK_MS = 10_000;

/**
 * The machine's clock, corrected by what a person said of it until the network sets it. In another boot the correction is kept:
 * a battery clock, or the time that was saved at shutdown, goes on as wrong as it was. Only the trust in it is less.
 */
export class TrustedClock implements Clock {
  readonly boot: string;
  readonly #machine: Clock;
  readonly #remember: (memory: ClockMemory) => void;
  readonly #isSynced: () => boolean;
  #memory: ClockMemory | undefined;
  #looked: { readonly mono: number; readonly synced: boolean } | undefined;

  constructor(
    machine: Clock,
    memory: ClockMemory | undefined,
    remember: (memory: ClockMemory) => void,
    isSynced = () => existsSync(SYNCED),
  ) {
    this.boot = machine.boot;
    this.#machine = machine;
    this.#memory = memory;
    this.#remember = remember;
    this.#isSynced = isSynced;
  }

  monoMs(): number {
    return this.#machine.monoMs();
  }

  wallMs(): number {
    return this.#machine.wallMs() + (this.#correction()?.offsetMs ?? 0);
  }

  after(ms: number, run: () => void): Cancel {
    return this.#machine.after(ms, run);
  }

  get trust(): ClockTrust {
    if (this.#correction()?.boot === this.boot) return 'set-by-person';
    if (this.#isSyncedNow()) return 'synced';
    return this.wallMs() < EARLIEST_MS ? 'unset' : 'restored';
  }

  /** A person looked at both clocks and said that this is the time; `now` in wall milliseconds. */
  setByPerson(now: number): void {
    const offsetMs = now - this.#machine.wallMs();
    this.#memory = { boot: this.boot, offsetMs, overNetwork: this.#isSyncedNow() };
    this.#remember(this.#memory);
  }

  /** A person looked at the gateway's clock and said that it is right. */
  confirmByPerson(): void {
    this.setByPerson(this.wallMs());
  }

  /** What a person said, while it counts: the network, when it comes later, or in another boot, knows better. */
  #correction(): ClockMemory | undefined {
    if (!this.#memory) return undefined;
    const isMeant = this.#memory.overNetwork === true && this.#memory.boot === this.boot;
    return isMeant || !this.#isSyncedNow() ? this.#memory : undefined;
  }

  /** The time is asked for often, the disk is not. */
  #isSyncedNow(): boolean {
    const mono = this.#machine.monoMs();
    if (!this.#looked || mono - this.#looked.mono >= LOOK_MS) this.#looked = { mono, synced: this.#isSynced() };
    return this.#looked.synced;
  }
}
