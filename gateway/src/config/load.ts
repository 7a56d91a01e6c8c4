import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { LONGEST_SOCKET_PATH, coreSocketPath } from './core-socket.ts';
import { readSettingsFile, type FileText } from './file.ts';
import type { Origin, SettingError } from './origin.ts';
import { allSettings, otherVariables, type Config, type NamedSetting } from './settings.ts';

/** What the settings are made of, beside the file. */
export interface Sources {
  /** By flag without dashes (`http-port`); `config` names the file. */
  readonly flags: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** The settings with where each came from, by key (`http.port`). */
export interface LoadedConfig {
  readonly config: Config;
  readonly origins: ReadonlyMap<string, Origin>;
  /** The settings file that was read, if any. */
  readonly file: string | undefined;
}

/** A value somebody gave, before it is judged. */
interface Given {
  readonly key: string;
  readonly value: unknown;
  readonly origin: Origin;
}

/** Reads all sources, later ones winning: default, file, environment, flag. Every value given is judged, all errors come at once. */
export async function loadConfig(
  sources: Sources,
): Promise<LoadedConfig | { readonly errors: readonly SettingError[] }> {
  const outside = [...fromEnvironment(sources), ...fromFlags(sources)];
  const place = fileOf(sources, outside);
  const text = await readSettingsFile(place.file, { mustExist: place.named });
  const file = text && !('error' in text) ? text : undefined;
  const given = [...(file ? fromFile(file) : []), ...outside];
  const errors = [...(text && 'error' in text ? [text.error] : []), ...(await judge(given))];
  if (file && !place.named) errors.push(...movedFolder(given));
  if (errors.length > 0) return { errors };
  const loaded = settle(given, sources);
  const together = [socketError(loaded), dutyError(loaded)].filter((error) => error !== undefined);
  return together.length > 0 ? { errors: together } : { ...loaded, file: file?.file };
}

/** Whoever names a file wants that one; else the data folder may have one. */
function fileOf({ flags, env, cwd }: Sources, outside: readonly Given[]): { file: string; named: boolean } {
  const named = flags['config'] ?? env['FARMGATE_CONFIG'];
  if (named) return { file: resolve(cwd, named), named: true };
  const dir = outside.findLast(({ key }) => key === 'data.dir')?.value;
  return { file: resolve(cwd, typeof dir === 'string' ? dir : defaultOf('data.dir'), 'farmgate.toml'), named: false };
}

function fromEnvironment({ env }: Sources): Given[] {
  return Object.entries(env).flatMap(([variable, value]) => {
    if (!variable.startsWith('FARMGATE_') || variable in otherVariables || value === undefined) return [];
    const known = allSettings.find((one) => one.variable === variable);
    return [{ key: known?.key ?? variable, value: fromText(known, value), origin: { from: 'environment', variable } }];
  });
}

function fromFlags({ flags }: Sources): Given[] {
  return Object.entries(flags).flatMap(([flag, value]) => {
    if (flag === 'config') return [];
    const known = allSettings.find((one) => one.flag === flag);
    return [{ key: known?.key ?? `--${flag}`, value: fromText(known, value), origin: { from: 'flag', flag } }];
  });
}

function fromText(known: NamedSetting | undefined, value: string): unknown {
  return known ? known.setting.fromText(value) : value;
}

function fromFile({ file, sections, lineOf }: FileText): Given[] {
  return Object.entries(sections).flatMap(([section, names]): Given[] => {
    const origin = (key: string): Origin => ({ from: 'file', file, line: lineOf(key) });
    if (!isTable(names) || !allSettings.some((one) => one.section === section))
      return [{ key: section, value: names, origin: origin(section) }];
    return Object.entries(names).map(([name, value]) => {
      const key = `${section}.${name}`;
      return { key, value: absolute(key, value, dirname(file)), origin: origin(key) };
    });
  });
}

async function judge(given: readonly Given[]): Promise<SettingError[]> {
  const errors = await Promise.all(given.map((one) => judgeOne(one)));
  return errors.filter((error) => error !== undefined);
}

async function judgeOne({ key, value, origin }: Given): Promise<SettingError | undefined> {
  const known = allSettings.find((one) => one.key === key);
  if (!known) return { key, origin, wrong: 'is no setting', remedy: await remedyFor(key, origin) };
  const { schema, allowed, secret } = known.setting;
  if (schema.safeParse(value).success) return undefined;
  return {
    key,
    origin,
    wrong: `is ${secret ? 'not as it should be' : JSON.stringify(value)}`,
    remedy: `It must be ${allowed}.`,
  };
}

async function remedyFor(key: string, origin: Origin): Promise<string> {
  const homes = allSettings.filter(({ name }) => origin.from === 'file' && name === key);
  if (homes.length > 0)
    return `Write it below its section: ${homes.map(({ section }) => `[${section}]`).join(' or ')}.`;
  const { suggest } = await import('./suggest.ts');
  const nearest = suggest(key, namesLike(key, origin));
  return nearest ? `Did you mean ${nearest}?` : 'See `farmgate config show` for all there are.';
}

function namesLike(key: string, { from }: Origin): string[] {
  if (from === 'environment') return [...allSettings.map(({ variable }) => variable), ...Object.keys(otherVariables)];
  if (from === 'flag') return [...allSettings.map(({ flag }) => `--${flag}`), '--config'];
  return key.includes('.') ? allSettings.map((one) => one.key) : allSettings.map(({ section }) => section);
}

/** The data folder is where this file was found: saying another one in it would be read by nobody the next time. */
function movedFolder(given: readonly Given[]): SettingError[] {
  return given
    .filter(({ key, origin }) => key === 'data.dir' && origin.from === 'file')
    .map(({ key, origin }) => ({
      key,
      origin,
      wrong: 'cannot stand in the file of the data folder itself',
      remedy: 'Give it as --data-dir or FARMGATE_DATA_DIR, or name the file with --config.',
    }));
}

/** The last of each setting wins. What comes out has passed the schemas above, which is what makes it a `Config`. */
function settle(given: readonly Given[], { env, cwd }: Sources): { config: Config; origins: Map<string, Origin> } {
  const origins = new Map<string, Origin>(allSettings.map(({ key }) => [key, { from: 'default' }]));
  const config: Record<string, Record<string, unknown>> = {};
  for (const { section, name, key, setting } of allSettings)
    (config[section] ??= {})[name] = absolute(key, setting.fallback, cwd);
  for (const { key, value, origin } of given) {
    const [section = '', name = ''] = key.split('.');
    (config[section] ??= {})[name] = absolute(key, value, cwd);
    origins.set(key, origin);
  }
  return { config: withCoreSocket(config as unknown as Config, env), origins };
}

function withCoreSocket(config: Config, env: Sources['env']): Config {
  if (config.core.socket !== '') return config;
  const socket = coreSocketPath({ dataDir: config.data.dir, runtimeDir: env['XDG_RUNTIME_DIR'], tmpDir: tmpdir() });
  return { ...config, core: { ...config.core, socket } };
}

function socketError({ config, origins }: Pick<LoadedConfig, 'config' | 'origins'>): SettingError | undefined {
  const bytes = Buffer.byteLength(config.core.socket);
  if (bytes <= LONGEST_SOCKET_PATH) return undefined;
  return {
    key: 'core.socket',
    origin: origins.get('core.socket') ?? { from: 'default' },
    wrong: `is ${bytes} bytes long`,
    remedy: `A socket's path may have ${LONGEST_SOCKET_PATH}: choose a shorter one, such as ${join('/run', 'farmgate', 'core.sock')}.`,
  };
}

/** Nobody but its holder knows what a licence permits. */
function dutyError({ config, origins }: Pick<LoadedConfig, 'config' | 'origins'>): SettingError | undefined {
  const { profile, duty } = config.bridge;
  if (profile !== 'own' || duty > 0) return undefined;
  return {
    key: 'bridge.duty',
    origin: origins.get('bridge.duty') ?? { from: 'default' },
    wrong: 'is not given',
    remedy: 'With bridge.profile = "own" say what your licence permits: 100 where it sets no share of an hour.',
  };
}

function absolute(key: string, value: unknown, base: string): unknown {
  const isPath = allSettings.some((one) => one.key === key && one.setting.isPath);
  return isPath && typeof value === 'string' && value !== '' ? resolve(base, value) : value;
}

function defaultOf(key: string): string {
  return String(allSettings.find((one) => one.key === key)?.setting.fallback);
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
