import type { Command } from 'commander';
import { shownSettings } from '../config/index.ts';
import { settingsOf, withSettings } from './settings.ts';

/** `farmgate config`: what the settings are, where each comes from, and whether all is well with them. */
export function addConfig(program: Command): void {
  const config = program.command('config').summary('check or show the settings');
  withSettings(config.command('check'))
    .summary('say what is wrong with the settings, if anything')
    .action(async (_options: object, command: Command) => {
      const { file } = await settingsOf(command);
      process.stdout.write(
        `The settings are good${file ? ` (${file})` : ', all but flags and environment at their defaults'}.\n`,
      );
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
}
