import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** Where nodes speak MQTT over WebSocket at the HTTP port. */
export const MQTT_UPGRADE_PATH = '/mqtt';

/** The public broker answers an upgrade at once, or not at all. */
const ANSWER_MS = 10_000;
/** As many as the public broker lets in, and those it does not know yet. */
const MAX_CONNECTIONS = 512;
/** Who it comes from is ours to say. */
const ours = /^(x-forwarded-.*|forwarded|via)$/i;

let open = 0;

/**
 * Hands a WebSocket for MQTT on to the public broker, which listens on the Unix socket `path`: the request's head is said again
 * there, with who it came from, and from then on bytes go both ways until either end closes. Answers 503 where nobody is there.
 */
export function proxyUpgrade(request: IncomingMessage, connection: Duplex, head: Buffer, path: string): void {
  if (open >= MAX_CONNECTIONS) return refuse(connection);
  open += 1;
  const broker = connect({ path });
  broker.setTimeout(ANSWER_MS, () => broker.destroy());
  broker.once('data', () => broker.setTimeout(0));
  broker.on('error', () => broker.destroy());
  broker.once('close', () => {
    open -= 1;
    if (broker.bytesRead === 0) refuse(connection);
    else connection.destroy();
  });
  connection.on('error', () => connection.destroy());
  connection.once('close', () => broker.destroy());
  broker.once('connect', () => {
    broker.write(headOf(request));
    broker.write(head);
    connection.pipe(broker);
    broker.pipe(connection);
  });
}

function headOf({ method, url, rawHeaders, socket }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    if (!ours.test(rawHeaders[at] ?? '')) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return [...lines, `X-Forwarded-For: ${socket.remoteAddress ?? 'unknown'}`, '', ''].join('\r\n');
}

function refuse(connection: Duplex): void {
  if (!connection.writable) return void connection.destroy();
  connection.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () =>
    connection.destroy(),
  );
}
