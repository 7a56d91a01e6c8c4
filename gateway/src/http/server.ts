import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import * as z from 'zod/mini';
import { Fault } from '../domain/fault.ts';
import { addressOf, findSignedIn, originOf, withoutQuery } from './caller.ts';
import { Doorman } from './doorman.ts';
import { isOurHost, isOurOrigin } from './hosts.ts';
import type { HttpParts } from './parts.ts';
import { bodyOf, ProblemError } from './problem.ts';
import { listenerOf } from './router.ts';

/** Whoever finds no room in this queue tries again after a whole second (RFC 6298); a flood has to fill more than it can. */
const BACKLOG = 4_096;

/** The one HTTP server: API by the router's table, the web UI, and upgrades to the live socket. */
export class HttpServer {
  readonly #parts: HttpParts;
  readonly #server: Server;
  readonly #doorman: Doorman<Duplex>;
  /** All of them: those that are no longer HTTP the server does not close by itself. */
  readonly #connections = new Set<Duplex>();
  /** What each connection asked last. */
  readonly #asked = new WeakMap<Duplex, { readonly request: IncomingMessage; readonly response: ServerResponse }>();

  /** Requests that are being answered. */
  readonly #running = new Set<ServerResponse>();
  #isDraining = false;
  #onQuiet = () => {};

  constructor(parts: HttpParts) {
    z.config(z.locales.en());
    this.#parts = parts;
    const { limits } = parts;
    const answer = listenerOf(parts, (request) => this.#doorman.know(request.socket));
    this.#doorman = new Doorman(limits);
    this.#server = createServer(
      {
        headersTimeout: limits.headersMs,
        requestTimeout: limits.requestMs,
        keepAliveTimeout: limits.idleMs,
        connectionsCheckingInterval: limits.checkMs,
        maxHeaderSize: limits.headerBytes,
        // Any other offer may be ignored (RFC 9110, section 7.8): curl --http2 makes one.
        shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
      },
      (request, response) => (this.#isDraining ? refuseForNow(response) : answer(request, response)),
    );
    // Node counts what the system has taken of an answer as life; whoever takes nothing is gone.
    this.#server.timeout = limits.stalledMs;
    this.#server.on('connection', (connection) => this.#admit(connection));
    this.#server.on('upgrade', (request, connection, head) => this.#tryUpgrade(request, connection, head));
    this.#server.on('connect', (_request, connection) => refuse(connection, '405 Method Not Allowed'));
    this.#server.on('request', (request, response) => this.#note(request, response));
    this.#server.on('clientError', (error: NodeJS.ErrnoException, connection) => this.#refuseBytes(connection, error));
  }

  /** How many connections are open, pages' included. */
  get connections(): number {
    return this.#doorman.size;
  }

  /** Answers the port; 0 takes a free one. Throws a Fault `in-use` when it is taken. */
  async start(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (cause: NodeJS.ErrnoException) => reject(faultOfListen(cause, host, port)));
      this.#server.listen({ host, port, backlog: BACKLOG }, resolve);
    });
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  /** From now on whoever asks is told to come again; resolves when those who asked before are answered, or after `graceMs`. */
  async drain(graceMs: number): Promise<void> {
    this.#isDraining = true;
    if (this.#running.size === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#parts.clock.after(graceMs, resolve);
      this.#onQuiet = () => {
        cancel();
        resolve();
      };
    });
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }

  #admit(connection: Socket): void {
    connection.setNoDelay(true);
    this.#connections.add(connection);
    connection.on('close', () => {
      this.#connections.delete(connection);
      this.#doorman.leave(connection);
    });
    this.#doorman.enter(connection, addressOf(connection))?.destroy();
  }

  /** Who is refused before the last byte may send the rest, which nobody reads, but not for ever. Let go at once he would not hear why. */
  #note(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    this.#asked.set(socket, { request, response });
    this.#running.add(response);
    response.once('close', () => {
      this.#running.delete(response);
      if (this.#running.size === 0) this.#onQuiet();
    });
    response.once('finish', () => {
      if (request.complete) return;
      const cancel = this.#parts.clock.after(this.#parts.limits.lingerMs, () => socket.destroy());
      request.once('close', cancel);
    });
  }

  /** A good request may stand before the bytes that are none: its answer goes first, or it would seem to be refused. */
  #refuseBytes(connection: Duplex, { code }: NodeJS.ErrnoException): void {
    const last = this.#asked.get(connection);
    const isOwed = last?.request.complete === true && !last.response.writableFinished;
    const status = refusals[code ?? ''] ?? '400 Bad Request';
    if (isOwed) last.response.once('finish', () => refuse(connection, status));
    else refuse(connection, status);
  }

  /** Nobody else is there to catch what a socket's handler throws. */
  #tryUpgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    try {
      this.#upgrade(request, connection, head);
    } catch (error) {
      this.#parts.log.error({ err: error }, 'A WebSocket met a fault of the gateway');
      refuse(connection, '500 Internal Server Error');
    }
  }

  /** Whoever is still there by then was let in elsewhere, and is no stranger who has to make room. */
  #knowLater(connection: Duplex): void {
    const cancel = this.#parts.clock.after(SIGN_IN_MS, () => this.#doorman.know(connection));
    connection.once('close', cancel);
  }

  #upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    connection.on('error', () => connection.destroy());
    if (this.#isDraining) return refuse(connection, `503 Service Unavailable\r\nRetry-After: ${COME_AGAIN_S}`);
    const path = withoutQuery(request.url ?? '');
    const { upgrades, openUpgrades = {}, names } = this.#parts;
    const upgrade = Object.hasOwn(upgrades, path) ? upgrades[path] : undefined;
    const openUpgrade = Object.hasOwn(openUpgrades, path) ? openUpgrades[path] : undefined;
    if (!upgrade && !openUpgrade) return refuse(connection, '404 Not Found');
    if (!isOurHost(request.headers.host, names)) return refuse(connection, '421 Misdirected Request');
    if (!isOurOrigin(originOf(request))) return refuse(connection, '403 Forbidden');
    if (openUpgrade) {
      this.#knowLater(connection);
      return openUpgrade(request, connection, head);
    }
    if (!upgrade) return;
    const signedIn = findSignedIn(this.#parts, request);
    if (!signedIn) return refuse(connection, '401 Unauthorized');
    this.#doorman.know(connection);
    const { actor } = signedIn;
    upgrade(request, connection, head, {
      site: actor.site,
      onNowhere: (what) => this.#parts.onNowhere(actor, what),
      onEnded: (end) => connection.on('close', this.#parts.onSessionEnded(signedIn.session, end)),
    });
  }
}

/** Who signs in on the connection itself and could not is cut off before. */
const SIGN_IN_MS = 6_000;

/** A start takes about as long on a small computer. */
const COME_AGAIN_S = 5;

function refuseForNow(response: ServerResponse): void {
  const problem = new ProblemError('not-ready', 'The gateway is stopping. Nothing was done; try again in a moment.', {
    retryAfterS: COME_AGAIN_S,
  });
  response.writeHead(problem.status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    'Retry-After': COME_AGAIN_S,
    Connection: 'close',
  });
  response.end(JSON.stringify(bodyOf(problem)));
}

/** What Node calls a client's faults that have a status of their own. */
const refusals: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Says no and lets go of the connection, also where the other side would hold on to its half for ever. */
function refuse(connection: Duplex, status: string): void {
  connection.on('error', () => connection.destroy());
  if (!connection.writable) return void connection.destroy();
  connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => connection.destroy());
}

function faultOfListen(cause: NodeJS.ErrnoException, host: string, port: number): Fault {
  if (cause.code === 'EADDRINUSE')
    return new Fault(
      'in-use',
      `Port ${port} is taken by another program. Stop it, or choose another: --http-port, FARMGATE_HTTP_PORT.`,
      { cause },
    );
  if (cause.code === 'EACCES')
    return new Fault('config', `Port ${port} needs rights this user does not have. Choose one above 1023.`, { cause });
  return new Fault('config', `Cannot listen on ${host} port ${port}: ${cause.message}.`, { cause });
}
