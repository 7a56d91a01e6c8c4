import type { RemoteInfo } from 'node:dgram';
import { EventEmitter } from 'node:events';
import type { OpenUdp, UdpSocket } from '../appliance/discovery/index.ts';

/** What a simulated network does to those on it. */
export interface LanTrouble {
  /** Thrown or emitted where a socket is bound. */
  readonly bind?: Error | undefined;
  /** What each send ends with. */
  readonly send?: Error | undefined;
}

/** A network of multicast sockets in one process: what one sends all hear, also the sender, as on a real one. */
export class FakeLan {
  readonly #sockets = new Set<FakeUdp>();
  trouble: LanTrouble = {};
  /** Packets that were sent. */
  sent: Uint8Array[] = [];
  opened = 0;

  readonly open: OpenUdp = () => {
    this.opened++;
    return new FakeUdp(this);
  };

  get isQuiet(): boolean {
    return this.#sockets.size === 0;
  }

  join(socket: FakeUdp): void {
    this.#sockets.add(socket);
  }

  leave(socket: FakeUdp): void {
    this.#sockets.delete(socket);
  }

  /** A packet of somebody else. */
  say(message: Uint8Array): void {
    const from: RemoteInfo = { address: '192.168.1.99', family: 'IPv4', port: 5353, size: message.length };
    for (const socket of this.#sockets) socket.emit('message', Buffer.from(message), from);
  }

  /** Something breaks under each socket. */
  breakAll(error: Error): void {
    for (const socket of this.#sockets) socket.emit('error', error);
  }
}

class FakeUdp extends EventEmitter implements UdpSocket {
  readonly #lan: FakeLan;

  constructor(lan: FakeLan) {
    super();
    this.#lan = lan;
  }

  bind(_port: number, _address: string | undefined, onListening: () => void): void {
    const { bind } = this.#lan.trouble;
    queueMicrotask(() => {
      if (bind) return void this.emit('error', bind);
      this.#lan.join(this);
      this.emit('listening');
      onListening();
    });
  }

  send(message: Uint8Array, _port: number, _address: string, done: (error: Error | null) => void): void {
    const error = this.#lan.trouble.send ?? null;
    const copy = Uint8Array.from(message);
    queueMicrotask(() => {
      if (!error) {
        this.#lan.sent.push(copy);
        this.#lan.say(copy);
      }
      done(error);
    });
  }

  close(done?: () => void): void {
    this.#lan.leave(this);
    if (done) queueMicrotask(done);
  }

  address(): { address: string; port: number } {
    return { address: '0.0.0.0', port: 5353 };
  }

  addMembership(): void {
    if (this.#lan.trouble.send) throw this.#lan.trouble.send;
  }

  dropMembership(): void {}
  setMulticastTTL(): void {}
  setMulticastLoopback(): void {}
  setMulticastInterface(): void {}
}
