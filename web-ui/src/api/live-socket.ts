import * as z from 'zod/mini';
import { type Cancel, type Clock, LIVE_CLOSE, LiveMessage, type LiveRequest } from '@farmgate/gateway/contract';

/** The part of a WebSocket that is used here, so that tests hand in their own. */
export interface Socket {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

/** What the live line tells its owner. */
export interface LiveEvents {
  message(message: LiveMessage): void;
  /** The line is gone; it is being opened again unless the session has ended. `tries` openings in a row brought no message. */
  closed(tries: number): void;
  /** The session has ended: renew it, then `start()` again. */
  signedOut(): void;
}

/** What the live line is made of. */
export interface LiveParts {
  readonly open: () => Socket;
  readonly clock: Clock;
  /** 0 to 1, for the jitter that keeps 200 phones from coming back in the same moment. */
  readonly random: () => number;
  readonly events: LiveEvents;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;
/** Heartbeats come every 5 s: three missing ones are a dead line, whatever TCP believes. */
const SILENCE_MS = 15_000;

/** Keeps one socket to `/api/v1/live` open: comes back after losses, watches for silence, parses what arrives. */
export class LiveSocket {
  readonly #parts: LiveParts;
  #socket: Socket | undefined;
  #tries = 0;
  #watched: readonly string[] = [];
  /** The socket that has spoken: until then it may not be open, and nothing is sent. */
  #speaking: Socket | undefined;
  #cancelRetry: Cancel | undefined;
  #cancelSilence: Cancel | undefined;

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  /** Opens the line, at once. */
  start(): void {
    this.stop();
    const socket = this.#parts.open();
    this.#socket = socket;
    this.#watchSilence();
    socket.onmessage = ({ data }) => this.#read(socket, data);
    socket.onclose = ({ code }) => this.#lost(socket, code);
  }

  /** Closes the line for good. */
  stop(): void {
    this.#cancelRetry?.();
    this.#cancelSilence?.();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#speaking = undefined;
    if (!socket) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  /** Opens the line again without waiting, where it is down: the network is back, or somebody looks at the page again. */
  nudge(): void {
    if (!this.#socket) this.start();
  }

  /** Says which devices the page shows large, now and again on each new line. */
  watch(devices: readonly string[]): void {
    if (devices.join(' ') === this.#watched.join(' ')) return;
    this.#watched = devices;
    if (this.#speaking) this.#sayWatched(this.#speaking);
  }

  /** Drops the line and opens it again: something was missed. */
  restart(): void {
    this.#parts.events.closed(this.#tries);
    this.start();
  }

  #read(socket: Socket, data: unknown): void {
    if (socket !== this.#socket || typeof data !== 'string') return;
    const parsed = z.safeParse(LiveMessage, parseJson(data));
    this.#watchSilence();
    if (!parsed.success) return;
    this.#tries = 0;
    this.#greet(socket);
    this.#parts.events.message(parsed.data);
  }

  /** A new line has never heard what is watched; that nothing is, it believes by itself. */
  #greet(socket: Socket): void {
    if (socket === this.#speaking) return;
    this.#speaking = socket;
    if (this.#watched.length > 0) this.#sayWatched(socket);
  }

  #sayWatched(socket: Socket): void {
    const request: LiveRequest = { type: 'watch', devices: [...this.#watched] };
    socket.send(JSON.stringify(request));
  }

  #watchSilence(): void {
    this.#cancelSilence?.();
    this.#cancelSilence = this.#parts.clock.after(SILENCE_MS, () => this.restart());
  }

  #lost(socket: Socket, code: number): void {
    if (socket !== this.#socket) return;
    this.#socket = undefined;
    this.#speaking = undefined;
    this.#cancelSilence?.();
    this.#parts.events.closed(this.#tries);
    if (code === LIVE_CLOSE.signedOut) this.#parts.events.signedOut();
    else this.#retryLater();
  }

  #retryLater(): void {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries);
    this.#tries += 1;
    this.#cancelRetry = this.#parts.clock.after(wait * (0.75 + this.#parts.random() / 2), () => this.start());
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
