import type { Command } from 'commander';
import { shownSettings } from '../config/index.ts';
import { settingsOf, withSettings } from './settings.ts';

/** `farmgate config`: what the settings are, where each comes from, and whether all is well with them. */
export function setUpConfig(config: Command): void {
  withSettings(config.command('check'))
    .summary('say what is wrong with the settings, if anything')
    .action(async (_options: object, command: Command) => {
      const { file } = await settingsOf(command);
      process.stdout.write(`The settings are good${file ? ` (${file})` : ''}.\n`);
    });
  withSettings(config.command('show'))
    .summary('print every setting')
    .option('--origin', 'and where each value comes from')
    .action(async (options: { origin?: boolean }, command: Command) => {
      for (const { key, value, origin } of shownSettings(await settingsOf(command))) {
        const line = `${key} = ${JSON.stringify(value)}`;
        process.stdout.write(options.origin ? `${line}\t# ${origin}\n` : `${line}\n`);
      }
    });
  config.addHelpText(
    'after',
    `
A value of a flag wins over one of the environment, that over one of the file, that over the default.
The file is TOML: the part of a setting's name before the dot is its section.

  [http]
  port = 8080
  names = ["farm.example.org"]

Examples:
  farmgate config show --origin
  farmgate config check --config /etc/farmgate/farmgate.toml`,
  );
}
