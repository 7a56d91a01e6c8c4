import * as z from 'zod/mini';
import { PasswordChange, Refresh, Session, SignIn, type Clock } from '../../contract/index.ts';
import type { AuditLog } from '../../domain/audit.ts';
import { toUser, type People } from '../../domain/people/people.ts';
import { Own } from '../../domain/people/own.ts';
import { findBar } from '../../domain/people/person.ts';
import type { PasswordHasher, PeopleStore, RegistrationRecord, UserRecord } from '../../domain/people/ports.ts';
import type { Registrations } from '../../domain/people/registrations.ts';
import { noCookies, REFRESH_COOKIE } from '../cookies.ts';
import { Guesses, type Guess } from '../guesses.ts';
import { valueOf } from '../outcome.ts';
import { orTakeBack } from '../own-guess.ts';
import { PinGuesses } from '../pin-guesses.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { sessionEnded, type Sessions } from '../sessions.ts';
import { confirmRoutes } from './confirm.ts';
import { faceRoutes } from './faces.ts';
import { answerSession } from './session-answer.ts';
import { signedInRoutes } from './signed-in.ts';

export interface SessionRouteParts {
  readonly store: PeopleStore;
  readonly people: People;
  readonly registrations: Registrations;
  readonly sessions: Sessions;
  readonly hasher: PasswordHasher;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** Signing in and out, staying signed in, and one's own sessions and password. */
export function sessionRoutes(parts: SessionRouteParts): Route[] {
  const { store, people, sessions } = parts;
  const guesses = new Guesses(parts.clock);
  const books = { passwords: guesses, pins: new PinGuesses(parts.clock) };
  const own = new Own(parts);
  return [
    route({
      method: 'POST',
      path: '/api/v1/session',
      summary: 'Sign in',
      access: 'public',
      body: SignIn,
      responses: { 200: Session },
      handler: async ({ body, address, agent }) => {
        const user = await verify(parts, guesses, body, address);
        const kind = body.session ?? 'browser';
        return answerSession(store, sessions.open(user, kind, address, agent), kind, 200);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/session',
      summary: 'Who is signed in',
      access: 'signed-in',
      responses: { 200: Session },
      handler: ({ actor, expiresAt }) => {
        const user = store.findUser(actor.userId);
        const site = store.forSite(actor.site).site();
        if (!user || !site) throw sessionEnded();
        return { status: 200, body: { user: toUser(user), site, expiresAt } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/session/refresh',
      summary: 'Stay signed in: the refresh token is exchanged for new tokens',
      access: 'public',
      body: z.optional(Refresh),
      responses: { 200: Session },
      handler: ({ body, cookies, address }) => {
        const text = body?.refreshToken ?? cookies[REFRESH_COOKIE];
        const opened = text === undefined ? undefined : sessions.refresh(text, address);
        if (!opened) throw sessionEnded();
        return answerSession(store, opened, body?.refreshToken ? 'bearer' : 'browser', 200);
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/session',
      summary: 'Sign out',
      // Public: where the access token has ended, the refresh cookie, which no script can take away, must go all the same.
      access: 'public',
      responses: { 204: undefined },
      handler: ({ session, cookies, address }) => {
        const own = session || sessions.findByRefresh(cookies[REFRESH_COOKIE] ?? '');
        if (own) sessions.signOut(own, address);
        return { status: 204, cookies: noCookies() };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/session/password',
      summary: 'Change the own password; every other session ends',
      access: 'signed-in',
      body: PasswordChange,
      responses: { 204: undefined },
      handler: async ({ actor, session, body, address }) => {
        const guess = guesses.begin(actor.name, address);
        const outcome = await orTakeBack(guess, people.changePassword(actor, body.current, body.password));
        if (outcome.ok || outcome.refusal.pointer !== '/current') guess.right();
        sessions.endAllOf(valueOf(outcome), session);
        return { status: 204 };
      },
    }),
    ...signedInRoutes({ ...parts, own }),
    ...confirmRoutes({ ...parts, own, guesses: books }),
    ...faceRoutes({ ...parts, guesses: books }),
  ];
}

/** Checks name and password, without telling which of the two was wrong. */
async function verify(parts: SessionRouteParts, guesses: Guesses, { login, password }: SignIn, address: string) {
  const { store, hasher } = parts;
  const name = login.trim().toLowerCase();
  const guess = guesses.begin(name, address);
  // For a name that nobody has it must take as long.
  const asked = parts.registrations.findByLogin(name);
  const hash = store.findByLogin(name)?.passwordHash ?? asked?.passwordHash ?? hasher.decoy();
  const isMatch = await orTakeBack(guess, hasher.verify(hash, password));
  // That took its time: who was removed, suspended or given another password meanwhile is not let in.
  const user = store.findByLogin(name);
  const isRight = isMatch && user?.passwordHash === hash;
  if (isMatch && !user && hash === asked?.passwordHash) {
    guess.right();
    throw undecided(asked);
  }
  const bar = user && findBar(user, parts.clock.wallMs());
  if (!user || !isRight || bar) throw refusedSignIn(parts.audit, user, guess, address, isRight ? bar : undefined);
  guess.right();
  writeSignIn(parts.audit, user, address, 'done');
  return user;
}

/** A series is written down at its 1st, 2nd, 4th, 8th … failure, from wherever they come: a flood fills no disk. */
function refusedSignIn(
  audit: AuditLog,
  user: UserRecord | undefined,
  { inARow }: Guess,
  address: string,
  bar: 'suspended' | 'expired' | undefined,
): ProblemError {
  const isPowerOfTwo = (inARow & (inARow - 1)) === 0;
  if (user && isPowerOfTwo) writeSignIn(audit, user, address, `refused, ${inARow} in a row`);
  return user && bar ? barred(user, bar) : new ProblemError('wrong-credentials', 'Name or password is wrong.');
}

/** Told only to who has the password. */
function undecided({ rejected }: RegistrationRecord): ProblemError {
  return rejected === undefined
    ? new ProblemError('waiting', 'You are waiting for approval. An admin of the farm has to let you in.')
    : new ProblemError('rejected', `An admin did not let you in. “${rejected}”`);
}

/** Told only to who has shown that it is them. */
function barred({ suspendedFor }: UserRecord, bar: 'suspended' | 'expired'): ProblemError {
  if (bar === 'expired')
    return new ProblemError(bar, 'An installer is let in for a day. Ask an admin of your farm to renew it.');
  const why = suspendedFor === undefined ? '' : ` “${suspendedFor}”`;
  return new ProblemError(bar, `You are suspended.${why} Ask an admin of your farm.`);
}

function writeSignIn(audit: AuditLog, { login, site }: UserRecord, address: string, result: string): void {
  audit.write({ actor: { name: login, from: address, site }, action: 'session.sign-in', subject: login, result });
}
