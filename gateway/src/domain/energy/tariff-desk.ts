import type { Clock, TariffEntry, TariffTrial, TariffTrialAnswer, TariffView } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import { calledOf, type Actor } from '../people/actor.ts';
import { SiteCalendar } from './site-calendar.ts';
import type { TariffStore } from './tariff-ports.ts';
import { tryOut } from './trial.ts';

export interface TariffDeskParts {
  readonly store: TariffStore;
  readonly audit: AuditLog;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly newId: (prefix: string) => string;
}

/** A site that changes its supplier every month for eight years. */
const MOST_TARIFFS = 100;

/**
 * The tariffs of each site. Nothing of a tariff is ever overwritten: a change is a new version and the one before is kept as replaced, one
 * that is taken away is kept as removed, and each bill says which versions it was made of. Whoever changes what was past already, and so
 * bills that somebody may have seen, says why.
 */
export class TariffDesk {
  readonly #parts: TariffDeskParts;

  constructor(parts: TariffDeskParts) {
    this.#parts = parts;
  }

  /** Those that hold, in the order in which they begin. */
  list(site: string): TariffView[] {
    return this.#parts.store.forSite(site).current();
  }

  /** Every version of one, newest first. */
  versions(site: string, id: string): Outcome<TariffView[]> {
    const versions = this.#parts.store.forSite(site).versions(id);
    return versions.length === 0 ? unknown() : done(versions);
  }

  /** What the month that goes on would cost by these terms. Nothing is kept. */
  tryOut(site: string, { terms, energyKwh }: TariffTrial): TariffTrialAnswer {
    const timeZone = this.#parts.store.forSite(site).timeZone();
    const month = new SiteCalendar(timeZone).monthAt(this.#parts.clock.wallMs());
    const bills = energyKwh.flatMap((each) => {
      const made = tryOut({ terms, timeZone, month, energyKwh: each });
      return made.ok ? [made.value] : [];
    });
    return { month, bills };
  }

  add(actor: Actor, entry: TariffEntry): Outcome<TariffView> {
    const others = this.list(actor.site);
    if (others.length >= MOST_TARIFFS)
      return refused('conflict', `There are ${MOST_TARIFFS} tariffs already. Remove one that no bill needs.`);
    // The first one changes no bill: there were none.
    const fault = taken(others, entry) ?? unsaid(entry, others.length > 0 && this.#isPast(entry.validFrom));
    if (fault) return fault;
    return this.#insert(actor, { id: this.#parts.newId('tar'), version: 1 }, entry);
  }

  change(actor: Actor, id: string, entry: TariffEntry): Outcome<TariffView> {
    const all = this.list(actor.site);
    const before = all.find((tariff) => tariff.id === id);
    if (!before) return unknown();
    const others = all.filter((tariff) => tariff !== before);
    const isPast = this.#isPast(Math.min(before.validFrom, entry.validFrom));
    const fault = taken(others, entry) ?? unsaid(entry, isPast);
    if (fault) return fault;
    return this.#insert(actor, { id, version: before.version + 1 }, entry, before);
  }

  /** The one before it holds on in its place. */
  remove(actor: Actor, id: string, reason: string | undefined): Outcome<undefined> {
    const before = this.list(actor.site).find((tariff) => tariff.id === id);
    if (!before) return unknown();
    const fault = unsaid({ reason }, this.#isPast(before.validFrom));
    if (fault) return fault;
    this.#parts.store.transaction(() => {
      this.#parts.store.forSite(actor.site).end(id, before.version, 'removed');
      this.#write(actor, 'tariff.remove', id, before, { reason });
    });
    return done(undefined);
  }

  #insert(
    actor: Actor,
    { id, version }: Pick<TariffView, 'id' | 'version'>,
    { terms, validFrom, reason }: TariffEntry,
    before?: TariffView,
  ): Outcome<TariffView> {
    const { store, clock } = this.#parts;
    const at = Math.floor(clock.wallMs());
    const said = reason === undefined ? {} : { reason };
    const tariff: TariffView = { id, version, state: 'current', validFrom, terms, by: calledOf(actor), at, ...said };
    store.transaction(() => {
      const site = store.forSite(actor.site);
      if (before) site.end(before.id, before.version, 'replaced');
      site.insert(tariff);
      this.#write(actor, before ? 'tariff.change' : 'tariff.add', id, before, tariff);
    });
    return done(tariff);
  }

  #isPast(validFrom: number): boolean {
    return validFrom < this.#parts.clock.wallMs();
  }

  #write(actor: Actor, action: string, subject: string, before: unknown, after: unknown): void {
    this.#parts.audit.write({ actor, action, subject, before, after, result: 'done' });
  }
}

function taken(others: readonly TariffView[], { validFrom }: TariffEntry): Outcome<never> | undefined {
  const other = others.find((tariff) => tariff.validFrom === validFrom);
  return other && refused('invalid', `${other.terms.name} begins at the same time.`, '/validFrom');
}

function unsaid({ reason }: Pick<TariffEntry, 'reason'>, isPast: boolean): Outcome<never> | undefined {
  if (!isPast || reason !== undefined) return undefined;
  return refused('invalid', 'This changes bills of a time that is past: say why.', '/reason');
}

function unknown(): Outcome<never> {
  return refused('not-found', 'There is no such tariff here.');
}
