import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { findBrowser } from '../browser.mjs';
import { credentials } from './session.ts';

/** The browser that is measured, with what it is told beyond the usual. */
export async function launchBrowser(root: string, args: readonly string[] = []): Promise<Browser> {
  const { env, ...rest } = await findBrowser(root);
  return chromium.launch({ ...rest, args: [...rest.args, ...args], ...(env ? { env: definedOnly(env) } : {}) });
}

/** Signs the owner in to a browser that was never here. `api`: where the gateway is; `origin`: by what name the browser asks it. */
export async function signBrowserIn(
  browser: BrowserContext,
  { api, origin }: { readonly api: string; readonly origin: string },
): Promise<void> {
  // Chosen at the very first visit of all, and kept by the browser.
  await browser.addInitScript(() => localStorage.setItem('farmgate.language', 'en'));
  const signedIn = await fetch(`${api}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...credentials, session: 'browser' }),
  });
  await browser.addCookies(signedIn.headers.getSetCookie().map((text) => cookieFrom(text, origin)));
}

function cookieFrom(text: string, origin: string) {
  const [pair = '', ...attributes] = text.split('; ');
  const [name = '', value = ''] = pair.split('=');
  const path = attributes.find((one) => one.startsWith('Path='))?.slice('Path='.length) ?? '/';
  return { name, value, domain: new URL(origin).hostname, path, httpOnly: true, sameSite: 'Strict' as const };
}

function definedOnly(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
