import { createSocket, type RemoteInfo } from 'node:dgram';
import { EventEmitter } from 'node:events';
import type { Clock } from '../../contract/index.ts';

/** What of a UDP socket multicast needs; a `dgram.Socket` is one. */
export interface UdpSocket {
  bind(port: number, address: string | undefined, onListening: () => void): void;
  send(message: Uint8Array, port: number, address: string, done: (error: Error | null) => void): void;
  close(done?: () => void): void;
  address(): { address: string; port: number };
  addMembership(group: string, address?: string): void;
  dropMembership(group: string, address?: string): void;
  setMulticastTTL(ttl: number): void;
  setMulticastLoopback(on: boolean): void;
  setMulticastInterface(address: string): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'listening', listener: () => void): unknown;
  on(event: 'message', listener: (message: Uint8Array, from: RemoteInfo) => void): unknown;
}

/** Opens one; a test hands in another. */
export type OpenUdp = () => UdpSocket;

/** Others on this machine may answer on the same port. */
export const openUdp: OpenUdp = () => createSocket({ type: 'udp4', reuseAddr: true });

export interface MdnsSocketParts {
  readonly open: OpenUdp;
  readonly clock: Clock;
  /** It can go on no more; told once. */
  readonly onBroken: (error: Error) => void;
}

/** What is longer than a packet of multicast DNS may be (RFC 6762, section 17) is none. Unit: bytes. */
const MAX_PACKET = 9_000;
/** Beyond this many packets a second they are dropped unread: a farm has some a minute. */
const MAX_PER_SECOND = 100;

/**
 * The socket that is handed to the mDNS library in place of a real one. Whatever the network does stays in here: errors are told
 * to `onBroken` and never thrown or emitted, every send is answered once, and a flood is cut.
 */
export class MdnsSocket extends EventEmitter {
  readonly #parts: MdnsSocketParts;
  readonly #socket: UdpSocket | undefined;
  readonly #sending = new Set<() => void>();
  #isBound = false;
  #isOver = false;
  #second = 0;
  #packets = 0;

  constructor(parts: MdnsSocketParts) {
    super();
    this.#parts = parts;
    this.setMaxListeners(0);
    this.#socket = this.#try(() => parts.open());
    this.#socket?.on('error', (error) => this.#break(error));
    this.#socket?.on('listening', () => {
      this.#isBound = true;
      this.emit('listening');
    });
    this.#socket?.on('message', (message, from) => {
      if (!this.#isOver && message.length <= MAX_PACKET && this.#isInTime()) this.emit('message', message, from);
    });
  }

  get isBound(): boolean {
    return this.#isBound && !this.#isOver;
  }

  bind(port: number, address: string | undefined, onListening: () => void): void {
    this.#try(() => this.#socket?.bind(port, address, onListening));
  }

  /** As `dgram` is asked by the library: a part of a buffer. What cannot be sent is lost, as any packet may be. */
  send(message: Uint8Array, offset: number, length: number, port: number, address: string, done: () => void): void {
    const end = () => {
      if (this.#sending.delete(end)) queueMicrotask(done);
    };
    this.#sending.add(end);
    if (!this.isBound) return end();
    this.#try(() => this.#socket?.send(message.subarray(offset, offset + length), port, address, end), end);
  }

  close(done?: () => void): void {
    const wasOver = this.#isOver;
    this.#isOver = true;
    for (const end of this.#sending) end();
    if (!wasOver && this.#socket) this.#closeQuietly(done);
    else if (done) queueMicrotask(done);
  }

  address(): { address: string; port: number } {
    return this.#try(() => this.#socket?.address()) ?? { address: '0.0.0.0', port: 0 };
  }

  /** An interface may go at any moment: the library is told, which tries again. */
  addMembership(group: string, address?: string): void {
    this.#socket?.addMembership(group, address);
  }

  dropMembership(group: string, address?: string): void {
    this.#socket?.dropMembership(group, address);
  }

  setMulticastInterface(address: string): void {
    this.#socket?.setMulticastInterface(address);
  }

  setMulticastTTL(ttl: number): void {
    this.#try(() => this.#socket?.setMulticastTTL(ttl));
  }

  setMulticastLoopback(on: boolean): void {
    this.#try(() => this.#socket?.setMulticastLoopback(on));
  }

  #isInTime(): boolean {
    const second = Math.floor(this.#parts.clock.monoMs() / 1000);
    if (second !== this.#second) this.#packets = 0;
    this.#second = second;
    return this.#packets++ < MAX_PER_SECOND;
  }

  #break(error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const end of this.#sending) end();
    this.#closeQuietly();
    // Whoever is told may not have this socket in hand yet.
    queueMicrotask(() => this.#parts.onBroken(error));
  }

  #closeQuietly(done?: () => void): void {
    try {
      this.#socket?.close(done);
    } catch {
      // One that was never bound is closed already.
      if (done) queueMicrotask(done);
    }
  }

  /** `rescue` is for what is lost without harm; without it the socket is broken. */
  #try<Result>(run: () => Result, rescue?: () => void): Result | undefined {
    try {
      return run();
    } catch (error) {
      if (rescue) rescue();
      else this.#break(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }
}
