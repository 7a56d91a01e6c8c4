import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../domain/fault.ts';
import { settingsOf, withSettings } from './settings.ts';

/** `farmgate devices`: what belongs to this gateway, without signing in. */
export function addDevices(program: Command): void {
  const devices = program.command('devices').summary('list the adopted devices');
  withSettings(devices.command('list', { isDefault: true }))
    .summary('list the adopted devices of every site')
    .action(async (_options: object, command: Command) => {
      const { config } = await settingsOf(command);
      const file = join(config.data.dir, 'farmgate.db');
      if (!existsSync(file))
        throw new Fault('config', `There is no gateway's data in ${config.data.dir}. Name its folder: --data`);
      const { Database } = await import('../store/database.ts');
      const { SqliteFieldStore } = await import('../store/field-store.ts');
      const db = new Database(file);
      for (const device of new SqliteFieldStore(db).devices())
        process.stdout.write(
          [
            device.id,
            device.type,
            device.name,
            device.location ?? '',
            device.via ?? '',
            device.demo ? 'DEMO' : '',
          ].join('\t') + '\n',
        );
      db.close();
    });
}
