import type { Cancel, Clock } from '@farmgate/gateway/contract';
import {
  ackFrame,
  COMMAND,
  decodeFrame,
  encodeFrame,
  FRAME_LENGTH,
  parseRequest,
  reportFrame,
  SOCKET_NUMBER,
  TRIPPED,
  toHex,
  type Frame,
  type Request,
  type Socket,
} from '@farmgate/rf-bridge/codec';
import type { Air, Station } from './air.ts';
import { Contact, type Cause, type Load } from './contact.ts';
import type { OutletFault } from './fault.ts';
import type { TruthLog } from './truth.ts';

export interface OutletSpec {
  /** Its id on the air, 03 to FE; 01 as it leaves the factory. */
  readonly id: number;
  /** The only master it answers. */
  readonly master: number;
  readonly loads: Readonly<Record<Socket, Load>>;
  readonly thresholdMa: number;
  /** Normally closed: without power the load is on. The field's outlets are wired so. */
  readonly wiring: 'nc' | 'no';
  /** The channel its module is set to, 1 to 100; 1 where nothing is said. */
  readonly channel?: number | undefined;
  /** How strong its packets are where they arrive. Unit: dB; 0 where nothing is said. */
  readonly levelDb?: number | undefined;
}

/** Writing an answer. Unit: ms, as all that follow. */
const ANSWER_MS = 1;
/** One ACS712 read over a period of 60 Hz; both sockets are read, one after the other, and nothing else is done meanwhile. */
const CURRENT_READ_MS = 17;
/** The node looks after its own overload protection this often, for two reads: whoever asks then waits. Mean 2.9, worst 34. */
const CHECK_EVERY_MS = 200;
const SECOND_REPORT_MS = 50;
/** The module's power-up and the calibration of both sensors; until it ends no relay is driven. */
const BOOT_MS = 300;
const BYTE_MS = 10_000 / 9_600;
/** What a threshold that reads as unset (high byte FF) stands for. Unit: mA. */
const DEFAULT_THRESHOLD_MA = 3_000;
const LARGEST_MA = 30_000;
const FACTORY_ID = 0x01;
const OVERLOAD_FACTOR = 1.5;
const FRAME_START = 0xaa;
const sockets: readonly Socket[] = ['a', 'b'];

/** A PIC16F88 smart outlet with version 1 firmware, quirks and all. It speaks only when asked, and never of its contacts. */
export class Outlet implements Station {
  readonly spec: OutletSpec;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #air: Air;
  readonly #truth: TruthLog;
  readonly #contacts: Record<Socket, Contact>;
  /** The receiver has no time-out: a lost byte makes it swallow the beginning of the next frame. */
  #received: number[] = [];
  #id: number;
  #master: number;
  #thresholdMa: number;
  #hasMains = true;
  /** Its own supply failed; its loads' did not. */
  #isCut = false;
  #isBooting = false;
  #cancelBoot: Cancel = () => {};
  #isDead = false;
  #isLying = false;
  #isInConfigMode = false;

  constructor(spec: OutletSpec, parts: { clock: Clock; random: () => number; air: Air; truth: TruthLog }) {
    this.spec = spec;
    this.#id = spec.id;
    this.#master = spec.master;
    this.#thresholdMa = spec.thresholdMa;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#air = parts.air;
    this.#truth = parts.truth;
    this.#contacts = { a: this.#makeContact('a'), b: this.#makeContact('b') };
    parts.air.join(this, spec);
  }

  /** Its id on the air now. */
  get id(): number {
    return this.#id;
  }

  /** Current above which a socket opens. Unit: mA. */
  get thresholdMa(): number {
    return this.#thresholdMa >= 0xff00 ? DEFAULT_THRESHOLD_MA : this.#thresholdMa;
  }

  /** Whether current can flow: what a person would see at the load. */
  isLoadOn(socket: Socket): boolean {
    if (!this.#hasMains) return false;
    const contact = this.#contacts[socket];
    return this.#isPowered ? contact.isClosed : contact.isClosedAtRest(this.spec.wiring);
  }

  /** All three of id, master and threshold are no longer as they left the factory. */
  get isLedOn(): boolean {
    return this.#isPowered && this.#id !== FACTORY_ID && this.#master !== FACTORY_ID && this.#thresholdMa < 0xff00;
  }

  isTripped(socket: Socket): boolean {
    return this.#contacts[socket].isTripped;
  }

  /** What is plugged in there now. */
  loadOf(socket: Socket): Load {
    return this.#contacts[socket].load;
  }

  /** A finger on its button for 3 s: until the next boot it takes a new id and a new master. */
  pressButton(): void {
    this.#isInConfigMode = true;
  }

  /** The mains of this outlet and of what hangs on it went or came: until it has booted, relays lie at rest. */
  setMains(hasMains: boolean): void {
    if (this.#hasMains === hasMains) return;
    this.#hasMains = hasMains;
    if (!hasMains) return this.#losePower();
    this.#isBooting = true;
    this.#noteBoth('power');
    this.#cancelBoot = this.#clock.after(BOOT_MS, () => this.#boot());
  }

  /** What hangs there may draw more than it did: the node's protection looks again. */
  checkLoads(): void {
    if (this.#isPowered) for (const socket of sockets) this.#contacts[socket].check();
  }

  hear(bytes: Uint8Array): void {
    if (!this.#isPowered || this.#isDead || this.#isWholeForAnother(bytes)) return;
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
        this.#isCut = true;
        return this.#losePower();
      case 'button':
        return this.pressButton();
      case 'stuck-on':
        return this.#contacts[fault.socket].weld();
      case 'stuck-off':
        return this.#contacts[fault.socket].burnAway();
      case 'tripped':
        return this.#contacts[fault.socket].trip();
      case 'overload':
        return this.#draw(fault.socket, Math.round(this.thresholdMa * OVERLOAD_FACTOR));
      case 'load':
        return this.#draw(fault.socket, fault.currentMa);
    }
  }

  /** Honest again, heard again, powered again; contacts open as after each boot, and loads as they were at first. */
  repair(): void {
    this.#isCut = false;
    this.#isBooting = false;
    this.#isDead = false;
    this.#isLying = false;
    this.#isInConfigMode = false;
    this.#received = [];
    this.#cancelBoot();
    for (const socket of sockets) {
      this.#contacts[socket].repair();
      this.#contacts[socket].boot();
      this.#contacts[socket].plugIn(this.spec.loads[socket]);
    }
  }

  get #isPowered(): boolean {
    return this.#hasMains && !this.#isCut && !this.#isBooting;
  }

  #losePower(): void {
    this.#cancelBoot();
    this.#isBooting = false;
    this.#isInConfigMode = false;
    this.#received = [];
    for (const socket of sockets) this.#contacts[socket].powerOff();
    this.#noteBoth('power');
  }

  #boot(): void {
    this.#isBooting = false;
    if (this.#isPowered) for (const socket of sockets) this.#contacts[socket].boot();
  }

  #draw(socket: Socket, currentMa: number): void {
    this.#contacts[socket].plugIn({ name: this.loadOf(socket).name, currentMa });
  }

  #makeContact(socket: Socket): Contact {
    return new Contact(this.spec.loads[socket], {
      clock: this.#clock,
      thresholdMa: () => this.thresholdMa,
      onChange: (_closed, cause) => this.#note(socket, cause),
    });
  }

  /** Most of what is on the air; to look at its every byte would come to the same. */
  #isWholeForAnother(bytes: Uint8Array): boolean {
    const isWhole = this.#received.length === 0 && bytes.length === FRAME_LENGTH && bytes[0] === FRAME_START;
    return isWhole && bytes[1] !== this.#id;
  }

  #hearByte(byte: number): void {
    if (this.#received.length === 0 && byte !== FRAME_START) return;
    this.#received.push(byte);
    if (this.#received.length < FRAME_LENGTH) return;
    const bytes = Uint8Array.from(this.#received);
    this.#received = [];
    const frame = decodeFrame(bytes);
    if (frame) this.#onFrame(frame, bytes);
  }

  #onFrame(frame: Frame, bytes: Uint8Array): void {
    if (frame.target !== this.#id || frame.sender !== this.#master) return;
    const request = parseRequest(frame);
    if (!request) return;
    this.#truth({ at: this.#clock.monoMs(), node: this.spec.id, what: 'received', frame: toHex(bytes) });
    this.#later(this.#wait(), () => this.#obey(request));
  }

  /** Mostly none; sometimes the rest of the two reads that the overload check takes. */
  #wait(): number {
    return Math.max(0, 2 * CURRENT_READ_MS - this.#random() * CHECK_EVERY_MS);
  }

  #obey(request: Request): void {
    switch (request.kind) {
      case 'ping':
        return this.#acknowledge(COMMAND.ping);
      case 'relay':
        if (!this.#isLying) this.#contacts[request.socket].command(request.on);
        return this.#acknowledge(request.on ? COMMAND.relayOn : COMMAND.relayOff, SOCKET_NUMBER[request.socket]);
      case 'read-current':
        return this.#report();
      case 'set-threshold':
        this.#thresholdMa = request.ma;
        for (const socket of sockets) this.#contacts[socket].check();
        return this.#acknowledge(COMMAND.setThreshold);
      case 'set-device-id':
        return this.#takeId(request.id);
      case 'set-master-id':
        return this.#takeMaster(request.id);
    }
  }

  /** Acknowledged from the new id already. */
  #takeId(id: number): void {
    if (!this.#isInConfigMode) return;
    this.#id = id;
    this.#acknowledge(COMMAND.setDeviceId);
  }

  /** Acknowledged to the old master still. */
  #takeMaster(master: number): void {
    if (!this.#isInConfigMode) return;
    this.#acknowledge(COMMAND.setMasterId);
    this.#master = master;
  }

  #acknowledge(command: number, dataHigh = 0): void {
    const frame = ackFrame({ target: this.#master, sender: this.#id }, command, dataHigh);
    this.#later(ANSWER_MS, () => this.#say(frame));
  }

  /** The sender of a report is the socket, not the node. */
  #report(): void {
    const first = ANSWER_MS + 2 * CURRENT_READ_MS;
    const second = first + FRAME_LENGTH * BYTE_MS + SECOND_REPORT_MS;
    for (const [socket, after] of [
      ['a', first],
      ['b', second],
    ] as const)
      this.#later(after, () => this.#say(reportFrame(this.#master, socket, this.#currentOf(socket))));
  }

  #currentOf(socket: Socket): number | typeof TRIPPED {
    if (this.isTripped(socket)) return TRIPPED;
    const noise = Math.round(this.#random() * 12);
    if (!this.isLoadOn(socket)) return noise;
    const drawn = this.loadOf(socket).currentMa * (0.99 + 0.02 * this.#random());
    return Math.min(LARGEST_MA, Math.round(drawn) + noise);
  }

  #say(frame: Frame): void {
    this.#air.send(this, encodeFrame(frame));
  }

  #later(ms: number, run: () => void): void {
    this.#clock.after(ms, () => {
      if (this.#isPowered && !this.#isDead) run();
    });
  }

  #noteBoth(cause: Cause): void {
    for (const socket of sockets) this.#note(socket, cause);
  }

  #note(socket: Socket, cause: Cause): void {
    const at = this.#clock.monoMs();
    this.#truth({ at, node: this.spec.id, what: 'contact', socket, closed: this.isLoadOn(socket), cause });
  }
}
