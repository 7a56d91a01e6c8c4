import type { Clock, NewUser, Site, User, UserPatch } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import type { Actor } from './actor.ts';
import { changesOf, refuseBadge, refuseReason } from './change.ts';
import { findFaultInPassword } from './password-rules.ts';
import { newPerson } from './person.ts';
import type { PasswordHasher, PeopleStore, UserRecord } from './ports.ts';

export interface PeopleParts {
  readonly store: PeopleStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly hasher: PasswordHasher;
  /** A fresh id that begins with this word. */
  readonly newId: (prefix: string) => string;
  /** Somebody was suspended, removed or got a new password: their sessions end now. */
  readonly endSessions: (user: UserRecord) => void;
  /** Somebody was suspended or removed: what they run stops. It is on the disk by then. */
  readonly onSuspended: (user: UserRecord, actor: Actor) => void;
}

/** The people of a site: listed, added, changed, removed, by those who may. */
export class People {
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  list(site: string): User[] {
    return this.#parts.store.forSite(site).list().map(toUser);
  }

  async add(actor: Actor, { password, ...rest }: NewUser): Promise<Outcome<User>> {
    const fault = this.#faultIn(password, actor.site, rest);
    if (fault) return refused('invalid', fault, '/password');
    const { store, clock } = this.#parts;
    const passwordHash = await this.#parts.hasher.hash(password);
    return store.transaction(() => {
      if (store.findByLogin(rest.login)) return refused('conflict', `The name ${rest.login} is taken.`, '/login');
      const people = store.forSite(actor.site);
      const listed = people.site()?.showsPeople ?? false;
      const newcomers = { taken: people.list(), listed, now: clock.wallMs() };
      const user = newPerson({ ...rest, id: this.#parts.newId('user'), passwordHash }, newcomers);
      people.insert(user);
      this.#write(actor, 'user.add', user.login, undefined, { name: user.name, role: user.role });
      return done(toUser({ ...user, site: actor.site }));
    });
  }

  async patch(actor: Actor, id: string, { password, ...changes }: UserPatch): Promise<Outcome<User>> {
    const { store, hasher } = this.#parts;
    const target = store.forSite(actor.site).find(id);
    if (!target) return noUser();
    if (password !== undefined && id === actor.userId)
      return refused('not-allowed', 'Change your own password by saying the present one.', '/password');
    const fault = password === undefined ? undefined : this.#faultIn(password, actor.site, target);
    if (fault) return refused('invalid', fault, '/password');
    const passwordHash = password === undefined ? undefined : await hasher.hash(password);
    const outcome = store.transaction((): Outcome<UserRecord> => {
      const people = store.forSite(actor.site);
      const before = people.find(id);
      if (!before) return noUser();
      const refusal =
        this.#refuseChange<UserRecord>(actor, before, { ...changes, removed: false }) ??
        refuseReason<UserRecord>(before, changes) ??
        refuseBadge<UserRecord>(before, changes, people.list());
      if (refusal) return refusal;
      people.update(id, {
        ...changesOf(changes, this.#parts.clock.wallMs()),
        ...(passwordHash ? { passwordHash } : {}),
      });
      if (changes.suspended || passwordHash) this.#parts.endSessions(before);
      const after = people.find(id) ?? before;
      this.#write(actor, 'user.change', before.login, shown(before), {
        ...shown(after),
        password: passwordHash !== undefined,
      });
      return done(after);
    });
    if (!outcome.ok) return outcome;
    // Whoever only looks from now on has nothing running either.
    if (changes.suspended || changes.role === 'viewer') this.#parts.onSuspended(outcome.value, actor);
    return done(toUser(outcome.value));
  }

  remove(actor: Actor, id: string): Outcome<undefined> {
    const { store } = this.#parts;
    const outcome = store.transaction((): Outcome<UserRecord> => {
      const before = store.forSite(actor.site).find(id);
      if (!before) return noUser();
      const refusal = this.#refuseChange<UserRecord>(actor, before, { removed: true });
      if (refusal) return refusal;
      this.#parts.endSessions(before);
      store.forSite(actor.site).remove(id);
      this.#write(actor, 'user.remove', before.login, shown(before), undefined);
      return done(before);
    });
    if (!outcome.ok) return outcome;
    this.#parts.onSuspended(outcome.value, actor);
    return done(undefined);
  }

  /** One's own password, knowing the one before. */
  async changePassword(actor: Actor, current: string, password: string): Promise<Outcome<UserRecord>> {
    const user = this.#parts.store.forSite(actor.site).find(actor.userId);
    if (!user) return noUser();
    if (!(await this.#parts.hasher.verify(user.passwordHash, current)))
      return refused('invalid', 'This is not your present password.', '/current');
    const fault = this.#faultIn(password, actor.site, user);
    if (fault) return refused('invalid', fault, '/password');
    const passwordHash = await this.#parts.hasher.hash(password);
    return this.#parts.store.transaction(() => {
      const people = this.#parts.store.forSite(actor.site);
      if (people.find(user.id)?.passwordHash !== user.passwordHash)
        return refused('conflict', 'An admin changed your password just now. Sign in again.');
      people.update(user.id, { passwordHash });
      this.#write(actor, 'user.change', user.login, undefined, { password: true });
      return done(user);
    });
  }

  site(site: string): Site | undefined {
    return this.#parts.store.forSite(site).site();
  }

  #faultIn(password: string, site: string, { login, name }: Pick<User, 'login' | 'name'>): string | undefined {
    return findFaultInPassword(password, [login, name, this.site(site)?.name ?? '']);
  }

  /** A site must always keep somebody who can let others in; the gateway somebody who can do all. */
  #refuseChange<Value = User>(
    actor: Actor,
    target: UserRecord,
    change: Pick<UserPatch, 'role' | 'suspended'> & { removed: boolean },
  ): Outcome<Value> | undefined {
    if (target.masterAdmin && !actor.masterAdmin)
      return refused('not-allowed', 'Only a master admin can change a master admin.');
    if (target.id === actor.userId && (change.removed || change.suspended === true))
      return refused('conflict', 'Nobody can lock themselves out. Let another admin do it.');
    const losesAdmin =
      target.role === 'admin' && (change.removed || change.suspended === true || (change.role ?? 'admin') !== 'admin');
    if (!losesAdmin) return undefined;
    const others = this.#parts.store
      .forSite(actor.site)
      .list()
      .filter(({ id, role, suspended }) => id !== target.id && role === 'admin' && !suspended);
    if (others.length === 0) return refused('conflict', 'This is the last admin. Make somebody else an admin first.');
    if (target.masterAdmin && !others.some(({ masterAdmin }) => masterAdmin))
      return refused('conflict', 'This is the last master admin of the gateway.');
    return undefined;
  }

  #write(actor: Actor, action: string, subject: string, before: unknown, after: unknown): void {
    this.#parts.audit.write({ actor, action, subject, before, after, result: 'done' });
  }
}

/** The person without what the border never shows. */
export function toUser({ passwordHash: _, pinHash: _pin, ...user }: UserRecord): User {
  return user;
}

function shown({ name, role, suspended, suspendedFor, expiresAt, symbol, colour }: UserRecord): object {
  return { name, role, suspended, suspendedFor, expiresAt, symbol, colour };
}

function noUser<Value>(): Outcome<Value> {
  return refused('not-found', 'There is no such person here.');
}
