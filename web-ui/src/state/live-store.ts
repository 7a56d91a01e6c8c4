import type { Change, Clock, LiveMessage } from '@farmgate/gateway/contract';
import { LiveSocket, type Socket } from '../api/live-socket.ts';
import { afterMessage, type Farm } from './farm.ts';
import type { Line } from './link.ts';
import { Observable } from './observable.ts';

/** The farm as last heard, and the line it was heard on. */
export interface Live {
  readonly farm?: Farm;
  readonly line: Line;
}

/** What the live store is made of. */
export interface LiveParts {
  readonly open: () => Socket;
  readonly clock: Clock;
  readonly random: () => number;
  /** Asks whether there still is a session: the line was closed for want of one, or keeps closing. */
  readonly verifySession: () => Promise<boolean>;
}

/** Hears how work at the radio goes on. */
export type HearRadio = (change: Extract<Change, { what: 'radio' }>) => void;

/** Hears each change, those of the farm and those that are none. */
export type HearChange = (change: Change) => void;

/** A socket that is refused looks like one that is lost: after this many openings in vain the session is asked about. */
const TRIES_A_QUESTION = 8;

/** Holds what the live socket tells, and the gateway's own time. */
export class LiveStore extends Observable<Live> {
  readonly #socket: LiveSocket;
  readonly #parts: LiveParts;
  #gatewayAheadMs: number;
  readonly #listeners = new Set<HearChange>();

  constructor(parts: LiveParts) {
    super({ line: { open: false } });
    this.#parts = parts;
    this.#gatewayAheadMs = parts.clock.wallMs() - parts.clock.monoMs();
    this.#socket = new LiveSocket({
      ...parts,
      events: {
        message: (message) => this.#hear(message),
        closed: (tries) => this.#lose(tries),
        signedOut: () => void this.#renew(),
      },
    });
  }

  /** Opens the line. */
  start(): void {
    this.#socket.start();
  }

  /** Closes the line and forgets the farm: another person may sign in next. */
  stop(): void {
    this.#socket.stop();
    this.value = { line: { open: false } };
  }

  /** Comes back at once where the line is down. */
  nudge(): void {
    this.#socket.nudge();
  }

  /** The devices that are shown large: they are asked often, also after the line was lost. */
  watch(devices: readonly string[]): void {
    this.#socket.watch(devices);
  }

  /** Hands every step of work at the radio to `hear`, until the returned function is called. */
  onRadio(hear: HearRadio): () => void {
    return this.onChange((change) => change.what === 'radio' && hear(change));
  }

  /** Hands every change to `hear`, until the returned function is called. */
  onChange(hear: HearChange): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  /** Wall time by the gateway's clock: the phone's own may be hours off. */
  gatewayNow(): number {
    return this.#parts.clock.monoMs() + this.#gatewayAheadMs;
  }

  #hear(message: LiveMessage): void {
    const heardAtMs = this.#parts.clock.monoMs();
    if (message.type !== 'delta') this.#gatewayAheadMs = message.now - heardAtMs;
    const farm = afterMessage(this.value.farm, message);
    if (farm === 'gap') this.#socket.restart();
    else {
      this.value = { farm, line: { open: true, heardAtMs } };
      this.#tell(message);
    }
  }

  /** What happens at the radio or to a wallet is an event, not a state of the farm: it is handed on and forgotten. */
  #tell(message: LiveMessage): void {
    const changes = message.type === 'delta' ? message.changes : [];
    for (const change of changes) for (const hear of this.#listeners) hear(change);
  }

  #lose(tries: number): void {
    this.value = { ...this.value, line: { ...this.value.line, open: false } };
    if (tries % TRIES_A_QUESTION === 1) void this.#parts.verifySession();
  }

  async #renew(): Promise<void> {
    if (await this.#parts.verifySession()) this.#socket.start();
  }
}
