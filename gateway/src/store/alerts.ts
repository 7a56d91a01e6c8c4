import type { Insertable, Selectable } from 'kysely';
import { Alert, type AlertCounts } from '../contract/index.ts';
import type { AlertFilter, AlertRecord, AlertStore } from '../domain/alerts/ports.ts';
import { sql, type Database } from './database.ts';
import type { AlertsTable } from './schema.ts';

/** The table of alerts. */
export class SqliteAlertStore implements AlertStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  transaction<Result>(work: () => Result): Result {
    return this.#db.transaction(work);
  }

  open(): AlertRecord[] {
    return this.#db.all(sql.selectFrom('alerts').selectAll().where('open', '=', 1).orderBy('seq')).map(toAlert);
  }

  save(alert: AlertRecord): void {
    const { site_id: _, id: __, ...changes } = fromAlert(alert);
    this.#db.run(
      sql
        .insertInto('alerts')
        .values(fromAlert(alert))
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changes)),
    );
  }

  find(site: string, id: string): AlertRecord | undefined {
    const row = this.#db.first(sql.selectFrom('alerts').selectAll().where('site_id', '=', site).where('id', '=', id));
    return row && toAlert(row);
  }

  list(site: string, { state, before, limit }: AlertFilter): { alerts: AlertRecord[]; next?: number } {
    let query = sql.selectFrom('alerts').selectAll().where('site_id', '=', site).orderBy('seq', 'desc').limit(limit);
    if (state === 'open') query = query.where('open', '=', 1);
    if (before !== undefined) query = query.where('seq', '<', before);
    const rows = this.#db.all(query);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { alerts: rows.map(toAlert), ...(last ? { next: last.seq } : {}) };
  }

  counts(site: string): AlertCounts {
    const rows = this.#db.all(
      sql
        .selectFrom('alerts')
        .select((eb) => ['severity', eb.fn.countAll<number>().as('count')])
        .where('site_id', '=', site)
        .where('open', '=', 1)
        .where('state', '=', 'active')
        .groupBy('severity'),
    );
    const of = (severity: string) => rows.find((row) => row.severity === severity)?.count ?? 0;
    return { critical: of('critical'), warning: of('warning'), info: of('info') };
  }

  prune(clearedBefore: number, keep: number): void {
    this.#db.run(sql.deleteFrom('alerts').where('open', '=', 0).where('cleared_at', '<', clearedBefore));
    for (const { site_id } of this.#db.all(sql.selectFrom('sites').select('site_id'))) {
      const newest = sql.selectFrom('alerts').select('seq').where('site_id', '=', site_id).orderBy('seq', 'desc');
      const beyond = this.#db.first(newest.offset(keep).limit(1));
      if (beyond)
        this.#db.run(
          sql.deleteFrom('alerts').where('site_id', '=', site_id).where('open', '=', 0).where('seq', '<=', beyond.seq),
        );
    }
  }
}

function fromAlert(alert: AlertRecord): Insertable<AlertsTable> {
  return {
    site_id: alert.site,
    id: alert.id,
    rule: alert.rule,
    subject: alert.subject,
    device_id: alert.device ?? null,
    point_id: alert.point ?? null,
    severity: alert.severity,
    state: alert.state,
    open: alert.state === 'cleared' ? 0 : 1,
    sentence: alert.sentence,
    remedy: alert.remedy,
    count: alert.count,
    first_at: alert.firstAt,
    last_at: alert.lastAt,
    acknowledged_by: alert.acknowledgedBy ?? null,
    acknowledged_at: alert.acknowledgedAt ?? null,
    cleared_at: alert.clearedAt ?? null,
  };
}

function toAlert(row: Selectable<AlertsTable>): AlertRecord {
  const alert = Alert.parse({
    id: row.id,
    rule: row.rule,
    subject: row.subject,
    ...(row.device_id === null ? {} : { device: row.device_id }),
    ...(row.point_id === null ? {} : { point: row.point_id }),
    severity: row.severity,
    state: row.state,
    sentence: row.sentence,
    remedy: row.remedy,
    count: row.count,
    firstAt: row.first_at,
    lastAt: row.last_at,
    ...(row.acknowledged_by === null ? {} : { acknowledgedBy: row.acknowledged_by }),
    ...(row.acknowledged_at === null ? {} : { acknowledgedAt: row.acknowledged_at }),
    ...(row.cleared_at === null ? {} : { clearedAt: row.cleared_at }),
  });
  return { site: row.site_id, ...alert };
}
