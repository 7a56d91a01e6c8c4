import { toUser } from '../../domain/people/people.ts';
import type { PeopleStore } from '../../domain/people/ports.ts';
import { cookiesOf } from '../cookies.ts';
import type { Answer } from '../route.ts';
import type { OpenedSession } from '../sessions.ts';

/** The answer that carries a new session: in cookies for a browser, in the body for a program. */
export function answerSession(
  store: PeopleStore,
  opened: OpenedSession,
  kind: 'browser' | 'bearer',
  status: number,
): Answer {
  const { user, expiresAt, accessToken, refreshToken } = opened;
  const site = store.forSite(user.site).site();
  const body = { user: toUser(user), site, expiresAt };
  return kind === 'browser'
    ? { status, body, cookies: cookiesOf(opened) }
    : { status, body: { ...body, accessToken, refreshToken } };
}
