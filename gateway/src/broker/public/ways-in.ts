import type { SecureContext } from 'node:tls';
import type { Cancel, Clock } from '../../contract/index.ts';
import { Fault } from '../../domain/fault.ts';
import type { Log } from '../../domain/log.ts';
import {
  listenPlain,
  listenTls,
  listenWebSocket,
  secureContextOf,
  type Admit,
  type HostAndPort,
  type KeyPair,
  type Listener,
} from './listeners.ts';

/** Where the public broker listens. What is not named is not opened. */
export interface WaysInParts {
  readonly plain?: HostAndPort | undefined;
  readonly tls?: (HostAndPort & KeyPair) | undefined;
  /** Path of the Unix socket for WebSockets. */
  readonly webSocket?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** A listener is open, at once or after a while: `ports` tells which are. */
  readonly onOpen?: () => void;
}

type Way = 'plain' | 'tls' | 'webSocket';

/** A port that somebody else has is tried again. */
const LISTEN_AGAIN_MS = 10_000;

/** The listeners of the public broker: each is opened as soon as it can be. */
export class WaysIn {
  readonly #parts: WaysInParts;
  readonly #listeners = new Map<Way, Listener>();
  readonly #waiting = new Set<Cancel>();
  /** Those that could not be opened so far: it is said once. */
  readonly #refused = new Set<Way>();
  #isWanted = false;
  #secureContext: SecureContext | undefined;

  constructor(parts: WaysInParts) {
    this.#parts = parts;
  }

  /** Ports that are open, of those that were asked for. */
  get ports(): { readonly plain: number | undefined; readonly tls: number | undefined } {
    return { plain: this.#listeners.get('plain')?.port, tls: this.#listeners.get('tls')?.port };
  }

  /** From now on TLS is with this key and certificate. Throws a Fault `config` where they are none. */
  renew(pair: KeyPair): void {
    this.#secureContext = secureContextOf(pair);
  }

  /** Opens what it can: what is taken it tries again until it is stopped. */
  async open(admit: Admit): Promise<void> {
    const { plain, tls, webSocket } = this.#parts;
    this.#isWanted = true;
    await Promise.all([
      plain && this.#open('plain', () => listenPlain(plain, admit)),
      tls && this.#open('tls', () => listenTls({ host: tls.host, port: tls.port }, () => this.#contextNow(), admit)),
      webSocket !== undefined && this.#open('webSocket', () => listenWebSocket(webSocket, admit)),
    ]);
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    for (const cancel of this.#waiting) cancel();
    await Promise.all([...this.#listeners.values()].map((listener) => listener.stop()));
    this.#listeners.clear();
  }

  async #open(way: Way, listen: () => Promise<Listener>): Promise<void> {
    const { clock, log, onOpen } = this.#parts;
    try {
      this.#listeners.set(way, await listen());
      this.#refused.delete(way);
      onOpen?.();
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'in-use') throw error;
      if (!this.#refused.has(way)) log.error({ listener: way }, `${error.message} It is tried again.`);
      this.#refused.add(way);
      const cancel = clock.after(LISTEN_AGAIN_MS, () => {
        this.#waiting.delete(cancel);
        if (this.#isWanted) void this.#open(way, listen);
      });
      this.#waiting.add(cancel);
    }
  }

  #contextNow(): SecureContext {
    if (!this.#secureContext) throw new Fault('config', 'There is no key for MQTT over TLS.');
    return this.#secureContext;
  }
}
