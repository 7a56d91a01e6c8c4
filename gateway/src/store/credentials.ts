import type { CredentialKind } from '../contract/index.ts';
import type { CredentialRecord, CredentialStore } from '../domain/field/credentials-ports.ts';
import { sql, type Database } from './database.ts';
import type { CredentialsTable } from './schema.ts';

/** What nodes and bridges on the network sign in with. */
export class SqliteCredentialStore implements CredentialStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  transaction<Result>(work: () => Result): Result {
    return this.#db.transaction(work);
  }

  list(): CredentialRecord[] {
    return this.#db.all(sql.selectFrom('credentials').selectAll().orderBy('device_id')).map(toRecord);
  }

  save(credential: CredentialRecord): void {
    const row = toRow(credential);
    const { site_id: _, device_id: __, ...changes } = row;
    this.#db.run(
      sql
        .insertInto('credentials')
        .values(row)
        .onConflict((conflict) => conflict.column('device_id').doUpdateSet(changes)),
    );
  }

  remove(site: string, device: string): void {
    this.#db.run(sql.deleteFrom('credentials').where('site_id', '=', site).where('device_id', '=', device));
  }
}

function toRow(credential: CredentialRecord): CredentialsTable {
  return {
    site_id: credential.site,
    device_id: credential.device,
    kind: credential.kind,
    name: credential.name,
    hash: credential.hash,
    made_at: credential.madeAt,
    rotated_at: credential.rotatedAt ?? null,
    by: credential.by,
    members: JSON.stringify(credential.members),
  };
}

function toRecord(row: CredentialsTable): CredentialRecord {
  return {
    site: row.site_id,
    device: row.device_id,
    kind: row.kind as CredentialKind,
    name: row.name,
    hash: row.hash,
    madeAt: row.made_at,
    ...(row.rotated_at === null ? {} : { rotatedAt: row.rotated_at }),
    by: row.by,
    members: JSON.parse(row.members) as string[],
  };
}
