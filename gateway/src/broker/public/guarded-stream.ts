import { Duplex } from 'node:stream';
import type { Cancel, Clock } from '../../contract/index.ts';
import {
  PacketGuard,
  Pace,
  Refusal,
  type ClientRates,
  type ConnectAnswer,
  type ConnectFacts,
  type PacketFacts,
  type PublishFacts,
} from '../guard/index.ts';
import { hangUp } from './hang-up.ts';
import { KeepAlive } from './keep-alive.ts';
import { pubackPackets } from './publish-packet.ts';
import { Unreleased } from './unreleased.ts';

/**
 * Packets that wait for the broker; then the client is not read. No more than one: aedes reads on from inside its parser when it
 * is done with a packet at once, and a second one found there would be taken for the first.
 */
const PACKETS_WAITING = 1;
/** Bytes that wait for the client; then the broker is told to wait. */
const BYTES_WAITING = 16 * 1024;
/** More than a roster and commands for each of its outlets; whoever has let that much wait reads nothing. */
const MOST_BYTES_WAITING = 256 * 1024;

const noTimer: Cancel = () => {};

/** What one connection is held to. All times in ms. */
export interface StreamLimits {
  readonly rates: ClientRates;
  /** From its first byte, or the lack of it, until it was let in. */
  readonly connectMs: number;
  /** How long bytes may wait that the client does not read. */
  readonly drainMs: number;
}

/** What a guarded connection is made of. */
export interface GuardedStreamParts {
  /** The connection: TCP, TLS or WebSocket. */
  readonly carrier: Duplex;
  /** Who it comes from, as hosts are counted. */
  readonly host: string;
  readonly clock: Clock;
  readonly limits: StreamLimits;
  /** A CONNECT passed the guard: from here on there is something for a broker to read. */
  readonly onConnect: (stream: GuardedStream) => void;
  /** It says something with QoS 0 or 1, once it was let in. Answers why it is cut off for that; undefined where it was taken. */
  readonly onSaid: (stream: GuardedStream, said: PublishFacts) => string | undefined;
  /** It was cut off, and why. */
  readonly onRefused: (stream: GuardedStream, reason: string) => void;
}

/**
 * One connection as the broker sees it: whole packets that the guard has read, one a read, no faster than the client's rates.
 * What is said with QoS 0 or 1 does not go to the broker, since no other client hears it: it is taken and acknowledged here, in
 * its order. Whoever breaks a rule, is not let in in time, is silent for too long or does not read what it is sent is cut off.
 */
export class GuardedStream extends Duplex {
  readonly host: string;
  /** What the client sent with QoS 2 and may send again. */
  readonly unreleased = new Unreleased();
  readonly #parts: GuardedStreamParts;
  readonly #carrier: Duplex;
  readonly #guard = new PacketGuard();
  readonly #pace: Pace;
  readonly #keepAlive: KeepAlive;
  /** Ids of what was taken and is acknowledged with all else that came with it. */
  readonly #taken: number[] = [];
  #connect: ConnectFacts | undefined;
  #lastId = 0;
  #isFull = false;
  #isEnded = false;
  #answer: ConnectAnswer | undefined;
  #cancelConnect: Cancel = noTimer;
  #cancelPace: Cancel = noTimer;
  #cancelDrain: Cancel = noTimer;

  constructor(parts: GuardedStreamParts) {
    super({ readableObjectMode: true, readableHighWaterMark: PACKETS_WAITING, writableHighWaterMark: BYTES_WAITING });
    this.host = parts.host;
    this.#parts = parts;
    this.#carrier = parts.carrier;
    this.#pace = new Pace(parts.limits.rates, parts.clock.monoMs());
    this.#keepAlive = new KeepAlive(parts.clock, () => this.refuse(new Refusal('it was silent for too long')));
    this.on('drain', () => this.#pump());
    // An error of a connection is its end; what is left to say of it is in the log.
    this.on('error', () => {});
  }

  /** What the CONNECT said; undefined before it came. */
  get connectFacts(): ConnectFacts | undefined {
    return this.#connect;
  }

  /** Begins to read. */
  open(): void {
    const { clock, limits } = this.#parts;
    this.#cancelConnect = clock.after(limits.connectMs, () => this.refuse(new Refusal('it did not connect in time')));
    this.#carrier.on('data', (chunk: Buffer) => {
      this.#guard.feed(chunk);
      this.#pump();
    });
    this.#carrier.on('end', () => this.#onEnd());
    this.#carrier.on('close', () => {
      if (!this.#isEnded) this.destroy();
    });
    this.#carrier.on('error', () => this.destroy());
  }

  /** Who sent the CONNECT was let in. */
  accept(): void {
    this.#cancelConnect();
    this.#guard.accept();
    this.#keepAlive.start(this.#connect?.keepAliveS ?? 0);
    this.#pump();
  }

  /** Cuts it off; says the refusal's answer first, where it has one and nothing was said yet. */
  refuse(refusal: Refusal): void {
    if (this.destroyed) return;
    this.#answer = refusal.answer;
    this.#parts.onRefused(this, refusal.message);
    this.destroy();
  }

  /** An id for a message to the client: any that it has not used of late. The broker itself sends nothing that has one. */
  nextId(): number {
    this.#lastId = (this.#lastId % 65_535) + 1;
    return this.#lastId;
  }

  /** Sends a whole packet, behind what waits. Who lets too much wait is cut off. */
  deliver(packet: Buffer): void {
    if (this.destroyed || !this.#carrier.writable) return;
    if (this.writableLength === 0 && this.#carrier.writableLength === 0) this.#send(packet);
    else if (this.writableLength + packet.length > MOST_BYTES_WAITING) this.#cutSlow();
    else this.write(packet);
  }

  /** Never at once, for the same reason. */
  override _read(): void {
    setImmediate(() => {
      this.#isFull = false;
      this.#pump();
    });
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (!this.#carrier.writable) return done(new Error('the connection is gone'));
    this.#send(chunk, done);
  }

  /** The broker writes a packet in pieces: they leave together. */
  override _writev(pieces: readonly { readonly chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(pieces.map(({ chunk }) => chunk)), 'binary', done);
  }

  override _final(done: () => void): void {
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    for (const cancel of [this.#cancelConnect, this.#cancelPace, this.#cancelDrain]) cancel();
    this.#keepAlive.stop();
    this.#carrier.removeAllListeners('data');
    this.#carrier.removeAllListeners('end');
    hangUp(this.#carrier, this.#parts.clock, this.#parts.limits.drainMs, this.#answer);
    done(error);
  }

  #send(bytes: Buffer, done?: (error?: Error | null) => void): void {
    this.#carrier.write(bytes, (error) => {
      this.#watchDrain();
      done?.(error);
    });
    // Most often the system has taken all of it by now.
    if (this.#carrier.writableLength > 0) this.#watchDrain();
  }

  /** What waits has this long from now on: something was read. */
  #watchDrain(): void {
    const { clock, limits } = this.#parts;
    this.#cancelDrain();
    this.#cancelDrain = noTimer;
    if (this.#carrier.writableLength > 0 && !this.destroyed)
      this.#cancelDrain = clock.after(limits.drainMs, () => this.#cutSlow());
  }

  #cutSlow(): void {
    this.#carrier.destroy();
    this.refuse(new Refusal('it does not read what it is sent'));
  }

  #pump(): void {
    const next = this.#moveOn();
    this.#acknowledge();
    if (next instanceof Refusal) this.refuse(next);
    else if (next === 'read') this.#readOn();
    else this.#carrier.pause();
  }

  /** Moves on what the guard lets through, until something has to wait. */
  #moveOn(): 'read' | 'wait' | Refusal {
    while (!this.#isFull && !this.destroyed && !this.writableNeedDrain) {
      const now = this.#parts.clock.monoMs();
      if (this.#mustWait(now)) return 'wait';
      const step = this.#guard.next();
      if (step.kind === 'refused') return step.refusal;
      if (step.kind === 'more') return 'read';
      if (step.kind === 'waiting') return 'wait';
      this.#pace.spend(step.bytes.length, now);
      this.#keepAlive.hear(now);
      const fault = this.#take(step.facts, step.bytes);
      if (fault !== undefined) return new Refusal(fault);
    }
    return 'wait';
  }

  /** Answers why it is cut off for this packet, where it is. */
  #take(facts: PacketFacts, bytes: Buffer): string | undefined {
    // Nothing is kept of what it was sent: no session outlives a connection here.
    if (facts.kind === 'puback') return undefined;
    if (facts.kind === 'publish' && facts.qos < 2) {
      const fault = this.#parts.onSaid(this, facts);
      if (fault === undefined && facts.id !== undefined) this.#taken.push(facts.id);
      return fault;
    }
    // The broker has taken all before it: it is read no sooner.
    if (facts.kind === 'pubrel') this.unreleased.release(facts.id);
    this.#acknowledge();
    if (!this.push(bytes)) this.#isFull = true;
    if (facts.kind === 'connect') {
      this.#connect = facts;
      this.#parts.onConnect(this);
    }
    return undefined;
  }

  #acknowledge(): void {
    if (this.#taken.length === 0) return;
    const bytes = pubackPackets(this.#taken);
    this.#taken.length = 0;
    this.deliver(bytes);
  }

  #readOn(): void {
    if (this.#isEnded) this.push(null);
    else this.#carrier.resume();
  }

  #mustWait(nowMono: number): boolean {
    const waitMs = this.#pace.waitMs(nowMono);
    if (waitMs === 0) return false;
    this.#cancelPace();
    this.#cancelPace = this.#parts.clock.after(waitMs, () => this.#pump());
    return true;
  }

  /** What it said before it hung up still goes to the broker. */
  #onEnd(): void {
    this.#isEnded = true;
    if (!this.#connect) this.destroy();
    else this.#pump();
  }
}
