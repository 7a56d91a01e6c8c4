import type { AuditEntry } from '../contract/index.ts';
import type { AuditLog, AuditRecord } from '../domain/audit.ts';
import type { Clock } from '../contract/index.ts';
import { sql, type Database } from './database.ts';

/** The audit table. Rows are only ever added. */
export class SqliteAuditLog implements AuditLog {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  write({ actor, action, subject, before, after, result }: AuditRecord): void {
    this.#db.run(
      sql.insertInto('audit').values({
        site_id: actor.site,
        at: this.#clock.wallMs(),
        actor: actor.name,
        from: actor.from,
        action,
        subject,
        before: before === undefined ? null : JSON.stringify(before),
        after: after === undefined ? null : JSON.stringify(after),
        result,
      }),
    );
  }

  list(site: string, { before, limit }: { readonly before?: number; readonly limit: number }): AuditEntry[] {
    const query = sql.selectFrom('audit').selectAll().where('site_id', '=', site).orderBy('id', 'desc').limit(limit);
    return this.#db.all(before === undefined ? query : query.where('id', '<', before)).map((row) => ({
      id: row.id,
      at: row.at,
      actor: row.actor,
      from: row.from,
      action: row.action,
      subject: row.subject,
      ...(row.before === null ? {} : { before: JSON.parse(row.before) as unknown }),
      ...(row.after === null ? {} : { after: JSON.parse(row.after) as unknown }),
      result: row.result,
    }));
  }
}
