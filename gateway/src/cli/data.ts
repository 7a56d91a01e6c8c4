import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../config/index.ts';
import { Fault } from '../domain/fault.ts';
import { Database } from '../store/database.ts';
import { settingsOf } from './settings.ts';

/** The settings of a gateway that exists, running or not. Throws a Fault `config` where there is none. */
export async function settingsOfGateway(command: Command): Promise<Config> {
  const { config } = await settingsOf(command);
  if (!existsSync(databaseOf(config)))
    throw new Fault('config', `There is no gateway's data in ${config.data.dir}. Name its folder: --data`);
  return config;
}

/** Lets `work` use the database of a gateway that exists. */
export async function withData(command: Command, work: (db: Database) => void | Promise<void>): Promise<void> {
  const db = new Database(databaseOf(await settingsOfGateway(command)));
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

function databaseOf({ data }: Config): string {
  return join(data.dir, 'farmgate.db');
}
