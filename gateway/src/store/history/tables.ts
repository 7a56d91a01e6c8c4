import { chmodSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Unit } from '../../contract/index.ts';
import type { Meaning } from '../../domain/history/meaning.ts';
import type { MetricRule } from '../../domain/history/summary.ts';
import { Fault } from '../../domain/fault.ts';
import { HOURS_PER_BLOCK, keyOf } from './blocks.ts';
import { logFiles, readJournal, type JournalRow } from './journal-log.ts';

/** A device of a site, by the number that its rows have. */
export interface DeviceRow {
  readonly id: number;
  readonly site: string;
  readonly device: string;
}

/** A point as it was declared when it was first read; declared otherwise it is another metric. */
export interface MetricRow extends Meaning {
  readonly id: number;
  readonly point: string;
}

/** That a device has read a metric, and when it first did. Wall ms. */
export interface SeriesRow {
  readonly device: number;
  readonly metric: number;
  readonly firstAt: number;
}

/** Rows of these two are kept alike: a rollup for each device and span. */
export type RollupTier = 'quarter' | 'day';
/** A row that cannot be read: the hour of a raw block, or a rollup. */
export interface Damaged {
  readonly tier: 'raw' | RollupTier | 'journal';
  readonly key: number;
  readonly hour?: number;
  readonly body: Uint8Array;
  readonly why: string;
}

const VERSION = 2;
/** Rows of the journal beside it up to this one are in the tables; `history` is the number that its rows are marked with. */
const journalTable = `
  CREATE TABLE journal (history INTEGER NOT NULL, sealed INTEGER NOT NULL) STRICT;
  INSERT INTO journal VALUES (abs(random() % 4294967296), 0);
`;
const tables = `
  CREATE TABLE device (id INTEGER PRIMARY KEY, site TEXT NOT NULL, device TEXT NOT NULL, UNIQUE (site, device)) STRICT;
  CREATE TABLE metric (id INTEGER PRIMARY KEY, point TEXT NOT NULL, kind TEXT NOT NULL, wraps_at REAL NOT NULL,
    unit TEXT NOT NULL, UNIQUE (point, kind, wraps_at, unit)) STRICT;
  CREATE TABLE series (device INTEGER NOT NULL, metric INTEGER NOT NULL, first_at INTEGER NOT NULL,
    PRIMARY KEY (device, metric)) STRICT, WITHOUT ROWID;
  ${journalTable}
  CREATE TABLE raw (key INTEGER PRIMARY KEY, h0 BLOB, h1 BLOB, h2 BLOB, h3 BLOB) STRICT;
  CREATE TABLE quarter (key INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
  CREATE TABLE day (key INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
  -- Blocks whose quarters are still to be made, and days (by the quarter of an hour they begin with) that are.
  CREATE TABLE unrolled (key INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE undayed (key INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE quarantine (id INTEGER PRIMARY KEY, tier TEXT NOT NULL, key INTEGER NOT NULL, hour INTEGER, why TEXT NOT NULL,
    found_at INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
`;

/** All files that belong to the history in this one: itself, what SQLite keeps beside it, and the journal. */
export function historyFiles(file: string): readonly string[] {
  return [file, `${file}-wal`, `${file}-shm`, ...logFiles(file)];
}

/** The file of the history: what is in its tables, as they are. */
export class HistoryTables {
  readonly file: string;
  readonly #sqlite: Sqlite.Database;
  readonly #statements = new Map<string, Sqlite.Statement>();

  /** Throws a Fault where it cannot be used: `damaged`, `too-new`, or `unwritable` where that is not the file's fault. */
  constructor(file: string) {
    this.file = file;
    this.#sqlite = open(file);
  }

  close(): void {
    this.#statements.clear();
    this.#sqlite.close();
  }

  /** All of `work` or nothing. */
  transaction<Result>(work: () => Result): Result {
    return this.#sqlite.transaction(work).immediate();
  }

  devices(): DeviceRow[] {
    return this.#all('SELECT id, site, device FROM device') as DeviceRow[];
  }

  addDevice({ id, site, device }: DeviceRow): void {
    this.#run('INSERT INTO device VALUES (?, ?, ?)', id, site, device);
  }

  dropDevice(id: number): void {
    this.#run('DELETE FROM series WHERE device = ?', id);
    this.#run('DELETE FROM device WHERE id = ?', id);
  }

  metrics(): MetricRow[] {
    const rows = this.#all('SELECT * FROM metric') as {
      id: number;
      point: string;
      kind: string;
      wraps_at: number;
      unit: Unit;
    }[];
    return rows.map(({ id, point, kind, wraps_at, unit }) => ({ id, point, rule: ruleOf(kind, wraps_at), unit }));
  }

  addMetric({ id, point, rule, unit }: MetricRow): void {
    const wrapsAt = rule.kind === 'counter' ? (rule.wrapsAt ?? 0) : 0;
    this.#run('INSERT INTO metric VALUES (?, ?, ?, ?, ?)', id, point, rule.kind, wrapsAt, unit);
  }

  series(): SeriesRow[] {
    const rows = this.#all('SELECT * FROM series') as { device: number; metric: number; first_at: number }[];
    return rows.map(({ device, metric, first_at }) => ({ device, metric, firstAt: first_at }));
  }

  addSeries({ device, metric, firstAt }: SeriesRow): void {
    const text =
      'INSERT INTO series VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET first_at = min(first_at, excluded.first_at)';
    this.#run(text, device, metric, firstAt);
  }

  /** What the journal beside it belongs to, and up to which of its rows it is sealed. */
  journalState(): { readonly history: number; readonly sealed: number } {
    return this.#get('SELECT history, sealed FROM journal') as { history: number; sealed: number };
  }

  /** The rows that are not sealed, in order. */
  journal(): JournalRow[] {
    const { history, sealed } = this.journalState();
    return readJournal(this.file, { history, after: sealed });
  }

  dropJournal(through: number): void {
    this.#run('UPDATE journal SET sealed = max(sealed, ?)', through);
  }

  /** The packed hours of a block; undefined where there is none. */
  hours(key: number): readonly (Uint8Array | undefined)[] {
    const row = this.#get('SELECT h0, h1, h2, h3 FROM raw WHERE key = ?', key) as
      Record<string, Uint8Array | null> | undefined;
    return Array.from({ length: HOURS_PER_BLOCK }, (_, hour) => row?.[`h${hour}`] ?? undefined);
  }

  saveHour(key: number, hour: number, body: Uint8Array | null): void {
    const name = `h${hour}`;
    this.#run(
      `INSERT INTO raw (key, ${name}) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET ${name} = excluded.${name}`,
      key,
      body,
    );
  }

  rollup(tier: RollupTier, key: number): Uint8Array | undefined {
    return (this.#get(`SELECT body FROM ${tier} WHERE key = ?`, key) as { body: Uint8Array } | undefined)?.body;
  }

  saveRollup(tier: RollupTier, key: number, body: Uint8Array): void {
    this.#run(`INSERT INTO ${tier} VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET body = excluded.body`, key, body);
  }

  /** All keys of a table from one span until before another, in order. */
  *keys(tier: 'raw' | RollupTier, from: number, to: number): Generator<number> {
    const statement = this.#statement(`SELECT key FROM ${tier} WHERE key >= ? AND key < ? ORDER BY key LIMIT 1000`);
    let next = keyOf(from, 0);
    for (;;) {
      const keys = (statement.all(next, keyOf(to, 0)) as { key: number }[]).map(({ key }) => key);
      yield* keys;
      const last = keys.at(-1);
      if (last === undefined) return;
      next = last + 1;
    }
  }

  /** The first span that a table has; undefined where it is empty. */
  firstKey(tier: 'raw' | RollupTier): number | undefined {
    return (this.#get(`SELECT min(key) AS key FROM ${tier}`) as { key: number | null }).key ?? undefined;
  }

  /** Takes away rows with a key below; answers how many, at most `most`. */
  dropBelow(tier: 'raw' | RollupTier, key: number, most: number): number {
    const text = `DELETE FROM ${tier} WHERE key IN (SELECT key FROM ${tier} WHERE key < ? ORDER BY key LIMIT ?)`;
    return this.#run(text, key, most);
  }

  drop(tier: 'raw' | RollupTier, key: number): void {
    this.#run(`DELETE FROM ${tier} WHERE key = ?`, key);
  }

  mark(list: 'unrolled' | 'undayed', key: number): void {
    this.#run(`INSERT OR IGNORE INTO ${list} VALUES (?)`, key);
  }

  unmark(list: 'unrolled' | 'undayed', key: number): void {
    this.#run(`DELETE FROM ${list} WHERE key = ?`, key);
  }

  marked(list: 'unrolled' | 'undayed'): number[] {
    return (this.#all(`SELECT key FROM ${list} ORDER BY key`) as { key: number }[]).map(({ key }) => key);
  }

  /** Puts what cannot be read aside, so that it costs nothing but itself. */
  quarantine({ tier, key, hour, body, why }: Damaged, now: number): void {
    const text = 'INSERT INTO quarantine (tier, key, hour, why, found_at, body) VALUES (?, ?, ?, ?, ?, ?)';
    this.#run(text, tier, key, hour ?? null, why, Math.floor(now), body);
  }

  quarantined(): number {
    return (this.#get('SELECT count(*) AS n FROM quarantine') as { n: number }).n;
  }

  /** Another one after each commit of another connection: https://sqlite.org/pragma.html#pragma_data_version */
  version(): number {
    return (this.#get('SELECT data_version FROM pragma_data_version') as { data_version: number }).data_version;
  }

  /** Bytes of the file that hold something. */
  usedBytes(): number {
    const pragma = (name: string) => Number(this.#sqlite.pragma(name, { simple: true }));
    return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  }

  /** Writes what the log of the database holds into its file. */
  checkpoint(): void {
    this.#sqlite.pragma('wal_checkpoint(PASSIVE)');
  }

  #all(text: string, ...values: unknown[]): unknown[] {
    return this.#statement(text).all(...values);
  }

  #get(text: string, ...values: unknown[]): unknown {
    return this.#statement(text).get(...values);
  }

  #run(text: string, ...values: unknown[]): number {
    return this.#statement(text).run(...values).changes;
  }

  #statement(text: string): Sqlite.Statement {
    let statement = this.#statements.get(text);
    if (!statement) this.#statements.set(text, (statement = this.#sqlite.prepare(text)));
    return statement;
  }
}

function open(file: string): Sqlite.Database {
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(file, { timeout: 5_000 });
    chmodSync(file, 0o600);
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    // A reading is written once to the log and once to its place, and few pages wait in between.
    sqlite.pragma('wal_autocheckpoint = 200');
    sqlite.pragma('cache_size = -1024');
    migrate(sqlite, file);
    return sqlite;
  } catch (cause) {
    sqlite?.close();
    if (cause instanceof Fault) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    const isDamaged = cause instanceof Sqlite.SqliteError && damage.test(cause.code);
    throw new Fault(isDamaged ? 'damaged' : 'unwritable', `The history ${file} cannot be opened: ${why}.`, { cause });
  }
}

/** Result codes of SQLite that speak of the file itself and not of the disk or of who may open it: https://sqlite.org/rescode.html */
const damage = /^SQLITE_(?:CORRUPT|NOTADB)/;

function migrate(sqlite: Sqlite.Database, file: string): void {
  const version = Number(sqlite.pragma('user_version', { simple: true }));
  if (version > VERSION)
    throw new Fault('too-new', `The history ${file} has version ${version}; this program knows up to ${VERSION}.`);
  if (version === VERSION) return;
  sqlite
    .transaction(() => {
      if (version === 1) sqlite.exec(`DROP TABLE journal; ${journalTable}`);
      else sqlite.exec(tables);
      sqlite.pragma(`user_version = ${VERSION}`);
    })
    .immediate();
}

function ruleOf(kind: string, wrapsAt: number): MetricRule {
  if (kind === 'flag') return { kind: 'flag' };
  if (kind !== 'counter') return { kind: 'measure' };
  return wrapsAt > 0 ? { kind: 'counter', wrapsAt } : { kind: 'counter' };
}
