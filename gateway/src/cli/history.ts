import { once } from 'node:events';
import type { Command } from 'commander';
import { ExportFormat, type HistoryStep } from '../contract/index.ts';
import { Fault } from '../domain/fault.ts';
import { steps } from '../domain/history/steps.ts';
import type { Database } from '../store/database.ts';
import type { HistoryFile } from '../store/history/history-file.ts';
import { SqlitePeopleStore } from '../store/people.ts';
import { setUpImport } from './history-import.ts';
import { printTable } from './data.ts';
import { siteOf, sitesOf, withHistory } from './history-data.ts';
import { withSettings } from './settings.ts';

interface ExportFlags {
  readonly series: string;
  readonly from: string;
  readonly to?: string;
  readonly step: string;
  readonly format: string;
  readonly site?: string;
}

/** `farmgate history`: to look after what was read over the years, and to take it elsewhere. */
export function setUpHistory(history: Command): void {
  withSettings(history.command('list'))
    .summary('list what has a history')
    .description('Prints site, series, unit and since when, with tabs between.')
    .action((_options: object, command: Command) => withHistory(command, list));
  withSettings(history.command('verify'))
    .summary('read all of it and tell what is damaged')
    .description(
      'Reads every hour and every roll-up that is kept and holds it against its checksum. Changes nothing, and works while the gateway runs. Ends with 1 where something is wrong.',
    )
    .action((_options: object, command: Command) => withHistory(command, verify));
  withSettings(history.command('export'))
    .summary('print readings as CSV or as lines of JSON')
    .description(
      'Prints each reading as it was, or what a series did in each step. Works while the gateway runs; what it read in the last minute may be missing.',
    )
    .requiredOption('--series <device/point,...>', 'which, as `farmgate history list` has them')
    .requiredOption('--from <time>', 'the first moment, such as 2026-01-01 or 2026-01-01T06:00+06:00')
    .option('--to <time>', 'the moment after the last; now unless it is said')
    .option('--step <seconds>', `0 for each reading, or ${steps.slice(4).join(', ')}`, '0')
    .option('--format <format>', 'csv, jsonl or parquet', 'csv')
    .option('--site <id>', 'whose; the only one there is unless it is said')
    .addHelpText(
      'after',
      '\nExample:\n  farmgate history export --series pump-1/energy --from 2026-01-01 --step 86400 > days.csv',
    )
    .action((flags: ExportFlags, command: Command) => withHistory(command, (file, db) => exportTo(file, db, flags)));
  setUpImport(history);
}

function list(file: HistoryFile, db: Database): void {
  const view = { pending: undefined, stamp: undefined, now: Date.now() };
  printTable(
    sitesOf(db).flatMap((site) =>
      file
        .answer({ kind: 'list', site, view })
        .map(({ device, point, unit, firstAt }) => [site, `${device}/${point}`, unit, new Date(firstAt).toISOString()]),
    ),
  );
}

function verify(file: HistoryFile): void {
  const { hours, rollups, readings, faults } = file.answer({ kind: 'verify', now: Date.now() });
  process.stdout.write(`${readings} readings in ${hours} hours, and ${rollups} roll-ups\n`);
  for (const fault of faults) process.stdout.write(`  ${fault}\n`);
  if (faults.length > 0)
    throw new Fault(
      'damaged',
      `${faults.length} parts are damaged. The gateway puts each aside as it comes upon it; the rest is whole.`,
    );
}

async function exportTo(file: HistoryFile, db: Database, flags: ExportFlags): Promise<void> {
  const site = siteOf(db, flags.site);
  const now = Date.now();
  const from = timeOf('--from', flags.from);
  const to = flags.to === undefined ? now : timeOf('--to', flags.to);
  if (to <= from) throw new Fault('config', 'The span ends before it begins: --to has to be after --from.');
  const id = file.answer({
    kind: 'export',
    view: { pending: undefined, stamp: undefined, now },
    site,
    timeZone: new SqlitePeopleStore(db).forSite(site).site()?.timeZone ?? 'UTC',
    series: seriesOf(file, site, flags.series),
    from,
    to,
    step: stepOf(flags.step),
    format: formatOf(flags.format),
  });
  for (
    let lines = file.answer({ kind: 'export-next', id });
    lines !== undefined;
    lines = file.answer({ kind: 'export-next', id })
  )
    if (!process.stdout.write(lines)) await once(process.stdout, 'drain');
}

function seriesOf(file: HistoryFile, site: string, text: string): { device: string; point: string }[] {
  const known = file.answer({ kind: 'list', site, view: { pending: undefined, stamp: undefined, now: Date.now() } });
  return text.split(',').map((name) => {
    const found = known.find(({ device, point }) => `${device}/${point}` === name);
    if (!found) throw new Fault('config', `There is no history of ${name} here. See: farmgate history list`);
    return { device: found.device, point: found.point };
  });
}

function timeOf(flag: string, text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new Fault('config', `${flag} takes a time such as 2026-01-01T06:00+06:00, and not ${text}.`);
  return at;
}

function stepOf(text: string): HistoryStep {
  const step = [0 as const, ...steps].find((one) => String(one) === text);
  if (step === undefined) throw new Fault('config', `--step takes 0 or one of ${steps.join(', ')}, and not ${text}.`);
  return step;
}

function formatOf(text: string): ExportFormat {
  const format = ExportFormat.options.find((one) => one === text);
  if (format === undefined)
    throw new Fault('config', `--format takes ${ExportFormat.options.join(', ')}, and not ${text}.`);
  return format;
}
