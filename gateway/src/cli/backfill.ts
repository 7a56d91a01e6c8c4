import { join } from 'node:path';
import { Command } from 'commander';
import { findDeviceType } from '../device-types/index.ts';
import { offsetOf } from '../domain/history/local-iso.ts';
import { Fault } from '../domain/fault.ts';
import { Database } from '../store/database.ts';
import { SqliteFieldStore } from '../store/field-store.ts';
import { HistoryFile } from '../store/history/history-file.ts';
import { lockDataFolder } from '../store/lock.ts';
import { SqlitePeopleStore } from '../store/people.ts';
import { settingsOfGateway } from './data.ts';
import { exitCodeOf, explain } from './explain.ts';
import { withSettings } from './settings.ts';

const DAY_MS = 86_400_000;
const ROWS_AT_ONCE = 5_000;

/** `farmgate sim backfill`: gives the devices of a gateway that does not run a believable past. */
export async function runBackfill(args: readonly string[]): Promise<void> {
  const command = withSettings(new Command('farmgate sim backfill'))
    .description(
      'Writes months of believable history for the devices that a gateway has: pumps that ran at dawn, tanks that emptied, a grid that failed. The gateway must not run. What is there already stays, and the same is written each time.',
    )
    .option('--days <count>', 'how far back it goes, 1 to 3660', '400')
    .option('--every <seconds>', 'how often each device is read, 5 to 3600', '300')
    .addHelpText('after', '\nExample:\n  farmgate sim backfill --days 400 --data ./data')
    .exitOverride();
  try {
    await command.parseAsync([...args], { from: 'user' });
    await backfill(command);
  } catch (error) {
    const isHelp = error instanceof Error && 'code' in error && error.code === 'commander.helpDisplayed';
    if (isHelp) return;
    explain(error);
    process.exitCode = exitCodeOf(error);
  }
}

async function backfill(command: Command): Promise<void> {
  const flags: { days?: string; every?: string } = command.opts();
  const days = numberOf(flags.days, '--days', 1, 3_660);
  const everyMs = numberOf(flags.every, '--every', 5, 3_600) * 1000;
  const config = await settingsOfGateway(command);
  const lock = lockDataFolder(config.data.dir);
  const db = new Database(join(config.data.dir, 'farmgate.db'));
  const history = new HistoryFile(config.data.dir);
  try {
    const { pastOf } = await import('../../../firmware/virtual-farm/src/past/past.ts');
    const people = new SqlitePeopleStore(db);
    const now = Math.floor(Date.now() / everyMs) * everyMs;
    for (const { site, id: device, type } of new SqliteFieldStore(db).devices()) {
      const points = findDeviceType(type)?.points ?? [];
      const aheadMs = offsetOf(now, people.forSite(site).site()?.timeZone ?? 'UTC') * 60_000;
      let count = 0;
      let rows = [];
      for (const row of pastOf({ device, type, points, aheadMs }, now - days * DAY_MS, now, everyMs)) {
        rows.push(row);
        if (rows.length < ROWS_AT_ONCE) continue;
        count += history.absorb({ site, device, points, rows });
        rows = [];
      }
      count += history.absorb({ site, device, points, rows });
      process.stdout.write(
        `${device}: ${count === 0 ? `nothing is known of how a ${type} lives` : `${count} readings`}\n`,
      );
    }
    history.keep((site) => people.forSite(site).site()?.timeZone ?? 'UTC');
  } finally {
    history.close();
    db.close();
    lock.release();
  }
}

function numberOf(text: string | undefined, flag: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new Fault('config', `${flag} takes a whole number from ${min} to ${max}, and not ${String(text)}.`);
  return value;
}
