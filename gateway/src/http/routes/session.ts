import * as z from 'zod/mini';
import { PasswordChange, Refresh, Session, SignIn, WallMs, type Clock } from '../../contract/index.ts';
import type { AuditLog } from '../../domain/audit.ts';
import { toUser, type People } from '../../domain/people/people.ts';
import type { PasswordHasher, PeopleStore, SessionRecord, UserRecord } from '../../domain/people/ports.ts';
import { ACCOUNT_RULE, ADDRESS_RULE, Throttle } from '../../domain/people/throttle.ts';
import { cookiesOf, noCookies, REFRESH_COOKIE } from '../cookies.ts';
import { valueOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Answer, type Route } from '../route.ts';
import { sessionEnded, type OpenedSession, type Sessions } from '../sessions.ts';

export interface SessionRouteParts {
  readonly store: PeopleStore;
  readonly people: People;
  readonly sessions: Sessions;
  readonly hasher: PasswordHasher;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

const OwnSession = z.object({
  id: z.string(),
  kind: z.string(),
  address: z.string(),
  agent: z.string(),
  createdAt: WallMs,
  lastUsedAt: WallMs,
});

/** Signing in and out, staying signed in, and one's own sessions and password. */
export function sessionRoutes(parts: SessionRouteParts): Route[] {
  const { store, people, sessions } = parts;
  const signIn = new SigningIn(parts);
  return [
    route({
      method: 'POST',
      path: '/api/v1/session',
      summary: 'Sign in',
      access: 'public',
      body: SignIn,
      responses: { 200: Session },
      handler: async ({ body, address, agent }) => {
        const user = await signIn.verify(body, address);
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
      access: 'signed-in',
      responses: { 204: undefined },
      handler: ({ session }) => {
        sessions.end(session);
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
      handler: async ({ actor, session, body }) => {
        const user = valueOf(await people.changePassword(actor, body.current, body.password));
        sessions.endAllOf(user, session);
        return { status: 204 };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/sessions',
      summary: 'The own sessions',
      access: 'signed-in',
      responses: { 200: z.object({ sessions: z.array(OwnSession) }) },
      handler: ({ actor }) => ({
        status: 200,
        body: { sessions: store.forSite(actor.site).sessionsOf(actor.userId).map(toOwnSession) },
      }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/sessions/:id',
      summary: 'End one of the own sessions',
      access: 'signed-in',
      params: z.object({ id: z.string().check(z.maxLength(40)) }),
      responses: { 204: undefined },
      handler: ({ actor, params }) => {
        const own = store.forSite(actor.site).sessionsOf(actor.userId);
        if (!own.some(({ id }) => id === params.id)) throw new ProblemError('not-found', 'You have no such session.');
        sessions.end(params.id);
        return { status: 204 };
      },
    }),
  ];
}

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

/** Checks name and password, slowly for whoever keeps failing, and without telling which of the two was wrong. */
class SigningIn {
  readonly #parts: SessionRouteParts;
  readonly #byAccount = new Throttle(ACCOUNT_RULE);
  readonly #byAddress = new Throttle(ADDRESS_RULE);
  /** Hashed once, so that an unknown name takes as long as a known one. */
  #decoy: Promise<string> | undefined;

  constructor(parts: SessionRouteParts) {
    this.#parts = parts;
  }

  async verify({ login, password }: SignIn, address: string): Promise<UserRecord> {
    const name = login.trim().toLowerCase();
    const account = `${name} ${address}`;
    this.#refuseEarly(account, address);
    const { store, hasher } = this.#parts;
    const hash = store.findByLogin(name)?.passwordHash ?? (await this.#decoyHash());
    const isMatch = await hasher.verify(hash, password);
    // That took its time: who was removed, suspended or given another password meanwhile is not let in.
    const user = store.findByLogin(name);
    const isRight = isMatch && user?.passwordHash === hash;
    if (!user || !isRight || user.suspended) throw this.#failed(user, account, address, isRight);
    this.#byAccount.succeed(account);
    this.#byAddress.succeed(address);
    this.#parts.audit.write({
      actor: { name: user.login, from: address, site: user.site },
      action: 'session.sign-in',
      subject: user.login,
      result: 'done',
    });
    return user;
  }

  /** Made anew where it could not be made because too many were signing in. */
  #decoyHash(): Promise<string> {
    this.#decoy ??= this.#parts.hasher.hash('nobody').catch((error: unknown) => {
      this.#decoy = undefined;
      throw error;
    });
    return this.#decoy;
  }

  #refuseEarly(account: string, address: string): void {
    const now = this.#parts.clock.monoMs();
    const waitMs = Math.max(this.#byAccount.waitMs(account, now), this.#byAddress.waitMs(address, now));
    if (waitMs === 0) return;
    const retryAfterS = Math.ceil(waitMs / 1000);
    throw new ProblemError('slow-down', `Too many tries. Wait ${retryAfterS} s and try again.`, { retryAfterS });
  }

  /** A series is written down at its 1st, 2nd, 4th, 8th … failure: a flood fills no disk. */
  #failed(user: UserRecord | undefined, account: string, address: string, isRight: boolean): ProblemError {
    const now = this.#parts.clock.monoMs();
    this.#byAddress.fail(address, now);
    const failures = this.#byAccount.fail(account, now);
    const isPowerOfTwo = (failures & (failures - 1)) === 0;
    if (user && isPowerOfTwo)
      this.#parts.audit.write({
        actor: { name: user.login, from: address, site: user.site },
        action: 'session.sign-in',
        subject: user.login,
        result: `refused, ${failures} in a row`,
      });
    return isRight && user?.suspended
      ? new ProblemError('wrong-credentials', 'This person is suspended. Ask the admin of your farm.')
      : new ProblemError('wrong-credentials', 'Name or password is wrong.');
  }
}

function toOwnSession(session: SessionRecord): z.infer<typeof OwnSession> {
  const { id, kind, address, agent, createdAt, rotatedAt } = session;
  return { id, kind, address, agent, createdAt, lastUsedAt: rotatedAt };
}
