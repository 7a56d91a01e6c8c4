import type { OpenedSession } from './sessions.ts';
import { ACCESS_MS, REFRESH_MS } from './sessions.ts';
import type { Cookie } from './route.ts';

export const ACCESS_COOKIE = 'fg_access';
export const REFRESH_COOKIE = 'fg_refresh';
const REFRESH_PATH = '/api/v1/session';

/** The two cookies of a browser session; scripts can read neither. */
export function cookiesOf({ accessToken, refreshToken }: OpenedSession): Cookie[] {
  return [
    { name: ACCESS_COOKIE, value: accessToken, path: '/', maxAgeS: ACCESS_MS / 1000 },
    { name: REFRESH_COOKIE, value: refreshToken, path: REFRESH_PATH, maxAgeS: REFRESH_MS / 1000 },
  ];
}

/** Takes both away. */
export function noCookies(): Cookie[] {
  return [
    { name: ACCESS_COOKIE, value: '', path: '/', maxAgeS: 0 },
    { name: REFRESH_COOKIE, value: '', path: REFRESH_PATH, maxAgeS: 0 },
  ];
}

/** RFC 6265, section 4.2: the pairs of a Cookie header. Of two with one name the first counts. */
export function parseCookies(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at > 0 && !(name in cookies)) cookies[name] = pair.slice(at + 1).trim();
  }
  return cookies;
}

export function formatCookie({ name, value, path, maxAgeS }: Cookie, secure: boolean): string {
  return `${name}=${value}; Path=${path}; Max-Age=${Math.floor(maxAgeS)}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
