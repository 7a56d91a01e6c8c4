import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Cancel, Clock } from '../contract/index.ts';
import type { AuditLog } from '../domain/audit.ts';
import type { Log } from '../domain/log.ts';
import type { Actor } from '../domain/people/actor.ts';
import { findBar } from '../domain/people/person.ts';
import type { PeopleStore, SessionRecord, UserRecord } from '../domain/people/ports.ts';
import { formatRefresh, judgeRefresh, parseRefresh, type RefreshToken } from '../domain/people/refresh-token.ts';
import { Confirmations } from './confirmations.ts';
import { ProblemError } from './problem.ts';

export const ACCESS_MS = 15 * 60_000;
/** A session that nobody used for so long has ended. */
export const REFRESH_MS = 30 * 24 * 3_600_000;
/** How often live pages are held against the record: a session may be ended on the machine itself. */
const SWEEP_MS = 30_000;
const MAX_TOKENS = 10_000;
/** Tabs of one browser refresh side by side; more than a few good tokens of one session are a flood. */
const MAX_TOKENS_OF_SESSION = 8;
/** Of one person; whoever opens more, such as a script that signs in each minute, loses the oldest. */
const MAX_SESSIONS_OF_USER = 50;

export interface OpenedSession {
  readonly user: UserRecord;
  readonly session: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Wall time at which the access token ends. */
  readonly expiresAt: number;
}

interface Access {
  readonly session: string;
  readonly untilMono: number;
}

export interface SessionParts {
  readonly store: PeopleStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** Key of the refresh tokens' proofs. */
  readonly secret: string;
  readonly log: Log;
}

/** Who is signed in. Access tokens live in memory, hashed; refresh tokens are proofs over a counter that the record keeps. */
export class Sessions {
  readonly #parts: SessionParts;
  readonly #access = new Map<string, Access>();
  readonly #confirmations: Confirmations;
  readonly #endListeners = new Map<string, Set<() => void>>();
  #sweep: Cancel = () => {};

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#confirmations = new Confirmations(parts.clock);
  }

  start(): void {
    this.#sweep = this.#parts.clock.after(SWEEP_MS, () => {
      this.#prune();
      for (const session of this.#endListeners.keys()) if (!this.#isLive(session)) this.#announceEnd(session);
      this.start();
    });
  }

  stop(): void {
    this.#sweep();
  }

  open(user: UserRecord, kind: 'browser' | 'bearer', address: string, agent: string): OpenedSession {
    const now = this.#parts.clock.wallMs();
    const session: SessionRecord = {
      site: user.site,
      id: randomBytes(12).toString('base64url'),
      user: user.id,
      kind,
      counter: 0,
      rotatedAt: now,
      createdAt: now,
      expiresAt: now + REFRESH_MS,
      address,
      agent: agent.slice(0, 200),
    };
    const { store } = this.#parts;
    store.transaction(() => {
      store.dropExpiredSessions(now);
      this.#makeRoom(user);
      store.insertSession(session);
      store.noteSeen(user.id, now);
    });
    return this.#issue(user, session.id, 0);
  }

  /** Who a token speaks for; looked up anew each time, so that a suspension holds at once. */
  authenticate(token: string, from: string): { actor: Actor; session: string; expiresAt: number } | undefined {
    const { clock } = this.#parts;
    const access = this.#access.get(digest(token));
    const leftMs = access ? access.untilMono - clock.monoMs() : 0;
    if (!access || leftMs <= 0) return undefined;
    const user = this.#userOf(access.session);
    const expiresAt = Math.floor(clock.wallMs() + leftMs);
    return user && { actor: actorOf(user, from), session: access.session, expiresAt };
  }

  /** Undefined where the token is worth nothing; a token used twice ends its whole session. */
  refresh(text: string, address: string): OpenedSession | undefined {
    const token = this.#proven(text);
    if (!token) return undefined;
    const session = this.#parts.store.findSession(token.session);
    const user = session && this.#userOf(session.id);
    if (!session || !user) return undefined;
    const now = this.#parts.clock.wallMs();
    switch (judgeRefresh(session, token, now)) {
      case 'rotate':
        this.#parts.store.rotateSession(session.id, session.counter + 1, now, now + REFRESH_MS);
        return this.#issue(user, session.id, session.counter + 1);
      case 'repeat':
        return this.#issue(user, session.id, session.counter);
      case 'reuse':
        this.#parts.log.warn(
          { user: user.login, from: address },
          'A refresh token was used twice; its session is ended',
        );
        this.#parts.audit.write({
          actor: actorOf(user, address),
          action: 'session.reuse',
          subject: session.id,
          result: 'session ended',
        });
        this.end(session.id);
        return undefined;
    }
  }

  /** It was shown just now that it is still them. Answers the wall time until when that holds. */
  confirm(session: string): number {
    return this.#confirmations.confirm(session);
  }

  isConfirmed(session: string): boolean {
    return this.#confirmations.has(session);
  }

  /** The session that a refresh token is of, be it the latest or not. */
  findByRefresh(text: string): string | undefined {
    return this.#proven(text)?.session;
  }

  /** Ends a session because its own person says so. */
  signOut(session: string, address: string): void {
    const user = this.#userOf(session);
    if (!user) return;
    this.#parts.store.transaction(() => {
      this.end(session);
      this.#parts.audit.write({
        actor: actorOf(user, address),
        action: 'session.sign-out',
        subject: user.login,
        result: 'done',
      });
    });
  }

  end(session: string): void {
    this.#parts.store.endSession(session);
    this.#announceEnd(session);
  }

  endAllOf(user: UserRecord, except?: string): void {
    const sessions = this.#parts.store.forSite(user.site).sessionsOf(user.id);
    this.#parts.store.endSessionsOf(user.id, except);
    for (const { id } of sessions) if (id !== except) this.#announceEnd(id);
  }

  /**
   * Calls back once when the session ends, or within half a minute of the end of its last access token: who only listens must
   * refresh as well. Answers how to stop waiting.
   */
  onEnded(session: string, end: () => void): Cancel {
    const listeners = this.#endListeners.get(session) ?? new Set();
    this.#endListeners.set(session, listeners.add(end));
    return () => {
      listeners.delete(end);
      if (listeners.size === 0) this.#endListeners.delete(session);
    };
  }

  #isLive(session: string): boolean {
    return this.#tokensOf(session).length > 0 && this.#userOf(session) !== undefined;
  }

  #makeRoom(user: UserRecord): void {
    const open = this.#parts.store.forSite(user.site).sessionsOf(user.id);
    const oldestFirst = open.toSorted((a, b) => a.rotatedAt - b.rotatedAt);
    for (const { id } of oldestFirst.slice(0, Math.max(0, open.length - MAX_SESSIONS_OF_USER + 1))) this.end(id);
  }

  #userOf(session: string): UserRecord | undefined {
    const record = this.#parts.store.findSession(session);
    if (!record || record.expiresAt <= this.#parts.clock.wallMs()) return undefined;
    const user = this.#parts.store.findUser(record.user);
    return user && findBar(user, this.#parts.clock.wallMs()) === undefined ? user : undefined;
  }

  #issue(user: UserRecord, session: string, counter: number): OpenedSession {
    const accessToken = randomBytes(32).toString('base64url');
    const { clock } = this.#parts;
    this.#prune();
    for (const key of this.#tokensOf(session).slice(0, 1 - MAX_TOKENS_OF_SESSION)) this.#access.delete(key);
    this.#access.set(digest(accessToken), { session, untilMono: clock.monoMs() + ACCESS_MS });
    const refreshToken = formatRefresh({ session, counter }, this.#proof(session, counter));
    return { user, session, accessToken, refreshToken, expiresAt: clock.wallMs() + ACCESS_MS };
  }

  /** In the order of issue, so the first ones are the oldest. */
  #prune(): void {
    const now = this.#parts.clock.monoMs();
    for (const [key, { untilMono }] of this.#access) {
      if (untilMono > now && this.#access.size < MAX_TOKENS) break;
      this.#access.delete(key);
    }
  }

  /** Oldest first. */
  #tokensOf(session: string): string[] {
    return [...this.#access].filter(([, access]) => access.session === session).map(([key]) => key);
  }

  #announceEnd(session: string): void {
    this.#confirmations.drop(session);
    for (const key of this.#tokensOf(session)) this.#access.delete(key);
    const listeners = this.#endListeners.get(session);
    this.#endListeners.delete(session);
    for (const end of listeners ?? []) end();
  }

  #proven(text: string): RefreshToken | undefined {
    const token = parseRefresh(text);
    return token && isSame(this.#proof(token.session, token.counter), token.proof) ? token : undefined;
  }

  #proof(session: string, counter: number): string {
    return createHmac('sha256', this.#parts.secret).update(`${session}|${counter}`).digest('base64url');
  }
}

/** The person as the audit names them. */
export function actorOf(user: UserRecord, from: string): Actor {
  const { id: userId, login: name, name: calledName, site, role, masterAdmin } = user;
  return { userId, name, calledName, site, role, masterAdmin, from };
}

/** For handlers that need a session where there is none. */
export function sessionEnded(): ProblemError {
  return new ProblemError('session-ended', 'This session has ended. Sign in again.');
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
