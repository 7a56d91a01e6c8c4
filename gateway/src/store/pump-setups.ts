import type { PumpSetup } from '../contract/index.ts';
import type { SavedGuard } from '../domain/protection/saved-guard.ts';
import type { PumpSetupStore } from '../domain/sharing/pump-ports.ts';
import type { NamedSetup } from '../domain/sharing/pump-setup.ts';
import { sql, type Database } from './database.ts';

/** What people said of pumps, and what their guards remember. */
export class SqlitePumpSetupStore implements PumpSetupStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  transaction<Result>(work: () => Result): Result {
    return this.#db.transaction(work);
  }

  all(): NamedSetup[] {
    return this.#db
      .all(sql.selectFrom('pump_setups').selectAll().orderBy('site_id').orderBy('id'))
      .map(({ site_id, id, setup }) => ({ site: site_id, id, setup: JSON.parse(setup) as PumpSetup }));
  }

  find(site: string, pump: string): PumpSetup | undefined {
    const row = this.#row(site, pump);
    return row && (JSON.parse(row.setup) as PumpSetup);
  }

  save({ site, id, setup }: NamedSetup): void {
    const changes = { setup: JSON.stringify(setup) };
    this.#db.run(
      sql
        .insertInto('pump_setups')
        .values({ site_id: site, id, guard: null, ...changes })
        .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(changes)),
    );
  }

  remove(site: string, pump: string): void {
    this.#db.run(sql.deleteFrom('pump_setups').where('site_id', '=', site).where('id', '=', pump));
  }

  findGuard(site: string, pump: string): SavedGuard | undefined {
    const guard = this.#row(site, pump)?.guard ?? undefined;
    return guard === undefined ? undefined : (JSON.parse(guard) as SavedGuard);
  }

  saveGuard(site: string, pump: string, saved: SavedGuard): void {
    const changes = { guard: JSON.stringify(saved) };
    this.#db.run(sql.updateTable('pump_setups').set(changes).where('site_id', '=', site).where('id', '=', pump));
  }

  #row(site: string, pump: string) {
    return this.#db.first(sql.selectFrom('pump_setups').selectAll().where('site_id', '=', site).where('id', '=', pump));
  }
}
