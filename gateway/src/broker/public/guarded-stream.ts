import { Duplex } from 'node:stream';
import type { Cancel, Clock } from '../../contract/index.ts';
import {
  PacketGuard,
  Pace,
  Refusal,
  refusingConnack,
  type ClientRates,
  type ConnectAnswer,
  type ConnectFacts,
} from '../guard/index.ts';
import { Unreleased } from './unreleased.ts';

/**
 * Packets that wait for the broker; then the client is not read. No more than one: aedes reads on from inside its parser when it
 * is done with a packet at once, and a second one found there would be taken for the first.
 */
const PACKETS_WAITING = 1;
/** Bytes that wait for the client; then the broker is told to wait. */
const BYTES_WAITING = 16 * 1024;

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
  /** It was cut off, and why. */
  readonly onRefused: (stream: GuardedStream, reason: string) => void;
}

/**
 * One connection as the broker sees it: whole packets that the guard has read, one a read, no faster than the client's rates.
 * Whoever breaks a rule, is not let in in time or does not read what it is sent is cut off.
 */
export class GuardedStream extends Duplex {
  readonly host: string;
  /** What the client sent with QoS 2 and may send again. */
  readonly unreleased = new Unreleased();
  readonly #parts: GuardedStreamParts;
  readonly #carrier: Duplex;
  readonly #guard = new PacketGuard();
  readonly #pace: Pace;
  #connect: ConnectFacts | undefined;
  #isFull = false;
  #isEnded = false;
  #answer: ConnectAnswer | undefined;
  #cancelConnect: Cancel = () => {};
  #cancelPace: Cancel = () => {};
  #cancelDrain: Cancel = () => {};

  constructor(parts: GuardedStreamParts) {
    super({ readableObjectMode: true, readableHighWaterMark: PACKETS_WAITING, writableHighWaterMark: BYTES_WAITING });
    this.host = parts.host;
    this.#parts = parts;
    this.#carrier = parts.carrier;
    this.#pace = new Pace(parts.limits.rates, parts.clock.monoMs());
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
    this.#pump();
  }

  /** Cuts it off; says the refusal's answer first, where it has one and nothing was said yet. */
  refuse(refusal: Refusal): void {
    if (this.destroyed) return;
    this.#answer = refusal.answer;
    this.#parts.onRefused(this, refusal.message);
    this.destroy();
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
    this.#carrier.write(chunk, (error) => {
      this.#cancelDrain();
      done(error);
    });
    // Most often the system has taken all of it by now.
    const { clock, limits } = this.#parts;
    if (this.#carrier.writableLength > 0) this.#cancelDrain = clock.after(limits.drainMs, () => this.#cutSlow());
  }

  override _final(done: () => void): void {
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    for (const cancel of [this.#cancelConnect, this.#cancelPace, this.#cancelDrain]) cancel();
    this.#carrier.removeAllListeners('data');
    this.#carrier.removeAllListeners('end');
    hangUp(this.#carrier, this.#parts.clock, this.#parts.limits.drainMs, this.#answer);
    done(error);
  }

  #cutSlow(): void {
    this.#carrier.destroy();
    this.refuse(new Refusal('it does not read what it is sent'));
  }

  /** Moves on what the guard lets through, until something has to wait. */
  #pump(): void {
    while (!this.#isFull && !this.destroyed && !this.#mustWait()) {
      const step = this.#guard.next();
      if (step.kind === 'refused') return this.refuse(step.refusal);
      if (step.kind === 'more') return this.#readOn();
      if (step.kind === 'waiting') return void this.#carrier.pause();
      this.#pace.spend(step.bytes.length, this.#parts.clock.monoMs());
      // The broker has taken all before it: it is read no sooner.
      if (step.facts.kind === 'pubrel') this.unreleased.release(step.facts.id);
      if (!this.push(step.bytes)) this.#isFull = true;
      if (step.facts.kind === 'connect') {
        this.#connect = step.facts;
        this.#parts.onConnect(this);
      }
    }
    this.#carrier.pause();
  }

  #readOn(): void {
    if (this.#isEnded) this.push(null);
    else this.#carrier.resume();
  }

  #mustWait(): boolean {
    const { clock } = this.#parts;
    const waitMs = this.#pace.waitMs(clock.monoMs());
    if (waitMs === 0) return false;
    this.#cancelPace();
    this.#cancelPace = clock.after(waitMs, () => this.#pump());
    return true;
  }

  /** What it said before it hung up still goes to the broker. */
  #onEnd(): void {
    this.#isEnded = true;
    if (!this.#connect) this.destroy();
    else this.#pump();
  }
}

/** Ends a connection so that what was said last still arrives, and surely. */
function hangUp(carrier: Duplex, clock: Clock, patienceMs: number, answer: ConnectAnswer | undefined): void {
  if (carrier.destroyed) return;
  const cancel = clock.after(patienceMs, () => carrier.destroy());
  carrier.once('close', cancel);
  // What still comes is thrown away: unread, it would make the system drop what we said last.
  carrier.resume();
  const end = () => carrier.destroy();
  if (answer) carrier.end(refusingConnack(answer), end);
  else carrier.end(end);
}
