import type { GridSettings } from '../contract/index.ts';
import type { GridSwitch } from '../domain/grid/grid.ts';
import type { GridStore, SavedGrid } from '../domain/grid/grid-ports.ts';
import { sql, type Database } from './database.ts';

/** What people said of each site's grid. */
export class SqliteGridStore implements GridStore {
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

  find(site: string): SavedGrid | undefined {
    const row = this.#db.first(sql.selectFrom('grids').selectAll().where('site_id', '=', site));
    return row && { settings: JSON.parse(row.settings) as GridSettings, switch: row.switch as GridSwitch };
  }

  save(site: string, { settings, switch: said }: SavedGrid): void {
    const changes = { settings: JSON.stringify(settings), switch: said };
    this.#db.run(
      sql
        .insertInto('grids')
        .values({ site_id: site, ...changes })
        .onConflict((conflict) => conflict.column('site_id').doUpdateSet(changes)),
    );
  }

  timeZone(site: string): string {
    const row = this.#db.first(sql.selectFrom('sites').select('time_zone').where('site_id', '=', site));
    return row?.time_zone ?? 'UTC';
  }
}
