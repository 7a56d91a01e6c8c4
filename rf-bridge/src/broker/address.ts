import { connect, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';

/** Opens a connection to a broker. */
export type OpenBroker = () => Duplex;

/**
 * The broker an address names: the core broker's `unix:/path/core.sock`, or another machine's `tcp:host:port` or `tls:host:port`, IPv6
 * in brackets. `ca`: whose certificates are believed, PEM; without it those that the system believes. Throws a sentence for anything else.
 */
export function brokerAt(address: string, ca?: string): OpenBroker {
  const [, scheme, rest = ''] = /^(unix|tcp|tls):(.+)$/.exec(address) ?? [];
  if (ca !== undefined && scheme !== 'tls')
    throw new Error(`A certificate goes with tls:host:port: over "${address}" nobody shows one`);
  if (scheme === 'unix') return () => connect({ path: rest });
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(rest) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (scheme === undefined || host === undefined || port < 1 || port > 65_535)
    throw new Error(`"${address}" is not a broker: write unix:/path/core.sock, tcp:host:port or tls:host:port`);
  return scheme === 'tcp' ? () => connect({ host, port, noDelay: true }) : () => openTls(host, port, ca);
}

/** What is written before the other end has proved who it is goes out after that, or never. */
function openTls(host: string, port: number, ca: string | undefined): Duplex {
  const socket = connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...(ca ? { ca } : {}) });
  return socket.setNoDelay(true);
}
