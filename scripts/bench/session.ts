import * as z from 'zod/mini';
import type { GatewayProcess } from './gateway-process.ts';

/** Somebody who is signed in to a gateway, by its API. */
export interface Session {
  readonly accessToken: string;
  /** Throws where the answer is not a success. */
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object): Promise<unknown>;
}

const Opened = z.object({ accessToken: z.string() });

/** What the owner of a claimed gateway signs in with. */
export const credentials = { login: 'bench', password: 'alternating pairs' };

/** Makes a gateway that is nobody's ours. */
export async function claim(gateway: GatewayProcess): Promise<Session> {
  const answer = await send(gateway.origin, 'POST', '/api/v1/claim', {
    code: await gateway.claimCode(),
    site: { name: 'Bench', timeZone: 'UTC' },
    user: { name: 'Bench', ...credentials },
    clientNow: Date.now(),
    session: 'bearer',
  });
  return sessionOf(gateway.origin, answer);
}

/** Somebody who is there already. */
export async function signIn(origin: string, who: typeof credentials): Promise<Session> {
  return sessionOf(origin, await send(origin, 'POST', '/api/v1/session', { ...who, session: 'bearer' }));
}

function sessionOf(origin: string, answer: unknown): Session {
  const { accessToken } = Opened.parse(answer);
  return { accessToken, call: (method, path, body) => send(origin, method, path, body, accessToken) };
}

async function send(origin: string, method: string, path: string, body?: object, token?: string): Promise<unknown> {
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: {
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
  return response.json();
}
