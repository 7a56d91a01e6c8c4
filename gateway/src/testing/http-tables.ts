import { createHash } from 'node:crypto';
import Sqlite from 'better-sqlite3';

/** What a refused request must leave as it was. */
export const guardedTables = ['sites', 'users', 'devices', 'credentials', 'points', 'commands', 'latches'] as const;
export type GuardedTable = (typeof guardedTables)[number];

/** A digest of the rows of each table of each site, by `<site> <table>`. */
export type Digests = ReadonlyMap<string, string>;

/** Looks at a gateway's database from beside it, and changes nothing. */
export class Tables {
  readonly #sqlite: Sqlite.Database;

  constructor(file: string) {
    this.#sqlite = new Sqlite(file, { readonly: true });
  }

  /** Another number whenever anybody else has committed anything (sqlite.org/pragma.html#pragma_data_version). */
  get version(): number {
    return Number(this.#sqlite.pragma('data_version', { simple: true }));
  }

  digests(): Digests {
    const rows = guardedTables.flatMap((table) =>
      this.#sqlite
        .prepare<[], { site_id: string }>(`SELECT * FROM ${table}`)
        .all()
        .map((row) => ({ key: `${row.site_id} ${table}`, text: JSON.stringify(row) })),
    );
    const digests = new Map<string, string>();
    for (const [key, group] of Map.groupBy(rows, ({ key }) => key))
      digests.set(key, digestOf(group.map(({ text }) => text).sort()));
    return digests;
  }

  close(): void {
    this.#sqlite.close();
  }
}

/** Which `<site> <table>` differ. */
export function differing(before: Digests, after: Digests): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
}

function digestOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('base64url');
}
