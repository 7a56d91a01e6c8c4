import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../domain/fault.ts';
import { Database } from '../store/database.ts';
import { settingsOf } from './settings.ts';

/** Lets `work` use the database of a gateway that exists, running or not. Throws a Fault `config` where there is none. */
export async function withData(command: Command, work: (db: Database) => void | Promise<void>): Promise<void> {
  const { config } = await settingsOf(command);
  const file = join(config.data.dir, 'farmgate.db');
  if (!existsSync(file))
    throw new Fault('config', `There is no gateway's data in ${config.data.dir}. Name its folder: --data`);
  const db = new Database(file);
  try {
    await work(db);
  } finally {
    db.close();
  }
}

/** Lines of columns that a person reads and `cut` takes apart. */
export function printTable(rows: readonly (readonly string[])[]): void {
  for (const row of rows) process.stdout.write(`${row.join('\t')}\n`);
}
