import type {
  BudgetEntry,
  BudgetLevel,
  RealBillEntry,
  RealBillView,
  TariffTerms,
  TariffView,
} from '../contract/index.ts';
import type { BudgetRecord, RealBillRecord, SiteTariffs, TariffStore } from '../domain/energy/tariff-ports.ts';
import { sql, type Database } from './database.ts';
import type { BudgetsTable, RealBillsTable, TariffsTable } from './schema.ts';

/** What sites pay. */
export class SqliteTariffStore implements TariffStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  transaction<Result>(work: () => Result): Result {
    return this.#db.transaction(work);
  }

  sites(): string[] {
    return this.#db.all(sql.selectFrom('sites').select('site_id')).map(({ site_id }) => site_id);
  }

  forSite(site: string): SiteTariffs {
    return new SqliteSiteTariffs(this.#db, site);
  }
}

class SqliteSiteTariffs implements SiteTariffs {
  readonly #db: Database;
  readonly #site: string;

  constructor(db: Database, site: string) {
    this.#db = db;
    this.#site = site;
  }

  timeZone(): string {
    const row = this.#db.first(sql.selectFrom('sites').select('time_zone').where('site_id', '=', this.#site));
    return row?.time_zone ?? 'UTC';
  }

  current(): TariffView[] {
    const query = sql.selectFrom('tariffs').selectAll().where('site_id', '=', this.#site);
    return this.#db.all(query.where('state', '=', 'current').orderBy('valid_from')).map(tariffOf);
  }

  versions(id: string): TariffView[] {
    const query = sql.selectFrom('tariffs').selectAll().where('site_id', '=', this.#site);
    return this.#db.all(query.where('id', '=', id).orderBy('version', 'desc')).map(tariffOf);
  }

  insert({ validFrom, terms, reason, ...rest }: TariffView): void {
    const row = { ...rest, valid_from: validFrom, terms: JSON.stringify(terms), reason: reason ?? null };
    this.#db.run(sql.insertInto('tariffs').values({ site_id: this.#site, ...row }));
  }

  end(id: string, version: number, state: 'replaced' | 'removed'): void {
    const update = sql.updateTable('tariffs').set({ state }).where('site_id', '=', this.#site);
    this.#db.run(update.where('id', '=', id).where('version', '=', version));
  }

  bills(): RealBillRecord[] {
    const query = sql.selectFrom('real_bills').selectAll().where('site_id', '=', this.#site);
    return this.#db.all(query.orderBy('from_at', 'desc').orderBy('to_at', 'desc')).map(billOf);
  }

  insertBill({ entry, computed, ...rest }: RealBillRecord): void {
    const row = { ...rest, from_at: entry.from, to_at: entry.to, entry: JSON.stringify(entry) };
    const made = computed === undefined ? null : JSON.stringify(computed);
    this.#db.run(sql.insertInto('real_bills').values({ site_id: this.#site, ...row, computed: made }));
  }

  removeBill(id: string): void {
    this.#db.run(sql.deleteFrom('real_bills').where('site_id', '=', this.#site).where('id', '=', id));
  }

  budgets(): BudgetRecord[] {
    const query = sql.selectFrom('budgets').selectAll().where('site_id', '=', this.#site);
    return this.#db.all(query.orderBy('id')).map(budgetOf);
  }

  saveBudget({ id, entry, month, told }: BudgetRecord): void {
    const changes = { entry: JSON.stringify(entry), month: month ?? null, told: JSON.stringify(told) };
    this.#db.run(
      sql
        .insertInto('budgets')
        .values({ site_id: this.#site, id, ...changes })
        .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(changes)),
    );
  }

  removeBudget(id: string): void {
    this.#db.run(sql.deleteFrom('budgets').where('site_id', '=', this.#site).where('id', '=', id));
  }
}

function tariffOf({ id, version, state, valid_from, terms, by, at, reason }: TariffsTable): TariffView {
  return {
    id,
    version,
    state: state as TariffView['state'],
    validFrom: valid_from,
    terms: JSON.parse(terms) as TariffTerms,
    by,
    at,
    ...(reason === null ? {} : { reason }),
  };
}

function billOf({ id, entry, computed, by, at }: RealBillsTable): RealBillRecord {
  const made = computed === null ? {} : { computed: JSON.parse(computed) as NonNullable<RealBillView['computed']> };
  return { id, entry: JSON.parse(entry) as RealBillEntry, by, at, ...made };
}

function budgetOf({ id, entry, month, told }: BudgetsTable): BudgetRecord {
  return {
    id,
    entry: JSON.parse(entry) as BudgetEntry,
    ...(month === null ? {} : { month }),
    told: JSON.parse(told) as BudgetLevel[],
  };
}
