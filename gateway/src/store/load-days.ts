import type { KeptDay, SiteDays } from '../domain/energy/hours-desk.ts';
import { sql, type Database } from './database.ts';
import type { LoadDaysTable } from './schema.ts';

/** When loads were on, day by day. */
export class SqliteLoadDayStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  forSite(site: string): SiteDays {
    return new SqliteSiteDays(this.#db, site);
  }
}

class SqliteSiteDays implements SiteDays {
  readonly #db: Database;
  readonly #site: string;

  constructor(db: Database, site: string) {
    this.#db = db;
    this.#site = site;
  }

  lastKept(): string | undefined {
    return this.#db.first(sql.selectFrom('load_days_kept').select('day').where('site_id', '=', this.#site))?.day;
  }

  keep(day: string, loads: readonly KeptDay[]): void {
    this.#db.transaction(() => {
      for (const { device, point, onS, starts, knownS } of loads) {
        const row = { site_id: this.#site, device_id: device, point_id: point, day };
        const values = { ...row, on_s: onS, starts, known_s: knownS };
        this.#db.run(sql.insertInto('load_days').values(values).orIgnore());
      }
      this.#db.run(
        sql
          .insertInto('load_days_kept')
          .values({ site_id: this.#site, day })
          .onConflict((conflict) => conflict.column('site_id').doUpdateSet({ day })),
      );
    });
  }

  between(first: string, last: string): KeptDay[] {
    const query = sql.selectFrom('load_days').selectAll().where('site_id', '=', this.#site);
    const rows = this.#db.all(query.where('day', '>=', first).where('day', '<=', last).orderBy('day'));
    return rows.map(dayOf);
  }

  sums(): KeptDay[] {
    const query = sql
      .selectFrom('load_days')
      .select(({ fn }) => [
        'device_id',
        'point_id',
        fn.min<string>('day').as('day'),
        fn.sum<number>('on_s').as('on_s'),
        fn.sum<number>('starts').as('starts'),
        fn.sum<number>('known_s').as('known_s'),
      ])
      .where('site_id', '=', this.#site)
      .groupBy(['device_id', 'point_id']);
    return this.#db.all(query).map(dayOf);
  }
}

function dayOf({ device_id, point_id, day, on_s, starts, known_s }: Omit<LoadDaysTable, 'site_id'>): KeptDay {
  return { device: device_id, point: point_id, day, onS: on_s, starts, knownS: known_s };
}
