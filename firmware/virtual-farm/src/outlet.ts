import type { Cancel, Clock } from '@farmgate/gateway/contract';
import {
  ackFrame,
  decodeFrame,
  encodeFrame,
  FRAME_LENGTH,
  parseRequest,
  reportFrame,
  TRIPPED,
  toHex,
  type Frame,
  type Request,
  type Socket,
} from '@farmgate/rf-bridge/codec';
import type { Air, Station } from './air.ts';
import type { TruthLog, Truth } from './truth.ts';

/** What hangs on a socket. */
export interface Load {
  /** What it is, for people. */
  readonly name: string;
  /** Drawn while the contact is closed; 0 for an empty socket. Unit: mA. */
  readonly currentMa: number;
}

export interface OutletSpec {
  /** Its id on the air, 03 to FE. */
  readonly id: number;
  /** The only master it answers. */
  readonly master: number;
  readonly loads: Readonly<Record<Socket, Load>>;
  readonly thresholdMa: number;
  /** Normally closed: without power the load is on. The field's outlets are wired so. */
  readonly wiring: 'nc' | 'no';
}

/** Something that is wrong with a node. */
export type OutletFault =
  | { readonly kind: 'dead' }
  | { readonly kind: 'lying-ack' }
  | { readonly kind: 'power-cut' }
  | { readonly kind: 'stuck-on'; readonly socket: Socket }
  | { readonly kind: 'tripped'; readonly socket: Socket };

interface Contact {
  closed: boolean;
  stuck: boolean;
  trippedUntil: number;
  cancelTrip: Cancel;
}

/** Writing an answer, one ACS712 read a socket at 60 Hz, the wait for the own overload check (mean 2.9), the gap of the second report. */
const ANSWER_MS = 1;
const CURRENT_READ_MS = 17;
const CHECK_WAIT_MS = 2.9;
const SECOND_REPORT_MS = 50;
/** One sample above the threshold opens the contact, and 5 s later the node closes it again by itself, for ever. */
const TRIP_AFTER_MS = 20;
const RECLOSE_MS = 5_000;
const LARGEST_MA = 30_000;

/** A PIC16F88 smart outlet with version 1 firmware, quirks and all. It speaks only when asked, and never of its contacts. */
export class Outlet implements Station {
  readonly spec: OutletSpec;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #air: Air;
  readonly #truth: TruthLog;
  readonly #contacts: Record<Socket, Contact> = { a: openContact(), b: openContact() };
  /** The receiver has no time-out: a lost byte makes it swallow the beginning of the next frame. */
  #received: number[] = [];
  #thresholdMa: number;
  #isPowered = true;
  #isDead = false;
  #isLying = false;

  constructor(spec: OutletSpec, parts: { clock: Clock; random: () => number; air: Air; truth: TruthLog }) {
    this.spec = spec;
    this.#thresholdMa = spec.thresholdMa;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#air = parts.air;
    this.#truth = parts.truth;
    parts.air.join(this);
  }

  /** Whether current can flow: what a person would see at the load. */
  isLoadOn(socket: Socket): boolean {
    if (!this.#isPowered) return this.spec.wiring === 'nc';
    return this.#contacts[socket].closed || this.#contacts[socket].stuck;
  }

  isTripped(socket: Socket): boolean {
    return this.#clock.monoMs() < this.#contacts[socket].trippedUntil;
  }

  hear(bytes: Uint8Array): void {
    if (!this.#isPowered || this.#isDead) return;
    for (const byte of bytes) this.#hearByte(byte);
  }

  inject(fault: OutletFault): void {
    switch (fault.kind) {
      case 'dead':
        this.#isDead = true;
        return;
      case 'lying-ack':
        this.#isLying = true;
        return;
      case 'power-cut':
        this.#isPowered = false;
        return;
      case 'stuck-on':
        this.#contacts[fault.socket].stuck = true;
        return this.#note({ what: 'contact', socket: fault.socket, closed: true, cause: 'fault' });
      case 'tripped':
        return this.#trip(fault.socket);
    }
  }

  /** As new: powered, honest, contacts open as after each boot. */
  repair(): void {
    this.#isDead = false;
    this.#isLying = false;
    this.#received = [];
    for (const socket of sockets) {
      this.#contacts[socket].cancelTrip();
      this.#contacts[socket] = openContact();
      if (!this.#isPowered) this.#note({ what: 'contact', socket, closed: false, cause: 'boot' });
    }
    this.#isPowered = true;
  }

  #hearByte(byte: number): void {
    if (this.#received.length === 0 && byte !== 0xaa) return;
    this.#received.push(byte);
    if (this.#received.length < FRAME_LENGTH) return;
    const bytes = Uint8Array.from(this.#received);
    this.#received = [];
    const frame = decodeFrame(bytes);
    if (frame) this.#onFrame(frame, bytes);
  }

  #onFrame(frame: Frame, bytes: Uint8Array): void {
    if (frame.target !== this.spec.id || frame.sender !== this.spec.master) return;
    const request = parseRequest(frame);
    if (!request) return;
    this.#note({ what: 'received', frame: toHex(bytes) });
    this.#obey(request, frame.command);
  }

  #obey(request: Request, command: number): void {
    switch (request.kind) {
      case 'ping':
        return this.#answer(command);
      case 'relay':
        this.#switch(request.socket, request.on);
        return this.#answer(command, request.socket === 'a' ? 1 : 2);
      case 'read-current':
        return this.#report();
      case 'set-threshold':
        this.#thresholdMa = request.ma;
        return this.#answer(command);
      case 'set-device-id':
      case 'set-master-id':
        // Only in config mode, which takes a finger on its button.
        return undefined;
    }
  }

  /** While tripped it acknowledges and does nothing; that it will close again it does not forget either. */
  #switch(socket: Socket, on: boolean): void {
    if (this.#isLying || this.isTripped(socket)) return;
    this.#setContact(socket, on, 'command');
  }

  #setContact(socket: Socket, closed: boolean, cause: 'command' | 'trip' | 'reclose'): void {
    const contact = this.#contacts[socket];
    contact.closed = closed;
    this.#note({ what: 'contact', socket, closed: this.isLoadOn(socket), cause });
    contact.cancelTrip();
    if (closed && this.spec.loads[socket].currentMa > this.#thresholdMa)
      contact.cancelTrip = this.#clock.after(TRIP_AFTER_MS, () => this.#trip(socket));
  }

  #trip(socket: Socket): void {
    this.#setContact(socket, false, 'trip');
    const contact = this.#contacts[socket];
    contact.trippedUntil = this.#clock.monoMs() + RECLOSE_MS;
    contact.cancelTrip = this.#clock.after(RECLOSE_MS, () => this.#setContact(socket, true, 'reclose'));
  }

  #answer(command: number, dataHigh = 0): void {
    const frame = ackFrame({ target: this.spec.master, sender: this.spec.id }, command, dataHigh);
    this.#later(ANSWER_MS + CHECK_WAIT_MS, () => frame);
  }

  /** The sender of a report is the socket, not the node. */
  #report(): void {
    const first = ANSWER_MS + CHECK_WAIT_MS + 2 * CURRENT_READ_MS;
    for (const [at, socket] of sockets.entries())
      this.#later(first + at * (SECOND_REPORT_MS + (FRAME_LENGTH * 10_000) / 9_600), () =>
        reportFrame(this.spec.master, socket, this.#currentOf(socket)),
      );
  }

  #currentOf(socket: Socket): number | typeof TRIPPED {
    if (this.isTripped(socket)) return TRIPPED;
    const noise = Math.round(this.#random() * 12);
    if (!this.isLoadOn(socket)) return noise;
    const drawn = this.spec.loads[socket].currentMa * (0.99 + 0.02 * this.#random());
    return Math.min(LARGEST_MA, Math.round(drawn) + noise);
  }

  #later(ms: number, frame: () => Frame): void {
    this.#clock.after(ms, () => {
      if (this.#isPowered && !this.#isDead) this.#air.send(this, encodeFrame(frame()));
    });
  }

  #note(truth: DistributiveOmit<Truth, 'at' | 'node'>): void {
    this.#truth({ at: this.#clock.monoMs(), node: this.spec.id, ...truth });
  }
}

type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

const sockets: readonly Socket[] = ['a', 'b'];

function openContact(): Contact {
  return { closed: false, stuck: false, trippedUntil: -Infinity, cancelTrip: () => {} };
}
