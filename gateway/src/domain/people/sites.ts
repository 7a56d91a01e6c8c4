import type { Clock, NewSite, Site, SiteLine, SitePatch } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import type { Actor } from './actor.ts';
import { findFaultInPassword } from './password-rules.ts';
import { newPerson } from './person.ts';
import type { PasswordHasher, PeopleStore } from './ports.ts';

/** What the sites are made of. */
export interface SitesParts {
  readonly store: PeopleStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly hasher: PasswordHasher;
  readonly newId: (prefix: string) => string;
}

/** A site as it begins. */
export function newSite(site: Pick<Site, 'id' | 'name' | 'timeZone'>, now: number): Site {
  return { ...site, createdAt: now, mayAsk: true, showsPeople: true };
}

/** The farms of the gateway: made and named, never removed. */
export class Sites {
  readonly #parts: SitesParts;

  constructor(parts: SitesParts) {
    this.#parts = parts;
  }

  /** For a master admin alone. */
  list(): SiteLine[] {
    const { store } = this.#parts;
    return store.sites().map((site) => ({ ...site, people: store.forSite(site.id).list().length }));
  }

  find(id: string): Site | undefined {
    return this.#parts.store.forSite(id).site();
  }

  /** A further site, with somebody who can let others in. */
  async add(actor: Actor, { admin, ...wanted }: NewSite): Promise<Outcome<Site>> {
    const { store, hasher, clock, newId } = this.#parts;
    const { password, ...person } = admin;
    const fault = findFaultInPassword(password, [person.login, person.name, wanted.name]);
    if (fault) return refused('invalid', fault, '/admin/password');
    const passwordHash = await hasher.hash(password);
    return store.transaction(() => {
      const refusal = this.#refuseName<Site>(wanted.name, undefined);
      if (refusal) return refusal;
      if (store.findByLogin(person.login))
        return refused('conflict', `The name ${person.login} is taken.`, '/admin/login');
      const site = newSite({ ...wanted, id: newId('site') }, clock.wallMs());
      const newcomers = { taken: [], listed: true, now: clock.wallMs() };
      store.insertSite(site);
      store
        .forSite(site.id)
        .insert(newPerson({ ...person, id: newId('user'), role: 'admin', passwordHash }, newcomers));
      this.#write(actor, 'site.add', { after: { ...site, admin: person.login } }, site.name);
      this.#write({ ...actor, site: site.id }, 'site.add', { after: { ...site, admin: person.login } }, site.name);
      return done(site);
    });
  }

  /** The own site, or any for a master admin. */
  patch(actor: Actor, id: string, changes: SitePatch): Outcome<Site> {
    const { store } = this.#parts;
    const people = store.forSite(id);
    return store.transaction(() => {
      const before = people.site();
      if (!before || (id !== actor.site && !actor.masterAdmin)) return refused('not-found', 'There is no such site.');
      const refusal = changes.name === undefined ? undefined : this.#refuseName<Site>(changes.name, id);
      if (refusal) return refusal;
      const after: Site = {
        ...before,
        name: changes.name ?? before.name,
        timeZone: changes.timeZone ?? before.timeZone,
        mayAsk: changes.mayAsk ?? before.mayAsk,
        showsPeople: changes.showsPeople ?? before.showsPeople,
      };
      people.saveSite(after);
      this.#write({ ...actor, site: id }, 'site.change', { before, after }, before.name);
      return done(after);
    });
  }

  /** People choose among sites by name. */
  #refuseName<Value>(name: string, own: string | undefined): Outcome<Value> | undefined {
    const small = name.toLowerCase();
    const other = this.#parts.store.sites().find((site) => site.id !== own && site.name.toLowerCase() === small);
    return other && refused('conflict', `There is a site called ${other.name} already.`, '/name');
  }

  #write(actor: Actor, action: string, facts: { before?: unknown; after: unknown }, subject: string): void {
    this.#parts.audit.write({ actor, action, subject, ...facts, result: 'done' });
  }
}
