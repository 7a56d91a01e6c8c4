import type { LitresBy } from '../contract/index.ts';
import type { NoEnergy } from '../domain/energy/run-measure.ts';
import type { SiteUses, UseRecord, UseStore } from '../domain/energy/use-ports.ts';
import type { Run } from '../domain/sharing/run.ts';
import { sql, type Database } from './database.ts';
import type { RunUsesTable } from './schema.ts';

/** What runs took. */
export class SqliteUseStore implements UseStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  sites(): string[] {
    return this.#db.all(sql.selectFrom('sites').select('site_id')).map(({ site_id }) => site_id);
  }

  forSite(site: string): SiteUses {
    return new SqliteSiteUses(this.#db, site);
  }
}

class SqliteSiteUses implements SiteUses {
  readonly #db: Database;
  readonly #site: string;

  constructor(db: Database, site: string) {
    this.#db = db;
    this.#site = site;
  }

  unmeasured(limit: number): Run[] {
    const ended = sql.selectFrom('runs').select('body').where('site_id', '=', this.#site).where('open', '=', 0);
    const query = ended.where('measured', '=', 0).orderBy('number').limit(limit);
    return this.#db.all(query).map(({ body }) => JSON.parse(body) as Run);
  }

  settle(run: string, record: UseRecord | undefined): void {
    this.#db.transaction(() => {
      if (record) this.#db.run(sql.insertInto('run_uses').values(rowOf(this.#site, record)).orIgnore());
      const update = sql.updateTable('runs').set({ measured: 1 }).where('site_id', '=', this.#site);
      this.#db.run(update.where('id', '=', run));
    });
  }

  find(run: string): UseRecord | undefined {
    const row = this.#db.first(this.#all().where('run_id', '=', run));
    return row && recordOf(row);
  }

  begun(from: number, to: number, user?: string): UseRecord[] {
    const within = this.#all().where('from_at', '>=', from).where('from_at', '<', to);
    const query = user === undefined ? within : within.where('user_id', '=', user);
    return this.#db.all(query.orderBy('from_at').orderBy('number')).map(recordOf);
  }

  #all() {
    return sql.selectFrom('run_uses').selectAll().where('site_id', '=', this.#site);
  }
}

function rowOf(site: string, record: UseRecord): RunUsesTable {
  const { run, number, pump, pumpName, user, name, from, onMs, quarters, missingMs, estimated } = record;
  return {
    site_id: site,
    run_id: run,
    number,
    pump_id: pump,
    pump_name: pumpName,
    user_id: user,
    user_name: name,
    from_at: from,
    on_ms: onMs,
    quarters: JSON.stringify(quarters.map(({ at, milliWh }) => [at, milliWh])),
    missing_ms: missingMs,
    estimated: estimated ? 1 : 0,
    litres: record.litres ?? null,
    litres_by: record.litresBy ?? null,
    why: record.why ?? null,
  };
}

function recordOf(row: RunUsesTable): UseRecord {
  const quarters = JSON.parse(row.quarters) as [number, number][];
  return {
    run: row.run_id,
    number: row.number,
    pump: row.pump_id,
    pumpName: row.pump_name,
    user: row.user_id,
    name: row.user_name,
    from: row.from_at,
    onMs: row.on_ms,
    quarters: quarters.map(([at, milliWh]) => ({ at, milliWh })),
    missingMs: row.missing_ms,
    estimated: row.estimated === 1,
    ...(row.litres === null ? {} : { litres: row.litres }),
    ...(row.litres_by === null ? {} : { litresBy: row.litres_by as LitresBy }),
    ...(row.why === null ? {} : { why: row.why as NoEnergy }),
  };
}
