import type { OwnPatch, PinChange, User } from '../../contract/index.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import type { Actor } from './actor.ts';
import { refuseBadge } from './change.ts';
import { toUser, type PeopleParts } from './people.ts';
import { findFaultInPin } from './pin-rules.ts';
import type { UserRecord } from './ports.ts';

type OwnParts = Pick<PeopleParts, 'store' | 'audit' | 'hasher'>;

/** What people change of themselves, beside their password: how they are shown, and their PIN. */
export class Own {
  readonly #parts: OwnParts;

  constructor(parts: OwnParts) {
    this.#parts = parts;
  }

  patch(actor: Actor, patch: OwnPatch): Outcome<User> {
    const { store, audit } = this.#parts;
    return store.transaction(() => {
      const people = store.forSite(actor.site);
      const before = people.find(actor.userId);
      if (!before) return gone();
      const refusal = refuseBadge<User>(before, patch, people.list());
      if (refusal) return refusal;
      people.update(before.id, patch);
      const after = people.find(before.id) ?? before;
      audit.write({
        actor,
        action: 'user.change',
        subject: before.login,
        before: shown(before),
        after: shown(after),
        result: 'done',
      });
      return done(toUser(after));
    });
  }

  /** A new PIN, or none. */
  async setPin(actor: Actor, { current, pin }: PinChange): Promise<Outcome<undefined>> {
    const { store, hasher } = this.#parts;
    const user = store.forSite(actor.site).find(actor.userId);
    if (!user) return gone();
    if (!(await hasher.verify(user.passwordHash, current)))
      return refused('invalid', 'This is not your present password.', '/current');
    const fault = pin === null ? undefined : findFaultInPin(pin);
    if (fault) return refused('invalid', fault, '/pin');
    const pinHash = pin === null ? null : await hasher.hash(pin);
    return store.transaction(() => {
      const people = store.forSite(actor.site);
      if (people.find(user.id)?.passwordHash !== user.passwordHash)
        return refused('conflict', 'Your password was changed just now. Sign in again.');
      people.update(user.id, { pinHash });
      this.#notePin(actor, user, pin !== null);
      return done(undefined);
    });
  }

  /** Takes a forgotten PIN away, for an admin. The person sets another with the password. */
  dropPin(actor: Actor, id: string): Outcome<undefined> {
    const { store } = this.#parts;
    return store.transaction(() => {
      const people = store.forSite(actor.site);
      const user = people.find(id);
      if (!user) return refused('not-found', 'There is no such person here.');
      if (user.masterAdmin && !actor.masterAdmin)
        return refused('not-allowed', 'Only a master admin can change a master admin.');
      people.update(id, { pinHash: null });
      this.#notePin(actor, user, false);
      return done(undefined);
    });
  }

  #notePin(actor: Actor, { login, hasPin }: UserRecord, has: boolean): void {
    this.#parts.audit.write({
      actor,
      action: 'user.pin',
      subject: login,
      before: { pin: hasPin },
      after: { pin: has },
      result: 'done',
    });
  }
}

function shown({ name, symbol, colour, listed }: UserRecord): object {
  return { name, symbol, colour, listed };
}

function gone<Value>(): Outcome<Value> {
  return refused('not-found', 'You are not among the people of this site any more.');
}
