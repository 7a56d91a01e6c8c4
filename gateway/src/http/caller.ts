import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { ACCESS_COOKIE, parseCookies } from './cookies.ts';
import type { HttpParts, SignedIn } from './parts.ts';

/** What only looks and changes nothing. */
export const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who asks, by the token in the header or the cookie; undefined for whoever has none that is good. */
export function findSignedIn(parts: HttpParts, request: IncomingMessage): SignedIn | undefined {
  const bearer = /^Bearer ([A-Za-z0-9_-]{20,128})$/.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? parseCookies(request.headers.cookie)[ACCESS_COOKIE];
  return token ? parts.authenticate(token, addressOf(request.socket)) : undefined;
}

/** The node that asks, by its credential; a person's session is none. */
export function findNode(parts: HttpParts, request: IncomingMessage): SignedIn | undefined {
  return parts.authenticateNode(request.headers.authorization, addressOf(request.socket));
}

/** Where a request came from, as a browser tells it. */
export function originOf(request: IncomingMessage) {
  const site = request.headers['sec-fetch-site'];
  return {
    host: request.headers.host,
    origin: request.headers.origin,
    site: typeof site === 'string' ? site : undefined,
  };
}

/** Where a connection comes from: IPv4 in its own form also where the socket speaks IPv6. */
export function addressOf({ remoteAddress }: Socket): string {
  return (remoteAddress ?? '').replace(/^::ffff:/, '');
}

/** The path of a request's target. */
export function withoutQuery(target: string): string {
  return target.split('?')[0] ?? '';
}
