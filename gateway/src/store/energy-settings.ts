import type { EnergySettings } from '../contract/index.ts';
import type { EnergySettingsStore } from '../domain/energy/energy-settings-desk.ts';
import { sql, type Database } from './database.ts';

/** By what each site knows its energy. */
export class SqliteEnergySettingsStore implements EnergySettingsStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  transaction<Result>(work: () => Result): Result {
    return this.#db.transaction(work);
  }

  find(site: string): EnergySettings | undefined {
    const row = this.#db.first(sql.selectFrom('energy_settings').selectAll().where('site_id', '=', site));
    return row && (JSON.parse(row.settings) as EnergySettings);
  }

  save(site: string, settings: EnergySettings): void {
    const changes = { settings: JSON.stringify(settings) };
    this.#db.run(
      sql
        .insertInto('energy_settings')
        .values({ site_id: site, ...changes })
        .onConflict((conflict) => conflict.column('site_id').doUpdateSet(changes)),
    );
  }
}
