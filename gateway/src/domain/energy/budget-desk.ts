import type { BudgetEntry, BudgetStanding, BudgetView } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import type { Actor } from '../people/actor.ts';
import { isAllowed } from '../people/permissions.ts';
import type { BillDesk } from './bill-desk.ts';
import { newBudget, stepBudget, type BudgetAlert, type BudgetLook } from './budget.ts';
import { exactOf, roundHalfUp } from './money.ts';
import { SiteCalendar } from './site-calendar.ts';
import type { PersonMonth } from './person-month.ts';
import type { BudgetRecord, TariffStore } from './tariff-ports.ts';

export interface BudgetDeskParts {
  readonly store: TariffStore;
  readonly bills: Pick<BillDesk, 'month'>;
  /** Whether a device of this site has such a point. */
  readonly hasPoint: (site: string, device: string, point: string) => boolean;
  readonly hasUser: (site: string, user: string) => boolean;
  /** What the runs of one person came to in a month. */
  readonly personMonth: (site: string, user: string, month: string) => Promise<PersonMonth>;
  readonly audit: AuditLog;
  readonly newId: (prefix: string) => string;
  readonly wallMs: () => number;
  /** Lets others have their turn: there may be many budgets, and each takes a bill. */
  readonly rest: () => Promise<void>;
  /** An alert of a budget is to be given. */
  readonly onAlert: (site: string, budget: BudgetView, alert: BudgetAlert) => void;
  /** What was told of a budget is over: it is another one now, or gone, or a new month began. */
  readonly onOver: (site: string, id: string) => void;
}

/** How one stands; of money with its currency. */
type Measured = BudgetLook & { readonly currency?: string };

const MOST_BUDGETS = 50;

/** The budgets of each site: kept, changed, and looked at. */
export class BudgetDesk {
  readonly #parts: BudgetDeskParts;

  constructor(parts: BudgetDeskParts) {
    this.#parts = parts;
  }

  list(site: string): BudgetView[] {
    return this.#parts.store.forSite(site).budgets().map(viewOf);
  }

  add(actor: Actor, entry: BudgetEntry): Outcome<BudgetView> {
    if (this.list(actor.site).length >= MOST_BUDGETS)
      return refused('conflict', `There are ${MOST_BUDGETS} budgets already. Remove one.`);
    const fault = this.#faultIn(actor.site, entry);
    if (fault) return fault;
    return this.#save(actor, 'budget.add', { id: this.#parts.newId('bud'), entry, ...newBudget });
  }

  /** Another limit, measure or subject is another budget: what was told of the old one is told anew. */
  change(actor: Actor, id: string, entry: BudgetEntry): Outcome<BudgetView> {
    const before = this.#find(actor.site, id);
    if (!before) return unknown();
    const fault = this.#faultIn(actor.site, entry);
    if (fault) return fault;
    const { name: _old, ...old } = before.entry;
    const { name: _new, ...now } = entry;
    const isSame = JSON.stringify(old) === JSON.stringify(now);
    const changed = isSame ? { ...before, entry } : { id, entry, ...newBudget };
    const saved = this.#save(actor, 'budget.change', changed, before);
    if (!isSame) this.#parts.onOver(actor.site, id);
    return saved;
  }

  remove(actor: Actor, id: string): Outcome<undefined> {
    const before = this.#find(actor.site, id);
    if (!before) return unknown();
    this.#parts.store.transaction(() => {
      this.#parts.store.forSite(actor.site).removeBudget(id);
      this.#write(actor, 'budget.remove', id, before.entry, undefined);
    });
    this.#parts.onOver(actor.site, id);
    return done(undefined);
  }

  /** How one stands in the month that goes on; what others took is for those who may read their runs. */
  async standing(actor: Actor, id: string): Promise<Outcome<BudgetStanding>> {
    const { site } = actor;
    const budget = this.#find(site, id);
    if (!budget) return unknown();
    const { subject } = budget.entry;
    if (subject.kind === 'user' && subject.user !== actor.userId && !isAllowed(actor, 'order-queue'))
      return refused('not-allowed', 'What the runs of others took is for admins.');
    const month = this.#monthOf(site);
    const look = await this.#measure(site, budget.entry, month);
    const { limit } = budget.entry;
    if (!look) return done({ month, limit });
    const { used, forecast, currency } = look;
    return done({
      month,
      limit,
      used,
      ...(forecast === undefined ? {} : { forecast }),
      ...(currency === undefined ? {} : { currency }),
    });
  }

  /** Looks at every budget of every site and tells what is to be told; to be called now and then, best each quarter of an hour. */
  async look(): Promise<void> {
    const { store, rest } = this.#parts;
    for (const site of store.sites()) {
      for (const budget of store.forSite(site).budgets()) {
        await this.#lookAt(site, budget);
        await rest();
      }
    }
  }

  async #lookAt(site: string, looked: BudgetRecord): Promise<void> {
    const { store, onAlert, onOver } = this.#parts;
    const month = this.#monthOf(site);
    const look = await this.#measure(site, looked.entry, month);
    // Somebody may have changed or removed it meanwhile.
    const budget = this.#find(site, looked.id);
    if (!look || !budget || JSON.stringify(budget.entry) !== JSON.stringify(looked.entry)) return;
    const { state, alerts } = stepBudget(stateOf(budget), look);
    if (JSON.stringify(state) === JSON.stringify(stateOf(budget))) return;
    const kept: BudgetRecord = { id: budget.id, entry: budget.entry, ...state };
    // What was told is on the disk before it is told: a restart tells nothing twice.
    store.forSite(site).saveBudget(kept);
    if (budget.month !== undefined && budget.month !== month) onOver(site, budget.id);
    for (const alert of alerts) onAlert(site, viewOf(kept), alert);
  }

  #monthOf(site: string): string {
    const { store, wallMs } = this.#parts;
    return new SiteCalendar(store.forSite(site).timeZone()).monthAt(wallMs());
  }

  /** Undefined where there is nothing to go by: no tariff, for money. */
  async #measure(site: string, { subject, measure, limit }: BudgetEntry, month: string): Promise<Measured | undefined> {
    if (subject.kind === 'user') return this.#measurePerson(site, subject.user, { measure, limit, month });
    const whose = subject.kind === 'site' ? 'site' : { device: subject.device, point: subject.point };
    const answer = await this.#parts.bills.month(site, month, whose);
    if (!answer.ok) return undefined;
    const { bill, energyKwh, forecast } = answer.value;
    switch (measure) {
      case 'money':
        return bill && { month, limit, used: bill.total, forecast: forecast?.total, currency: bill.currency };
      case 'energy':
        return { month, limit, used: whOf(energyKwh), forecast: forecast && whOf(forecast.energyKwh) };
    }
  }

  async #measurePerson(
    site: string,
    user: string,
    { measure, limit, month }: Pick<BudgetEntry, 'measure' | 'limit'> & { readonly month: string },
  ): Promise<Measured | undefined> {
    const { milliWh, cost, forecast, currency } = await this.#parts.personMonth(site, user, month);
    switch (measure) {
      case 'money':
        if (cost === undefined) return undefined;
        return { month, limit, used: cost, forecast: forecast?.cost, ...(currency === undefined ? {} : { currency }) };
      case 'energy':
        return { month, limit, used: wholeWh(milliWh), forecast: forecast && wholeWh(forecast.milliWh) };
    }
  }

  #faultIn(site: string, { subject }: BudgetEntry): Outcome<never> | undefined {
    switch (subject.kind) {
      case 'site':
        return undefined;
      case 'point':
        if (this.#parts.hasPoint(site, subject.device, subject.point)) return undefined;
        return refused('invalid', `There is no point ${subject.point} of ${subject.device} here.`, '/subject/point');
      case 'user':
        if (this.#parts.hasUser(site, subject.user)) return undefined;
        return refused('invalid', `There is nobody ${subject.user} here.`, '/subject/user');
    }
  }

  #save(actor: Actor, action: string, budget: BudgetRecord, before?: BudgetRecord): Outcome<BudgetView> {
    this.#parts.store.transaction(() => {
      this.#parts.store.forSite(actor.site).saveBudget(budget);
      this.#write(actor, action, budget.id, before?.entry, budget.entry);
    });
    return done(viewOf(budget));
  }

  #find(site: string, id: string): BudgetRecord | undefined {
    return this.#parts.store
      .forSite(site)
      .budgets()
      .find((budget) => budget.id === id);
  }

  #write(actor: Actor, action: string, subject: string, before: unknown, after: unknown): void {
    this.#parts.audit.write({ actor, action, subject, before, after, result: 'done' });
  }
}

function stateOf({ month, told }: BudgetRecord) {
  return { ...(month === undefined ? {} : { month }), told };
}

function viewOf({ id, entry, month, told }: BudgetRecord): BudgetView {
  return { id, entry, ...(month === undefined ? {} : { month }), told: [...told] };
}

function whOf(kwh: string): number {
  const { num, den } = exactOf(kwh);
  return Number(roundHalfUp({ num: num * 1_000n, den }));
}

function wholeWh(milliWh: bigint): number {
  return Number(roundHalfUp({ num: milliWh, den: 1_000n }));
}

function unknown(): Outcome<never> {
  return refused('not-found', 'There is no such budget here.');
}
