import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Duplex } from 'node:stream';
import { constants } from 'node:crypto';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { Fault } from '../../domain/fault.ts';
import { networkOf } from '../../domain/people/throttle.ts';
import { MAX_PACKET_BYTES } from '../guard/index.ts';

/** Takes a connection of `host`: `open` answers the stream of MQTT on it, and is called only where there is room. */
export type Admit = (connection: Duplex, host: string, open: () => Duplex) => void;

/** Something that listens. `port` is that of TCP. */
export interface Listener {
  readonly port: number | undefined;
  stop(): Promise<void>;
}

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** A key and its certificates, in PEM. */
export interface KeyPair {
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
}

/** The path of MQTT over WebSocket. */
export const MQTT_PATH = '/mqtt';
/** A connection that says nothing is looked after by the system as well: one whose other end is gone is closed in minutes. */
const KEEP_ALIVE_MS = 60_000;
/** Of one message: each that is kept costs a hundred bytes beside its own. Small boards send some hundred bytes at a time. */
const MAX_PIECES = 1_024;
/** An upgrade that has not come by then does not come. */
const UPGRADE_MS = 5_000;

/** MQTT without encryption. */
export function listenPlain(at: HostAndPort, admit: Admit): Promise<Listener> {
  return listenTcp(at, (socket) => admit(socket, hostOf(socket.remoteAddress), () => socket));
}

/** MQTT over TLS, with the key and certificate that hold when somebody connects. */
export function listenTls(at: HostAndPort, contextNow: () => SecureContext, admit: Admit): Promise<Listener> {
  return listenTcp(at, (socket) =>
    admit(
      socket,
      hostOf(socket.remoteAddress),
      () => new TLSSocket(socket, { isServer: true, secureContext: contextNow() }),
    ),
  );
}

/** MQTT over WebSocket, on a Unix socket to which the gateway hands what comes to its own HTTP port. */
export async function listenWebSocket(path: string, admit: Admit): Promise<Listener> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(path, { force: true });
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PACKET_BYTES,
    maxFragments: MAX_PIECES,
    maxBufferedChunks: MAX_PIECES,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: () => 'mqtt',
  });
  const connections = new Set<Duplex>();
  const server = createHttpServer({ requestTimeout: UPGRADE_MS, headersTimeout: UPGRADE_MS }, (_request, response) => {
    response.writeHead(404, { connection: 'close' }).end();
  });
  server.on('connection', (connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
  });
  server.on('upgrade', (request, connection, head) => {
    connection.on('error', () => connection.destroy());
    if (!isMqtt(request)) return void connection.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    webSockets.handleUpgrade(request, connection, head, (webSocket) => {
      // Where there is no room for it nobody else hears of its faults, and what nobody hears would end us.
      webSocket.on('error', () => webSocket.terminate());
      // Section 6.0: MQTT is in binary frames.
      webSocket.on('message', (_data, isBinary) => {
        if (!isBinary) webSocket.terminate();
      });
      admit(connection, hostOf(forwardedFor(request)), () => createWebSocketStream(webSocket));
    });
  });
  await listening(server, path, () => server.listen(path));
  chmodSync(path, 0o600);
  return { port: undefined, stop: () => stopped(server, connections) };
}

async function listenTcp(at: HostAndPort, onConnection: (socket: Socket) => void): Promise<Listener> {
  const connections = new Set<Duplex>();
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS }, (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  await listening(server, `${at.host} port ${at.port}`, () => server.listen(at));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : at.port;
  return { port, stop: () => stopped(server, connections) };
}

/** TLS 1.2 or newer. Throws a Fault `config` where key and certificate are none. */
export function secureContextOf({ key, cert }: KeyPair): SecureContext {
  try {
    return createSecureContext({
      key,
      cert,
      minVersion: 'TLSv1.2',
      secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
    });
  } catch (cause) {
    throw new Fault('config', 'The key and the certificate for MQTT over TLS do not fit or are no PEM files.', {
      cause,
    });
  }
}

function listening(server: Server | HttpServer, where: string, listen: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new Fault('in-use', `MQTT cannot listen on ${where}: ${cause.message}. Is another broker there?`, { cause }),
      ),
    );
    server.once('listening', resolve);
    listen();
  });
}

async function stopped(server: Server | HttpServer, connections: ReadonlySet<Duplex>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const connection of connections) connection.destroy();
  await closed;
}

function isMqtt({ url, headers }: IncomingMessage): boolean {
  const offered = headers['sec-websocket-protocol']?.split(',').map((name) => name.trim());
  return url?.split('?', 1)[0] === MQTT_PATH && offered?.includes('mqtt') === true;
}

/** The gateway says who it was, on a socket that only its user may open. */
function forwardedFor({ headers }: IncomingMessage): string | undefined {
  const named = headers['x-forwarded-for'];
  return typeof named === 'string' ? named : named?.[0];
}

/** How hosts are counted: an IPv4 address in an IPv6 one is the same host. */
function hostOf(address: string | undefined): string {
  return networkOf((address ?? 'unknown').replace(/^::ffff:(?=\d+\.)/, ''));
}
