import { isIP } from 'node:net';
import { hostname } from 'node:os';

/**
 * Whether a Host header names this gateway: an address, a name without dots, the machine's own, `.local`, or one that the
 * settings name. Any other name may be a stranger's that was made to resolve to us (DNS rebinding).
 */
export function isOurHost(header: string | undefined, names: readonly string[]): boolean {
  const host = hostOf(header);
  if (host === undefined) return false;
  if (isIP(host.replaceAll(/^\[|\]$/g, '')) !== 0) return true;
  if (!host.includes('.') || host.endsWith('.local')) return /^[a-z0-9-]+(\.local)?$/.test(host);
  return host === hostname().toLowerCase() || names.some((name) => name.toLowerCase() === host);
}

/**
 * Whether a request that changes something, or opens a socket, comes from a page of ours: its Origin is the Host it was
 * sent to. Programs send neither Origin nor Sec-Fetch-Site.
 */
export function isOurOrigin(headers: {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly site?: string | undefined;
}): boolean {
  if (headers.origin !== undefined) {
    const origin = URL.canParse(headers.origin) ? new URL(headers.origin) : undefined;
    return origin !== undefined && origin.host === headers.host?.toLowerCase();
  }
  return headers.site === undefined || headers.site === 'same-origin' || headers.site === 'none';
}

/** The name without its port, in small letters; undefined for what no host can be. */
function hostOf(header: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(header ?? '');
  return match?.[1]?.toLowerCase();
}
