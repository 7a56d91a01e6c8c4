import { connect, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';

/**
 * How to open a connection to a broker: `unix:/path/core.sock`, `tcp:host:port` or `tls:host:port`. `ca`: whose certificates are
 * believed, PEM; without it those that the system believes. Throws a sentence for anything else.
 */
export function socketTo(broker: string, ca?: Buffer): () => Duplex {
  const [, path] = /^unix:(.+)$/.exec(broker) ?? [];
  if (path !== undefined) return () => connect({ path });
  const [, way, host, digits] = /^(tcp|tls):(.+):(\d{1,5})$/.exec(broker) ?? [];
  const port = Number(digits);
  if (host === undefined || port > 65_535)
    throw new Error(`"${broker}" is not a broker: write unix:/path/core.sock, tcp:host:port or tls:host:port`);
  return way === 'tcp'
    ? () => connect({ host, port, noDelay: true })
    : () => connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...(ca ? { ca } : {}) });
}
