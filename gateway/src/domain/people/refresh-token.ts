import type { SessionRecord } from './ports.ts';

/** A refresh token: its session, which rotation it is, and the proof that this gateway made it. */
export interface RefreshToken {
  readonly session: string;
  readonly counter: number;
}

/** Two tabs, or an answer that got lost: the token just rotated away still earns its successor for this long. */
export const LEEWAY_MS = 10_000;

export type Rotation = 'rotate' | 'repeat' | 'reuse';

/** What a token, whose proof was checked, is worth to its session. An old one that comes back was stolen, from one or other. */
export function judgeRefresh(
  session: Pick<SessionRecord, 'counter' | 'rotatedAt'>,
  token: RefreshToken,
  now: number,
): Rotation {
  if (token.counter === session.counter) return 'rotate';
  const isLast = token.counter === session.counter - 1;
  return isLast && Math.abs(now - session.rotatedAt) <= LEEWAY_MS ? 'repeat' : 'reuse';
}

export function formatRefresh({ session, counter }: RefreshToken, proof: string): string {
  return `${session}.${counter}.${proof}`;
}

/** Undefined for what never was a token of ours. */
export function parseRefresh(text: string): (RefreshToken & { readonly proof: string }) | undefined {
  const match = /^([A-Za-z0-9_-]{8,40})\.(\d{1,9})\.([A-Za-z0-9_-]{43})$/.exec(text);
  const [, session, counter, proof] = match ?? [];
  if (session === undefined || counter === undefined || proof === undefined) return undefined;
  return { session, counter: Number(counter), proof };
}
