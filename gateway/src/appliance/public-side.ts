import type { Cancel, ChildHealth, Clock } from '../contract/index.ts';
import type { Log } from '../domain/log.ts';
import { Child } from './children.ts';
import type { LocalCa } from './local-ca.ts';
import { memoryFlags } from './public-memory.ts';

/** Ports at which nodes are taken in; what is absent is not offered. */
export interface PublicPorts {
  readonly plain?: number;
  readonly tls?: number;
}

/** What the public side of the gateway is made with. */
export interface PublicSideParts {
  /** The program of the public broker. */
  readonly file: string;
  readonly host: string;
  /** The ports wanted, 0 for a free one. */
  readonly ports: PublicPorts;
  readonly coreSocket: string;
  readonly secretFile: string;
  /** Unix socket to which WebSockets are handed. */
  readonly webSocket: string;
  readonly memoryMb: number;
  readonly logLevel: string;
  readonly ca: Pick<LocalCa, 'ensure' | 'file' | 'isThere'>;
  readonly clock: Clock;
  readonly log: Log;
  /** A device, or somebody in its name, wanted a command kept. */
  readonly onRetainedCommand: (device: string, from: string) => void;
}

/** Nobody is without the broker for longer than a start takes. */
const LONGEST_BACKOFF_MS = 1_000;
/** How long somebody who asks for the ports waits for them. A start takes a second or two on a small computer. */
const READY_MS = 8_000;
/** How often it is seen whether this machine is still called what its certificate says. */
const LOOK_AT_NAMES_MS = 600_000;

/**
 * Keeps the broker for nodes of the network running, once there is anybody to let in: before that nobody listens, and nothing is
 * spent on it.
 */
export class PublicSide {
  readonly #parts: PublicSideParts;
  readonly #child: Child;
  #starting: Promise<void> | undefined;
  #ports: PublicPorts | undefined;
  #list = 0;
  /** Those who wait for it to be ready. */
  readonly #waiting = new Set<() => void>();
  #cancelLook: Cancel = () => {};
  #isStopped = false;

  constructor(parts: PublicSideParts) {
    this.#parts = parts;
    const { file, memoryMb, clock, log } = parts;
    const program = {
      name: 'public',
      file,
      args: () => this.#args(),
      beats: true,
      nodeArgs: memoryFlags(memoryMb),
      longestBackoffMs: LONGEST_BACKOFF_MS,
    };
    this.#child = new Child(program, clock, log, (message) => this.#hear(message));
  }

  /** None before it was started. */
  get health(): readonly ChildHealth[] {
    return this.#starting ? [this.#child.health] : [];
  }

  /** Starts it where it does not run. Throws nothing: what went wrong is in the log. */
  start(): void {
    this.#starting ??= this.#start();
  }

  /** Which ports are open, once they are and the broker goes by the list of this version; after a while those that are wanted. */
  async ready(version: number): Promise<PublicPorts> {
    this.start();
    if (!this.#isReady(version))
      await new Promise<void>((resolve) => {
        const settle = () => {
          cancel();
          this.#waiting.delete(check);
          resolve();
        };
        const check = () => this.#isReady(version) && settle();
        const cancel = this.#parts.clock.after(READY_MS, settle);
        this.#waiting.add(check);
      });
    return this.#ports ?? this.#parts.ports;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelLook();
    if (!this.#starting) return;
    await this.#starting;
    await this.#child.stop();
  }

  async #start(): Promise<void> {
    await this.#look();
    if (!this.#isStopped) this.#child.start();
  }

  /** Certificates are made again where need be, now and every few minutes. */
  async #look(): Promise<void> {
    const { ca, clock, log } = this.#parts;
    try {
      if ((await ca.ensure()) && this.#child.pid !== undefined) this.#child.send({ renew: 'tls' });
    } catch (error) {
      log.error(
        { err: error },
        'The certificate for nodes could not be made: where there is no older one they cannot sign in over TLS',
      );
    }
    if (!this.#isStopped) this.#cancelLook = clock.after(LOOK_AT_NAMES_MS, () => void this.#look());
  }

  #args(): string[] {
    const { host, ports, coreSocket, secretFile, webSocket, memoryMb, logLevel, ca } = this.#parts;
    const at = (port: number) => `${host.includes(':') ? `[${host}]` : host}:${port}`;
    return [
      ['--core', `unix:${coreSocket}`],
      ['--secret-file', secretFile],
      ['--ws', webSocket],
      ['--memory', String(memoryMb)],
      ['--log-level', logLevel],
      ports.plain === undefined ? [] : ['--plain', at(ports.plain)],
      // Without a certificate nodes come in by the other ways all the same, and over TLS after the next start.
      ports.tls === undefined || !ca.isThere ? [] : ['--tls', at(ports.tls), '--key', ca.file, '--cert', ca.file],
    ].flat();
  }

  #isReady(version: number): boolean {
    return this.#ports !== undefined && this.#list >= version;
  }

  #hear(message: unknown): void {
    if (!isRecord(message)) return;
    const { ready, list, alert } = message;
    if (ready === true) this.#ports = portsIn(message);
    if (typeof list === 'number') this.#list = list;
    for (const check of this.#waiting) check();
    if (isRecord(alert) && typeof alert['device'] === 'string' && typeof alert['from'] === 'string')
      this.#parts.onRetainedCommand(alert['device'], alert['from']);
  }
}

function portsIn({ plain, tls }: Readonly<Record<string, unknown>>): PublicPorts {
  return {
    ...(typeof plain === 'number' ? { plain } : {}),
    ...(typeof tls === 'number' ? { tls } : {}),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
