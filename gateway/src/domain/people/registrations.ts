import type { Approval, Clock, NewRegistration, OpenSite, Registration, Site, User } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import type { Actor } from './actor.ts';
import { findFaultInPassword } from './password-rules.ts';
import { toUser } from './people.ts';
import { newPerson } from './person.ts';
import type { PasswordHasher, PeopleStore, RegistrationRecord, RegistrationStore } from './ports.ts';

/** So many wait at a site; an admin makes room. */
const MOST = 50;
/** What nobody decides is forgotten. Unit: ms. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** What registrations are made of. */
export interface RegistrationParts {
  readonly store: PeopleStore;
  readonly registrations: RegistrationStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly hasher: PasswordHasher;
  readonly newId: (prefix: string) => string;
}

/** People who ask to join, and what admins make of it. */
export class Registrations {
  readonly #parts: RegistrationParts;

  constructor(parts: RegistrationParts) {
    this.#parts = parts;
  }

  /** What is offered to whoever is on the farm's own network. A site that offers nothing is not named. */
  openSites(): OpenSite[] {
    const sites = this.#parts.store.sites();
    return sites
      .filter(({ mayAsk, showsPeople }) => mayAsk || showsPeople)
      .map(({ name, mayAsk, showsPeople }) => ({ name, mayAsk, showsPeople }));
  }

  /** Answers the same whether somebody has this name to sign in with or not. */
  async ask({ password, ...asked }: NewRegistration, address: string): Promise<Outcome<undefined>> {
    const { clock, hasher, registrations, newId, audit } = this.#parts;
    const site = this.#siteFor(asked.site);
    if (!site.ok) return site;
    const fault = findFaultInPassword(password, [asked.login, asked.name, site.value.name]);
    if (fault) return refused('invalid', fault, '/password');
    const passwordHash = await hasher.hash(password);
    return this.#parts.store.transaction(() => {
      const now = clock.wallMs();
      registrations.dropExpired(now);
      const waiting = registrations.forSite(site.value.id);
      if (waiting.list().length >= MOST)
        return refused('conflict', 'Too many people wait to join here. Ask an admin of the farm to decide on them.');
      const { login, name, note } = asked;
      const times = { askedAt: now, expiresAt: now + KEPT_MS };
      waiting.insert({ id: newId('reg'), login, name, address, passwordHash, ...times, ...(note ? { note } : {}) });
      const actor = { name: login, from: address, site: site.value.id };
      audit.write({ actor, action: 'registration.ask', subject: login, after: { name, note }, result: 'waiting' });
      return done(undefined);
    });
  }

  list(site: string): Registration[] {
    const { registrations, clock } = this.#parts;
    registrations.dropExpired(clock.wallMs());
    return registrations
      .forSite(site)
      .list()
      .map((record) => this.#shown(record));
  }

  /** Who asked to join under this name, or was refused, by the oldest such request. */
  findByLogin(login: string): RegistrationRecord | undefined {
    const { registrations, clock } = this.#parts;
    const found = registrations.findByLogin(login);
    return found && found.expiresAt > clock.wallMs() ? found : undefined;
  }

  approve(actor: Actor, id: string, { role = 'user', login }: Approval): Outcome<User> {
    const { store, registrations, clock, newId } = this.#parts;
    return store.transaction(() => {
      const record = this.#find(actor.site, id);
      if (!record) return nobodyAsks();
      const name = login ?? record.login;
      if (store.findByLogin(name))
        return refused('conflict', `The name ${name} is taken. Give another to sign in with, and say so.`, '/login');
      const people = store.forSite(actor.site);
      const { passwordHash } = record;
      const listed = people.site()?.showsPeople ?? false;
      const newcomers = { taken: people.list(), listed, now: clock.wallMs() };
      const user = newPerson({ id: newId('user'), login: name, name: record.name, role, passwordHash }, newcomers);
      people.insert(user);
      registrations.forSite(actor.site).remove(id);
      this.#write(actor, 'registration.approve', record, { login: name, role });
      return done(toUser({ ...user, site: actor.site }));
    });
  }

  /** It is kept until it expires, so that whoever asked can read why. */
  reject(actor: Actor, id: string, reason: string): Outcome<undefined> {
    const { store, registrations } = this.#parts;
    return store.transaction(() => {
      const record = this.#find(actor.site, id);
      if (!record) return nobodyAsks();
      registrations.forSite(actor.site).reject(id, reason);
      this.#write(actor, 'registration.reject', record, { reason });
      return done(undefined);
    });
  }

  #find(site: string, id: string): RegistrationRecord | undefined {
    const found = this.#parts.registrations.forSite(site).find(id);
    return found && found.expiresAt > this.#parts.clock.wallMs() ? found : undefined;
  }

  #siteFor(name: string | undefined): Outcome<Site> {
    const open = this.#parts.store.sites().filter(({ mayAsk }) => mayAsk);
    const [only] = open;
    if (!only) return refused('not-allowed', 'This farm lets nobody ask to join. Ask an admin to add you.');
    if (name === undefined && open.length > 1) return refused('invalid', 'Say which farm you want to join.', '/site');
    const site = name === undefined ? only : open.find((each) => each.name === name);
    return site ? done(site) : refused('invalid', 'There is no farm of this name that can be joined.', '/site');
  }

  #shown({ passwordHash: _, rejected: _reason, site: _site, ...record }: RegistrationRecord): Registration {
    return { ...record, isTaken: this.#parts.store.findByLogin(record.login) !== undefined };
  }

  #write(actor: Actor, action: string, { login, name, note }: RegistrationRecord, after: object): void {
    this.#parts.audit.write({ actor, action, subject: login, before: { name, note }, after, result: 'done' });
  }
}

function nobodyAsks<Value>(): Outcome<Value> {
  return refused('not-found', 'Nobody asks to join by this id. Somebody may have decided already.');
}
