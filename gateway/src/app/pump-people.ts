import type { Actor } from '../domain/people/actor.ts';
import { isAllowed } from '../domain/people/permissions.ts';
import { findBar } from '../domain/people/person.ts';
import type { PersonLook } from '../domain/sharing/sharing-view.ts';
import type { SqlitePeopleStore } from '../store/people.ts';

/** A person's name and mark; of who is gone there is none. */
export function personOf(store: SqlitePeopleStore, site: string, id: string): PersonLook | undefined {
  const user = store.forSite(site).find(id);
  return user && { name: user.name, badge: { symbol: user.symbol, colour: user.colour } };
}

/** For whom a planned run enters the queue: as they are when its time comes. Undefined where they may not use pumps. */
export function plannerOf(store: SqlitePeopleStore, site: string, id: string, now: number): Actor | undefined {
  const user = store.forSite(site).find(id);
  if (!user || findBar(user, now) !== undefined || !isAllowed(user, 'pump')) return undefined;
  const { login: name, name: calledName, role, masterAdmin } = user;
  return { userId: id, name, calledName, site, role, masterAdmin, from: 'planned' };
}
