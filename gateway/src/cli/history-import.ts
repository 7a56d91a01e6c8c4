import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { findDeviceType } from '../device-types/index.ts';
import { Fault } from '../domain/fault.ts';
import { importReport } from '../domain/history/import-draft.ts';
import type { Database } from '../store/database.ts';
import { SqliteFieldStore } from '../store/field-store.ts';
import type { HistoryFile } from '../store/history/history-file.ts';
import { lockDataFolder } from '../store/lock.ts';
import { SqlitePeopleStore } from '../store/people.ts';
import { printTable, settingsOfGateway } from './data.ts';
import { siteOf, withHistory } from './history-data.ts';
import { withSettings } from './settings.ts';

interface ImportFlags {
  readonly check?: boolean;
  readonly site?: string;
}

const importHelp = `
The first line names the columns. Either a reading a line, as an export has them:
  time,device,point,value,quality
  2026-01-01T06:00:00Z,pump-1,power,1520,good
or a moment a line, with a column for each series:
  time,pump-1/power,tank-1/level
  2026-01-01T06:00:00Z,1520,73.5
A time has its offset (Z or +06:00), or is in milliseconds since 1970. Where there is a reading at that time already, the file's holds.

Examples:
  farmgate history import --check old-logger.csv
  farmgate history import old-logger.csv`;

/** `farmgate history import`. */
export function setUpImport(history: Command): void {
  withSettings(history.command('import'))
    .summary('take in readings from a table of somewhere else')
    .description(
      'Takes in all of a CSV file or, where a line cannot be read, nothing. Only while the gateway does not run; its page takes tables of up to 8 MB while it does.',
    )
    .argument('<file>', 'a CSV file, with commas, semicolons or tabs')
    .option('--check', 'only say what is in it')
    .option('--site <id>', 'whose; the only one there is unless it is said')
    .addHelpText('after', importHelp)
    .action((name: string, flags: ImportFlags, command: Command) => importFile(command, name, flags));
}

async function importFile(command: Command, name: string, flags: ImportFlags): Promise<void> {
  const { data } = await settingsOfGateway(command);
  const lock = flags.check ? undefined : lockDataFolder(data.dir);
  try {
    await withHistory(command, (file, db) => takeIn({ file, db, name, flags }));
  } finally {
    lock?.release();
  }
}

interface ImportParts {
  readonly file: HistoryFile;
  readonly db: Database;
  readonly name: string;
  readonly flags: ImportFlags;
}

async function takeIn({ file, db, name, flags }: ImportParts): Promise<void> {
  const site = siteOf(db, flags.site);
  const devices = new Map(
    new SqliteFieldStore(db)
      .devices()
      .filter((one) => one.site === site)
      .map(({ id, type }) => [id, findDeviceType(type)?.points ?? []]),
  );
  const pointOf = (device: string, point: string) => devices.get(device)?.find(({ id }) => id === point);
  const { readImport } = await import('../store/history/importing.ts');
  const draft = await readImport(textOf(name), { hasDevice: (id) => devices.has(id), pointOf, now: Date.now() });
  const { readings, series, faults, faultCount } = importReport(draft, false);
  if (faultCount > 0)
    throw new Fault(
      'config',
      [
        `${faultCount} ${faultCount === 1 ? 'line' : 'lines'} of ${name} cannot be read, so that nothing was taken in:`,
        ...faults.map(({ line, why }) => `  line ${line}: ${why}`),
        ...(faultCount > faults.length ? [`  and ${faultCount - faults.length} more`] : []),
      ].join('\n'),
    );
  printTable(
    series.map((one) => [
      `${one.device}/${one.point}`,
      `${one.readings}`,
      new Date(one.firstAt).toISOString(),
      new Date(one.lastAt).toISOString(),
    ]),
  );
  if (flags.check) return void process.stdout.write(`${readings} readings could be taken in.\n`);
  for (const past of draft.series) {
    const definition = pointOf(past.device, past.point);
    if (definition) file.takeIn(site, definition, past);
  }
  file.keep((one) => new SqlitePeopleStore(db).forSite(one).site()?.timeZone ?? 'UTC');
  process.stdout.write(`${readings} readings were taken in.\n`);
}

/** The text of a file, piece by piece. */
async function* textOf(name: string): AsyncGenerator<string> {
  try {
    for await (const piece of createReadStream(name, 'utf8')) yield String(piece);
  } catch (cause) {
    throw new Fault('config', `${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      cause,
    });
  }
}
