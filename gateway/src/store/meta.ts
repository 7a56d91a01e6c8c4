import { sql, type Database } from './database.ts';

/** A fact of the gateway itself, or undefined. */
export function findMeta(db: Database, key: string): string | undefined {
  return db.first(sql.selectFrom('meta').select('value').where('key', '=', key))?.value;
}

export function saveMeta(db: Database, key: string, value: string): void {
  db.run(
    sql
      .insertInto('meta')
      .values({ site_id: '', key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
  );
}
