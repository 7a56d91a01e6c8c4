import { findBar } from './person.ts';
import type { PeopleStore, UserRecord } from './ports.ts';

export interface ExpiryParts {
  readonly store: Pick<PeopleStore, 'sites' | 'forSite'>;
  readonly onExpired: (user: UserRecord) => void;
}

/** Notices whose day as an installer is over: what runs and waits for them ends by that. */
export class Expiry {
  readonly #parts: ExpiryParts;
  readonly #told = new Set<string>();

  constructor(parts: ExpiryParts) {
    this.#parts = parts;
  }

  /** To be called again and again; after a start it tells of everybody once more. `now`: ms since 1970. */
  look(now: number): void {
    const { store, onExpired } = this.#parts;
    for (const user of store.sites().flatMap(({ id }) => store.forSite(id).list())) {
      if (findBar(user, now) !== 'expired') this.#told.delete(user.id);
      else if (!this.#told.has(user.id)) {
        this.#told.add(user.id);
        onExpired(user);
      }
    }
  }
}
