import type { Command } from 'commander';
import { SqliteFieldStore } from '../store/field-store.ts';
import { printTable, withData } from './data.ts';
import { withSettings } from './settings.ts';

/** `farmgate devices`: what belongs to this gateway, without signing in. */
export function setUpDevices(devices: Command): void {
  withSettings(devices.command('list', { isDefault: true }))
    .summary('list the adopted devices of every site')
    .description('Prints id, type, name, place, bridge and DEMO, with tabs between. Works while the gateway runs.')
    .action((_options: object, command: Command) =>
      withData(command, (db) =>
        printTable(
          new SqliteFieldStore(db)
            .devices()
            .map(({ id, type, name, location = '', via = '', demo }) => [
              id,
              type,
              name,
              location,
              via,
              demo ? 'DEMO' : '',
            ]),
        ),
      ),
    );
}
