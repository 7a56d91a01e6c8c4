import type { RegistrationRecord, RegistrationStore, SiteRegistrations } from '../domain/people/ports.ts';
import { sql, type Database } from './database.ts';
import type { RegistrationsTable } from './schema.ts';

/** People who asked to join. */
export class SqliteRegistrationStore implements RegistrationStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  forSite(site: string): SiteRegistrations {
    return new SqliteSiteRegistrations(this.#db, site);
  }

  findByLogin(login: string): RegistrationRecord | undefined {
    const query = sql.selectFrom('registrations').selectAll().where('login', '=', login);
    const row = this.#db.first(query.orderBy('asked_at').orderBy('id').limit(1));
    return row && toRegistration(row);
  }

  dropExpired(now: number): void {
    this.#db.run(sql.deleteFrom('registrations').where('expires_at', '<=', now));
  }
}

class SqliteSiteRegistrations implements SiteRegistrations {
  readonly #db: Database;
  readonly #site: string;

  constructor(db: Database, site: string) {
    this.#db = db;
    this.#site = site;
  }

  list(): RegistrationRecord[] {
    const query = sql.selectFrom('registrations').selectAll().where('site_id', '=', this.#site);
    return this.#db.all(query.where('rejected', 'is', null).orderBy('asked_at').orderBy('id')).map(toRegistration);
  }

  find(id: string): RegistrationRecord | undefined {
    const query = sql.selectFrom('registrations').selectAll().where('site_id', '=', this.#site).where('id', '=', id);
    const row = this.#db.first(query.where('rejected', 'is', null));
    return row && toRegistration(row);
  }

  insert(record: Omit<RegistrationRecord, 'site'>): void {
    this.#db.run(
      sql.insertInto('registrations').values({
        site_id: this.#site,
        id: record.id,
        login: record.login,
        name: record.name,
        note: record.note ?? null,
        address: record.address,
        password_hash: record.passwordHash,
        asked_at: record.askedAt,
        expires_at: record.expiresAt,
        rejected: record.rejected ?? null,
      }),
    );
  }

  remove(id: string): void {
    this.#db.run(sql.deleteFrom('registrations').where('site_id', '=', this.#site).where('id', '=', id));
  }

  reject(id: string, reason: string): void {
    const update = sql.updateTable('registrations').set({ rejected: reason });
    this.#db.run(update.where('site_id', '=', this.#site).where('id', '=', id));
  }
}

function toRegistration(row: RegistrationsTable): RegistrationRecord {
  return {
    site: row.site_id,
    id: row.id,
    login: row.login,
    name: row.name,
    ...(row.note === null ? {} : { note: row.note }),
    address: row.address,
    passwordHash: row.password_hash,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    ...(row.rejected === null ? {} : { rejected: row.rejected }),
  };
}
