import type { PlannedRun } from '../contract/index.ts';
import type { PlannedRecord, PlannedRunStore } from '../domain/sharing/pump-ports.ts';
import { sql, type Database } from './database.ts';
import type { PlannedRunsTable } from './schema.ts';

/** Runs that come into their queue at a time. */
export class SqlitePlannedRunStore implements PlannedRunStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  transaction<Result>(work: () => Result): Result {
    return this.#db.transaction(work);
  }

  waiting(): PlannedRecord[] {
    return this.#db
      .all(sql.selectFrom('planned_runs').selectAll().where('state', '=', 'planned').orderBy('at'))
      .map(recordOf);
  }

  find(site: string, id: string): PlannedRecord | undefined {
    const row = this.#db.first(
      sql.selectFrom('planned_runs').selectAll().where('site_id', '=', site).where('id', '=', id),
    );
    return row && recordOf(row);
  }

  list(site: string, { user, since }: { readonly user?: string | undefined; readonly since: number }): PlannedRecord[] {
    let query = sql.selectFrom('planned_runs').selectAll().where('site_id', '=', site).where('at', '>=', since);
    if (user !== undefined) query = query.where('user_id', '=', user);
    return this.#db.all(query.orderBy('at').limit(500)).map(recordOf);
  }

  save({ site, id, pump, user, name, seconds, at, state, why }: PlannedRecord): void {
    const changes = { state, why: why ?? null };
    this.#db.run(
      sql
        .insertInto('planned_runs')
        .values({ site_id: site, id, pump_id: pump, user_id: user, name, seconds, at, ...changes })
        .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(changes)),
    );
  }
}

function recordOf({ site_id, id, pump_id, user_id, name, seconds, at, state, why }: PlannedRunsTable): PlannedRecord {
  return {
    site: site_id,
    id,
    pump: pump_id,
    user: user_id,
    name,
    seconds,
    at,
    state: state as PlannedRun['state'],
    ...(why === null ? {} : { why }),
  };
}
