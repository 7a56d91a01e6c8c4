import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import * as z from 'zod/mini';
import type { Cancel } from '../contract/index.ts';
import { Fault } from '../domain/fault.ts';
import type { Log } from '../domain/log.ts';
import type { Actor } from '../domain/people/actor.ts';
import { isAllowed } from '../domain/people/permissions.ts';
import { bodyReader, jsonOf, refuseOtherThanJson } from './body.ts';
import { ACCESS_COOKIE, formatCookie, parseCookies } from './cookies.ts';
import { isOurHost, isOurOrigin } from './hosts.ts';
import { parsed } from './parse.ts';
import { bodyOf, ProblemError } from './problem.ts';
import type { Answer, Route } from './route.ts';
import { mountWebUi } from './web-ui.ts';

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How often connections are held against the two above; a slow client may overstay by as much. */
const TIMEOUT_CHECK_MS = 5_000;
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_CONNECTIONS = 1_000;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who a token speaks for. */
export interface SignedIn {
  readonly actor: Actor;
  readonly session: string;
  /** Wall time at which the token ends. */
  readonly expiresAt: number;
}

/** Takes over a connection that asked to become a WebSocket. */
export type Upgrade = (
  request: IncomingMessage,
  connection: Duplex,
  head: Buffer,
  viewer: { readonly site: string; readonly onEnded: (end: () => void) => void },
) => void;

export interface HttpParts {
  readonly routes: readonly Route[];
  readonly authenticate: (token: string, address: string) => SignedIn | undefined;
  readonly onSessionEnded: (session: string, end: () => void) => Cancel;
  /** By path; only for who is signed in. */
  readonly upgrades: Readonly<Record<string, Upgrade>>;
  /** Folder of the built web UI. */
  readonly webRoot: string;
  /** Further names that browsers may call the gateway by. */
  readonly names: readonly string[];
  readonly log: Log;
  /** Counts an answer, by route, for the metrics. */
  readonly onAnswer: (route: string, method: string, status: number, ms: number) => void;
}

/** The one HTTP server: API by the router's table, the web UI, and upgrades to the live socket. */
export class HttpServer {
  readonly #parts: HttpParts;
  readonly #server: Server;
  /** All of them: those that are no longer HTTP the server does not close by itself. */
  readonly #connections = new Set<Duplex>();
  /** What each connection asked last. */
  readonly #asked = new WeakMap<Duplex, { readonly request: IncomingMessage; readonly response: ServerResponse }>();

  constructor(parts: HttpParts) {
    z.config(z.locales.en());
    this.#parts = parts;
    this.#server = createServer(
      {
        headersTimeout: HEADERS_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        connectionsCheckingInterval: TIMEOUT_CHECK_MS,
        maxHeaderSize: MAX_HEADER_BYTES,
        // Any other offer may be ignored (RFC 9110, section 7.8): curl --http2 makes one.
        shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
      },
      listenerOf(parts),
    );
    this.#server.maxConnections = MAX_CONNECTIONS;
    this.#server.on('connection', (connection) => {
      connection.setNoDelay(true);
      this.#connections.add(connection);
      connection.on('close', () => this.#connections.delete(connection));
    });
    this.#server.on('upgrade', (request, connection, head) => this.#tryUpgrade(request, connection, head));
    this.#server.on('connect', (_request, connection) => refuse(connection, '405 Method Not Allowed'));
    this.#server.on('request', (request, response) => this.#asked.set(request.socket, { request, response }));
    this.#server.on('clientError', (_error, connection) => this.#refuseBytes(connection));
  }

  /** Answers the port; 0 takes a free one. Throws a Fault `in-use` when it is taken. */
  async start(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (cause: NodeJS.ErrnoException) => reject(faultOfListen(cause, host, port)));
      this.#server.listen({ host, port }, resolve);
    });
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }

  /** A good request may stand before the bytes that are none: its answer goes first, or it would seem to be refused. */
  #refuseBytes(connection: Duplex): void {
    const last = this.#asked.get(connection);
    const isOwed = last?.request.complete === true && !last.response.writableFinished;
    if (isOwed) last.response.once('finish', () => refuse(connection, '400 Bad Request'));
    else refuse(connection, '400 Bad Request');
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

  #upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    connection.on('error', () => connection.destroy());
    const path = withoutQuery(request.url ?? '');
    const upgrade = Object.hasOwn(this.#parts.upgrades, path) ? this.#parts.upgrades[path] : undefined;
    if (!upgrade) return refuse(connection, '404 Not Found');
    if (!isOurHost(request.headers.host, this.#parts.names)) return refuse(connection, '421 Misdirected Request');
    if (!isOurOrigin(originOf(request))) return refuse(connection, '403 Forbidden');
    const signedIn = findSignedIn(this.#parts, request);
    if (!signedIn) return refuse(connection, '401 Unauthorized');
    const { site } = signedIn.actor;
    upgrade(request, connection, head, {
      site,
      onEnded: (end) => connection.on('close', this.#parts.onSessionEnded(signedIn.session, end)),
    });
  }
}

/** Express gives up on a target that is no address, such as `http://[`, before any handler of ours: that is answered here. */
function listenerOf(parts: HttpParts): RequestListener {
  const app = makeExpress(parts);
  const unreadable = new ProblemError('bad-request', 'The address of the request cannot be read.');
  return (request, response) =>
    app(request as Request, response as Response, (error: unknown) =>
      answerProblem(parts, error ?? unreadable, request as Request, response as Response),
    );
}

function makeExpress(parts: HttpParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(helmet(helmetOptions));
  app.use((request: Request, response: Response, next: NextFunction) => {
    response.locals['visit'] = { began: performance.now(), route: 'none' } satisfies Visit;
    guard(parts, request);
    next();
  });
  for (const route of parts.routes) mount(app, parts, route);
  for (const path of new Set(parts.routes.map((route) => route.path))) mountWrongMethod(app, parts, path);
  app.use('/api', () => {
    throw new ProblemError('not-found', 'There is no such address in this API. See /api/v1/openapi.json.');
  });
  mountWebUi(app, parts.webRoot);
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    answerProblem(parts, error, request, response);
  });
  return app;
}

/** Plain HTTP on a LAN: nothing that only makes sense with TLS, and nothing from anywhere else. */
const helmetOptions: Parameters<typeof helmet>[0] = {
  strictTransportSecurity: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'connect-src': ["'self'", 'ws:', 'wss:'],
      'img-src': ["'self'", 'data:'],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
      'object-src': ["'none'"],
    },
  },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: { policy: 'same-origin' },
};

/** What is to be logged of a request, as far as it has come. */
interface Visit {
  readonly began: number;
  readonly route: string;
  readonly user?: string | undefined;
}

function guard(parts: HttpParts, request: Request): void {
  if (!isOurHost(request.headers.host, parts.names))
    throw new ProblemError(
      'wrong-host',
      'Call the gateway by its address or its own name. Further names are set by http.names.',
    );
  if (!isDecodable(request.originalUrl))
    throw new ProblemError('bad-request', 'The address holds a % that begins no character of UTF-8.');
  if (safeMethods.has(request.method) || isOurOrigin(originOf(request))) return;
  throw new ProblemError('wrong-origin', 'This request came from a page of another site.');
}

function visitOf(response: Response): Visit {
  const visit: Visit | undefined = response.locals['visit'];
  return visit ?? { began: performance.now(), route: 'none' };
}

function isDecodable(target: string): boolean {
  try {
    return decodeURIComponent(target) !== undefined;
  } catch {
    return false;
  }
}

/** In this order: who asks, then where and what; strangers send no body and learn nothing of what one should look like. */
function mount(app: Express, parts: HttpParts, route: Route): void {
  const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  const readBody = bodyReader(route.bodyLimit);
  app[method](route.path, async (request: Request, response: Response) => {
    admit(parts, route, request, response);
    if (route.body) refuseOtherThanJson(request);
    // Where none is wanted it is waited for as well: nothing is done for a request that never arrives whole.
    const bytes = await readBody(request, response);
    const body: unknown = route.body && parsed(route.body, jsonOf(bytes));
    // A body may take half a minute to come: who was suspended meanwhile is not heard.
    const signedIn = admit(parts, route, request, response);
    const answer = await route.handler({
      actor: signedIn?.actor ?? nobody,
      session: signedIn?.session ?? '',
      expiresAt: signedIn?.expiresAt ?? 0,
      params: parsed(route.params, request.params),
      query: parsed(route.query, { ...request.query }),
      body,
      address: addressOf(request),
      agent: request.headers['user-agent'] ?? '',
      cookies: parseCookies(request.headers.cookie),
      headers: request.headers,
    });
    send(response, answer, request.secure);
    note(parts, request, response);
  });
}

const nobody: Actor = { userId: '', name: '', site: '', role: 'viewer', masterAdmin: false, from: '' };

/** Who asks. Throws where the route is not for them. */
function admit(parts: HttpParts, route: Route, request: Request, response: Response): SignedIn | undefined {
  const signedIn = findSignedIn(parts, request);
  response.locals['visit'] = { ...visitOf(response), route: route.path, user: signedIn?.actor.name } satisfies Visit;
  if (route.access === 'public') return signedIn;
  if (!signedIn) throw new ProblemError('not-signed-in');
  if (route.access === 'signed-in' || isAllowed(signedIn.actor, route.access)) return signedIn;
  throw new ProblemError('not-allowed', `As ${signedIn.actor.role} you may not do this. Ask an admin of your farm.`);
}

function findSignedIn(parts: HttpParts, request: IncomingMessage): SignedIn | undefined {
  const bearer = /^Bearer ([A-Za-z0-9_-]{20,128})$/.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? parseCookies(request.headers.cookie)[ACCESS_COOKIE];
  return token ? parts.authenticate(token, addressOf(request)) : undefined;
}

function send(response: Response, { status, body, headers, cookies }: Answer, secure: boolean): void {
  response.status(status).setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  if (cookies)
    response.setHeader(
      'Set-Cookie',
      cookies.map((cookie) => formatCookie(cookie, secure)),
    );
  if (body === undefined) response.end();
  else if (typeof body === 'string') response.send(body);
  else response.json(body);
}

function mountWrongMethod(app: Express, parts: HttpParts, path: string): void {
  const allowed = parts.routes
    .filter((route) => route.path === path)
    .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .join(', ');
  app.all(path, (_request: Request, response: Response) => {
    response.setHeader('Allow', allowed);
    throw new ProblemError('method-not-allowed', `This address takes ${allowed}.`);
  });
}

function answerProblem(parts: HttpParts, error: unknown, request: Request, response: Response): void {
  const problem = problemFrom(error);
  if (problem.code === 'internal')
    parts.log.error(
      { err: error, method: request.method, path: pathOf(request) },
      'A request met a fault of the gateway',
    );
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (problem.facts.retryAfterS) response.setHeader('Retry-After', String(problem.facts.retryAfterS));
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.status(problem.status).setHeader('Cache-Control', 'no-store');
  response.type('application/problem+json').send(JSON.stringify(bodyOf(problem)));
  note(parts, request, response);
}

/** What express throws is told by its status alone: its words are not for people. */
function problemFrom(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new ProblemError('bad-request', 'The request cannot be read.');
  return new ProblemError(
    'internal',
    'The gateway made a mistake; its log says more. See whether your change is there.',
  );
}

function note(parts: HttpParts, request: Request, response: Response): void {
  const { began, route, user } = visitOf(response);
  const ms = Math.round((performance.now() - began) * 10) / 10;
  parts.onAnswer(route, request.method, response.statusCode, ms);
  const facts = {
    method: request.method,
    path: pathOf(request),
    status: response.statusCode,
    ms,
    user,
    from: addressOf(request),
  };
  if (safeMethods.has(request.method)) parts.log.debug(facts, 'request');
  else parts.log.info(facts, 'request');
}

/** For the log. Not Express's own `path`, which throws where the target is no address. */
function pathOf(request: Request): string {
  return withoutQuery(request.originalUrl).slice(0, 120);
}

function withoutQuery(target: string): string {
  return target.split('?')[0] ?? '';
}

function originOf(request: IncomingMessage) {
  const site = request.headers['sec-fetch-site'];
  return {
    host: request.headers.host,
    origin: request.headers.origin,
    site: typeof site === 'string' ? site : undefined,
  };
}

/** IPv4 in its own form also where the socket speaks IPv6. */
function addressOf(request: IncomingMessage): string {
  return (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}

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
