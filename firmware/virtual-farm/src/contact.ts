import type { Cancel, Clock } from '@farmgate/gateway/contract';

/** What hangs on a socket. */
export interface Load {
  /** What it is, for people. */
  readonly name: string;
  /** Drawn while the contact is closed; 0 for an empty socket. May be another each time it is asked. Unit: mA. */
  readonly currentMa: number;
}

/** Why a contact changed: a master's command, the node's own protection, power, or a fault that was made. */
export type Cause = 'command' | 'trip' | 'reclose' | 'boot' | 'power' | 'fault';

/** One sample above the threshold opens the contact, and 5 s later the node closes it again by itself, for ever. */
const TRIP_AFTER_MS = 20;
const RECLOSE_MS = 5_000;

export interface ContactParts {
  readonly clock: Clock;
  /** Unit: mA. */
  readonly thresholdMa: () => number;
  readonly onChange: (closed: boolean, cause: Cause) => void;
}

/** One relay with its load and the overload protection of version 1. */
export class Contact {
  readonly #parts: ContactParts;
  #load: Load;
  #isClosed = false;
  #stuck: 'on' | 'off' | undefined;
  #trippedUntil = -Infinity;
  #cancel: Cancel = () => {};

  constructor(load: Load, parts: ContactParts) {
    this.#load = load;
    this.#parts = parts;
  }

  get load(): Load {
    return this.#load;
  }

  /** Whether current can flow while the node has power. */
  get isClosed(): boolean {
    return this.#stuck ? this.#stuck === 'on' : this.#isClosed;
  }

  /** Whether current can flow while the relay has no power to move. */
  isClosedAtRest(wiring: 'nc' | 'no'): boolean {
    return this.#stuck ? this.#stuck === 'on' : wiring === 'nc';
  }

  get isTripped(): boolean {
    return this.#parts.clock.monoMs() < this.#trippedUntil;
  }

  /** While tripped a command does nothing; that it will close again the node does not forget either. */
  command(on: boolean): void {
    if (!this.isTripped) this.#set(on, 'command');
  }

  /** Another load is plugged in, or the same one is blocked. */
  plugIn(load: Load): void {
    this.#load = load;
    this.check();
  }

  /** Opens a closed contact that carries more than the threshold. */
  check(): void {
    if (!this.isClosed || this.isTripped || this.#load.currentMa <= this.#parts.thresholdMa()) return;
    this.#cancel();
    this.#cancel = this.#parts.clock.after(TRIP_AFTER_MS, () => this.trip());
  }

  trip(): void {
    this.#set(false, 'trip');
    this.#trippedUntil = this.#parts.clock.monoMs() + RECLOSE_MS;
    this.#cancel = this.#parts.clock.after(RECLOSE_MS, () => this.#set(true, 'reclose'));
  }

  /** Its contacts are welded: the load stays on whatever the relay does. */
  weld(): void {
    this.#stuck = 'on';
    this.#parts.onChange(true, 'fault');
  }

  /** Its contacts are burnt away: the load stays off whatever the relay does. */
  burnAway(): void {
    this.#stuck = 'off';
    this.#parts.onChange(false, 'fault');
  }

  /** Both contacts are open after a boot, whatever was before. What is stuck stays so. */
  boot(): void {
    this.#trippedUntil = -Infinity;
    this.#set(false, 'boot');
  }

  /** The relay falls back; what it was told is forgotten. */
  powerOff(): void {
    this.#cancel();
    this.#isClosed = false;
    this.#trippedUntil = -Infinity;
  }

  repair(): void {
    this.#stuck = undefined;
  }

  #set(closed: boolean, cause: Cause): void {
    this.#cancel();
    this.#isClosed = closed;
    this.#parts.onChange(this.isClosed, cause);
    this.check();
  }
}
