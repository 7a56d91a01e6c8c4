import { Option, type Command } from 'commander';
import { allSettings, describeError, loadConfig, type LoadedConfig } from '../config/index.ts';
import { Fault } from '../domain/fault.ts';

/** Gives a command every setting as a flag, with its range and sentence in `--help`. */
export function withSettings(command: Command): Command {
  command.option('--config <file>', 'Settings file; else <data>/farmgate.toml where there is one.');
  for (const { flag, variable, setting } of allSettings) {
    const short = setting.shortFlag ? `--${setting.shortFlag}, ` : '';
    const standard = setting.fallbackText ?? JSON.stringify(setting.fallback);
    const description = `${setting.sentence} (${setting.allowed}; default ${standard}; ${variable})`;
    command.addOption(new Option(`${short}--${flag} ${setting.placeholder}`, description));
  }
  return command;
}

/** The settings that a command's flags, the environment and the file make. Throws a Fault `config` with all that is wrong. */
export async function settingsOf(command: Command): Promise<LoadedConfig> {
  const flags = flagsOf(command.optsWithGlobals());
  const loaded = await loadConfig({ flags, env: process.env, cwd: process.cwd() });
  if ('errors' in loaded) throw new Fault('config', loaded.errors.map(describeError).join('\n'));
  return loaded;
}

/** commander's camelCase back to the flags that settings are known by. */
function flagsOf(options: Record<string, unknown>): Record<string, string> {
  const flags: Record<string, string> = {};
  for (const flag of ['config', ...allSettings.map((one) => one.flag)]) {
    const value = options[flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    if (typeof value === 'string') flags[flag] = value;
  }
  return flags;
}
