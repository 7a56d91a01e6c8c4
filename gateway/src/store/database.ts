import { chmodSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Compilable,
  type CompiledQuery,
} from 'kysely';
import { Fault } from '../domain/fault.ts';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';

/** Builds typed queries; it holds no connection. `Database` runs what it builds. */
export const sql = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Spares the SD card however often somebody asks. */
const WRITE_AGAIN_MS = 60_000;
const CHECK_KEY = 'write-check';
/** Result codes of SQLite that speak of the disk and not of what was written: https://sqlite.org/rescode.html */
const diskTroubles = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/;

/**
 * The gateway's one connection to its SQLite file. Synchronous, so that a decision and its record are one step that nothing
 * can come between; every commit is on the disk when it returns (WAL, FULL).
 */
export class Database {
  readonly #sqlite: Sqlite.Database;
  readonly #statements = new Map<string, Sqlite.Statement>();
  /** When a check last wrote. */
  #wroteAt = -Infinity;

  constructor(file: string) {
    this.#sqlite = open(file);
    migrate(this.#sqlite, file);
  }

  all<Row>(query: Compilable<Row>): Row[] {
    const { sql: text, parameters } = query.compile();
    return this.#statement(text).all(...parameters) as Row[];
  }

  first<Row>(query: Compilable<Row>): Row | undefined {
    const { sql: text, parameters } = query.compile();
    return this.#statement(text).get(...parameters) as Row | undefined;
  }

  /** How many rows it changed. */
  run(query: Compilable | CompiledQuery): number {
    const { sql: text, parameters } = 'compile' in query ? query.compile() : query;
    return this.#written(() => this.#statement(text).run(...parameters).changes);
  }

  /**
   * All of `work` or nothing. Takes the write lock at once; inside another transaction it is part of that one. Where the disk
   * takes nothing it throws a Fault `unwritable`.
   */
  transaction<Result>(work: () => Result): Result {
    if (this.#sqlite.inTransaction) return work();
    return this.#written(() => this.#sqlite.transaction(work).immediate());
  }

  /** Throws when the file can no longer be read or written. Once a minute it is written for that, and after a failure each time. */
  check(): void {
    this.#sqlite.prepare('SELECT count(*) FROM meta').get();
    const now = performance.now();
    if (now - this.#wroteAt < WRITE_AGAIN_MS) return;
    this.run(
      sql
        .insertInto('meta')
        .values({ site_id: '', key: CHECK_KEY, value: String(now) })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(now) })),
    );
    this.#wroteAt = now;
  }

  /** Reads or sets a pragma of this connection. */
  pragma(text: string): unknown {
    return this.#sqlite.pragma(text, { simple: true });
  }

  close(): void {
    this.#statements.clear();
    this.#sqlite.close();
  }

  /** What the disk does not take is told as that, and the next check tries it. */
  #written<Result>(write: () => Result): Result {
    try {
      return write();
    } catch (cause) {
      if (!(cause instanceof Sqlite.SqliteError) || !diskTroubles.test(cause.code)) throw cause;
      this.#wroteAt = -Infinity;
      throw new Fault('unwritable', `The gateway cannot write to its disk: ${cause.message}.`, { cause });
    }
  }

  #statement(text: string): Sqlite.Statement {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#sqlite.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}

function open(file: string): Sqlite.Database {
  try {
    const sqlite = new Sqlite(file, { timeout: 5_000 });
    chmodSync(file, 0o600);
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('journal_size_limit = 4194304');
    return sqlite;
  } catch (cause) {
    throw new Fault('damaged', `The database ${file} cannot be opened: ${reasonOf(cause)}.`, { cause });
  }
}

function migrate(sqlite: Sqlite.Database, file: string): void {
  const version = Number(sqlite.pragma('user_version', { simple: true }));
  if (version > migrations.length)
    throw new Fault(
      'too-new',
      `The database ${file} has version ${version}; this program knows up to ${migrations.length}. Start the newer Farmgate that wrote it, or restore a backup made before.`,
    );
  for (const [at, step] of migrations.entries()) {
    if (at < version) continue;
    sqlite
      .transaction(() => {
        sqlite.exec(step);
        sqlite.pragma(`user_version = ${at + 1}`);
      })
      .immediate();
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
