import type { Command } from 'commander';
import { Fault } from '../domain/fault.ts';
import type { Database } from '../store/database.ts';
import { SqliteFieldStore } from '../store/field-store.ts';
import { HistoryFile } from '../store/history/history-file.ts';
import { settingsOfGateway, withData } from './data.ts';

/** Opens the history of the gateway that a command's settings name, for as long as the work takes. */
export async function withHistory(
  command: Command,
  work: (file: HistoryFile, db: Database) => void | Promise<void>,
): Promise<void> {
  const { data } = await settingsOfGateway(command);
  await withData(command, async (db) => {
    const file = new HistoryFile(data.dir);
    try {
      await work(file, db);
    } finally {
      file.close();
    }
  });
}

/** The site that is meant; without a word the only one there is. */
export function siteOf(db: Database, wanted: string | undefined): string {
  const sites = sitesOf(db);
  const [only] = sites;
  if (wanted === undefined && only !== undefined && sites.length === 1) return only;
  if (wanted !== undefined && sites.includes(wanted)) return wanted;
  throw new Fault('config', `Say whose history with --site: ${sites.join(', ')}.`);
}

export function sitesOf(db: Database): string[] {
  return new SqliteFieldStore(db).sites();
}
