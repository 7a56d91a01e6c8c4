import * as z from 'zod/mini';
import { RowId, SignedIn, type Clock } from '../../contract/index.ts';
import type { AuditLog } from '../../domain/audit.ts';
import type { Actor } from '../../domain/people/actor.ts';
import type { Own } from '../../domain/people/own.ts';
import type { PeopleStore, SessionRecord, UserRecord } from '../../domain/people/ports.ts';
import { valueOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';
import type { Sessions } from '../sessions.ts';

/** What these routes are made of. */
export interface SignedInRouteParts {
  readonly store: PeopleStore;
  readonly own: Own;
  readonly sessions: Sessions;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

const SessionId = z.string().check(z.maxLength(40));
const oneUser = z.object({ id: RowId });
const oneOfUser = z.object({ id: RowId, session: SessionId });
const list = z.object({ sessions: z.array(SignedIn) });

/** Where people are signed in: the own, and for admins everybody's of the site. */
export function signedInRoutes(parts: SignedInRouteParts): Route[] {
  const { sessions, own } = parts;
  return [
    route({
      method: 'GET',
      path: '/api/v1/sessions',
      summary: 'The own sessions',
      access: 'signed-in',
      responses: { 200: list },
      handler: ({ actor, session }) => ({
        status: 200,
        body: { sessions: openOf(parts, actor.site, actor.userId).map((each) => toSignedIn(each, session)) },
      }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/sessions',
      summary: 'End all of the own sessions but this one',
      access: 'signed-in',
      responses: { 204: undefined },
      handler: ({ actor, session }) => {
        endAll(parts, actor, userOf(parts, actor, actor.userId), session);
        return { status: 204 };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/sessions/:id',
      summary: 'End one of the own sessions',
      access: 'signed-in',
      params: z.object({ id: SessionId }),
      responses: { 204: undefined },
      handler: ({ actor, params, address }) => {
        const isOwn = openOf(parts, actor.site, actor.userId).some(({ id }) => id === params.id);
        if (!isOwn) throw new ProblemError('not-found', 'You have no such session.');
        sessions.signOut(params.id, address);
        return { status: 204 };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/users/:id/sessions',
      summary: 'Where a person is signed in',
      access: 'manage-people',
      params: oneUser,
      responses: { 200: list },
      handler: ({ actor, params, session }) => {
        const user = userOf(parts, actor, params.id);
        return {
          status: 200,
          body: { sessions: openOf(parts, actor.site, user.id).map((each) => toSignedIn(each, session)) },
        };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/users/:id/sessions',
      summary: 'End all sessions of a person; of oneself, all others',
      access: 'manage-people',
      params: oneUser,
      responses: { 204: undefined },
      handler: ({ actor, params, session }) => {
        endAll(parts, actor, changeable(actor, userOf(parts, actor, params.id)), session);
        return { status: 204 };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/users/:id/sessions/:session',
      summary: 'End a session of a person',
      access: 'manage-people',
      params: oneOfUser,
      responses: { 204: undefined },
      handler: ({ actor, params }) => {
        const user = changeable(actor, userOf(parts, actor, params.id));
        const found = openOf(parts, actor.site, user.id).find(({ id }) => id === params.session);
        if (!found) throw new ProblemError('not-found', 'This person has no such session.');
        parts.store.transaction(() => {
          sessions.end(found.id);
          parts.audit.write({
            actor,
            action: 'session.end',
            subject: user.login,
            before: { session: found.id },
            result: 'done',
          });
        });
        return { status: 204 };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/users/:id/pin',
      summary: 'Take away a PIN that somebody forgot; they set another with their password',
      access: 'manage-people',
      params: oneUser,
      responses: { 204: undefined },
      handler: ({ actor, params }) => {
        valueOf(own.dropPin(actor, params.id));
        return { status: 204 };
      },
    }),
  ];
}

function openOf({ store, clock }: SignedInRouteParts, site: string, user: string): SessionRecord[] {
  const now = clock.wallMs();
  return store
    .forSite(site)
    .sessionsOf(user)
    .filter(({ expiresAt }) => expiresAt > now);
}

function userOf({ store }: SignedInRouteParts, actor: Actor, id: string): UserRecord {
  const user = store.forSite(actor.site).find(id);
  if (!user) throw new ProblemError('not-found', 'There is no such person here.');
  return user;
}

function changeable(actor: Actor, user: UserRecord): UserRecord {
  if (user.masterAdmin && !actor.masterAdmin)
    throw new ProblemError('not-allowed', 'Only a master admin can change a master admin.');
  return user;
}

function endAll({ store, audit, sessions }: SignedInRouteParts, actor: Actor, user: UserRecord, except: string): void {
  store.transaction(() => {
    const ended = store
      .forSite(user.site)
      .sessionsOf(user.id)
      .filter(({ id }) => id !== except).length;
    sessions.endAllOf(user, except);
    audit.write({ actor, action: 'session.end-all', subject: user.login, before: { sessions: ended }, result: 'done' });
  });
}

function toSignedIn(session: SessionRecord, current: string): SignedIn {
  const { id, kind, address, agent, createdAt, rotatedAt } = session;
  return { id, kind, address, agent, current: id === current, createdAt, lastUsedAt: rotatedAt };
}
