import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeError, loadConfig, shownSettings, type LoadedConfig, type Sources } from './index.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'farmgate-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

async function load(given: Partial<Sources>): Promise<LoadedConfig> {
  const loaded = await loadConfig({ flags: {}, env: {}, cwd, ...given });
  if ('errors' in loaded) throw new Error(loaded.errors.map(describeError).join('\n'));
  return loaded;
}

async function errorsOf(given: Partial<Sources>): Promise<string[]> {
  const loaded = await loadConfig({ flags: {}, env: {}, cwd, ...given });
  return 'errors' in loaded ? loaded.errors.map((error) => describeError(error).replaceAll(cwd, '')) : [];
}

function write(name: string, text: string): string {
  const file = join(cwd, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const originOf = (loaded: LoadedConfig, key: string) =>
  shownSettings(loaded)
    .find((setting) => setting.key === key)
    ?.origin.replace(cwd, '');

describe('a setting', () => {
  const file = '[http]\nport = 2\n';
  it.each([
    ['the default', {}, {}, 8080, 'default'],
    ['the file over the default', { config: 'f.toml' }, {}, 2, '/f.toml:2'],
    ['the environment over the file', { config: 'f.toml' }, { FARMGATE_HTTP_PORT: '3' }, 3, 'FARMGATE_HTTP_PORT'],
    ['a flag over all', { config: 'f.toml', 'http-port': '4' }, { FARMGATE_HTTP_PORT: '3' }, 4, '--http-port'],
  ])('takes %s', async (_what, flags: Record<string, string>, env, port, origin) => {
    write('f.toml', file);
    const loaded = await load({ flags, env });
    expect([loaded.config.http.port, originOf(loaded, 'http.port')]).toEqual([port, origin]);
  });

  it('comes from the file that --config, FARMGATE_CONFIG or else the data folder has', async () => {
    write('flag.toml', '[http]\nport = 1');
    write('env.toml', '[http]\nport = 2');
    write('data/farmgate.toml', '[http]\nport = 3');
    const portWith = async (given: Partial<Sources>) => (await load(given)).config.http.port;
    expect(await portWith({ flags: { config: 'flag.toml' }, env: { FARMGATE_CONFIG: 'env.toml' } })).toBe(1);
    expect(await portWith({ env: { FARMGATE_CONFIG: 'env.toml' } })).toBe(2);
    expect(await portWith({})).toBe(3);
    expect(await portWith({ flags: { 'data-dir': 'elsewhere' } })).toBe(8080);
  });

  it('that is a share of an hour may have a decimal point', async () => {
    const { config } = await load({ flags: { 'bridge-profile': 'own', 'bridge-duty': '0.5' } });
    expect([config.bridge.profile, config.bridge.duty]).toEqual(['own', 0.5]);
  });

  it('that is a list is joined by commas outside the file', async () => {
    write('f.toml', '[http]\nnames = ["a.example", "b.example"]');
    expect((await load({ flags: { config: 'f.toml' } })).config.http.names).toEqual(['a.example', 'b.example']);
    expect((await load({ flags: { 'http-names': 'c.example, d.example' } })).config.http.names).toEqual([
      'c.example',
      'd.example',
    ]);
  });

  it('that is a path starts at the file that says it, else at the working folder', async () => {
    write('etc/f.toml', '[data]\ndir = "kept"');
    expect((await load({ flags: { config: 'etc/f.toml' } })).config.data.dir).toBe(join(cwd, 'etc/kept'));
    expect((await load({ env: { FARMGATE_DATA_DIR: 'kept' } })).config.data.dir).toBe(join(cwd, 'kept'));
    expect((await load({})).config.data.dir).toBe(join(cwd, 'data'));
  });
});

describe('what is wrong', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'a number out of range',
      { 'http-port': '65536' },
      'http.port (--http-port) is 65536. It must be a whole number from 0 to 65535.',
    ],
    [
      'a number that is none',
      { 'http-port': '8o' },
      'http.port (--http-port) is "8o". It must be a whole number from 0 to 65535.',
    ],
    [
      'a word that is none of the few',
      { 'log-level': 'loud' },
      'log.level (--log-level) is "loud". It must be one of debug, info, warn, error.',
    ],
    [
      'text of the wrong form',
      { 'bridge-master': '2' },
      'bridge.master (--bridge-master) is "2". It must be two hexadecimal digits.',
    ],
    [
      'one bad entry of a list',
      { 'bridge-nodes': 'fe,02' },
      'bridge.nodes (--bridge-nodes) is ["fe","02"]. It must be at most 250 of node addresses from 03 to FE, joined by commas (an array in the file).',
    ],
    [
      'a share that is no number',
      { 'bridge-duty': 'ten' },
      'bridge.duty (--bridge-duty) is "ten". It must be a number from 0 to 100.',
    ],
    [
      'an own licence without its share of an hour',
      { 'bridge-profile': 'own' },
      'bridge.duty (default) is not given. With bridge.profile = "own" say what your licence permits: 100 where it sets no share of an hour.',
    ],
    ['an unknown flag', { 'http-prot': '1' }, '--http-prot is no setting. Did you mean --http-port?'],
    ['a flag like no other', { zzz: '1' }, '--zzz is no setting. See `farmgate config show` for all there are.'],
  ])('is told of %s', async (_what, flags, sentence) => {
    expect(await errorsOf({ flags })).toEqual([sentence]);
  });

  it('is told of an unknown variable, and of none that is not ours', async () => {
    expect(await errorsOf({ env: { FARMGATE_HTP_PORT: '1', FARM_X: '1', FARMGATE_DEBUG: '1' } })).toEqual([
      'FARMGATE_HTP_PORT is no setting. Did you mean FARMGATE_HTTP_PORT?',
    ]);
  });

  it.each([
    ['an unknown name', '[http]\nprot = 1', 'http.prot (/f.toml:2) is no setting. Did you mean http.port?'],
    ['an unknown section', '[htp]\nport = 1', 'htp (/f.toml:1) is no setting. Did you mean http?'],
    [
      'a name outside of any section',
      'port = 1',
      'port (/f.toml:1) is no setting. Write it below its section: [http].',
    ],
    ['a value in place of a section', 'http = 1', 'http (/f.toml:1) is no setting. Did you mean http?'],
    [
      'a value of another kind',
      '[http]\n\nport = "80"',
      'http.port (/f.toml:3) is "80". It must be a whole number from 0 to 65535.',
    ],
    ['no TOML', '[http]\nport = ', 'The settings file (/f.toml:2) is not TOML: '],
  ])('in the file is told with its line: %s', async (_what, text, sentence) => {
    write('f.toml', text);
    const [first, ...more] = await errorsOf({ flags: { config: 'f.toml' } });
    expect(first?.slice(0, sentence.length)).toBe(sentence);
    expect(more).toEqual([]);
  });

  it('is told of a named file that is not there', async () => {
    expect(await errorsOf({ flags: { config: 'none.toml' } })).toEqual([
      expect.stringMatching(/^The settings file \(\/none\.toml\) cannot be read: ENOENT/),
    ]);
  });

  it('is told of a data folder set inside the data folder', async () => {
    write('data/farmgate.toml', '[data]\ndir = "/elsewhere"');
    expect(await errorsOf({})).toEqual([expect.stringContaining('cannot stand in the file of the data folder itself')]);
  });

  it('is told all at once, also where a later source would have won', async () => {
    write('f.toml', '[http]\nport = -1\n[log]\nlevel = "x"');
    const errors = await errorsOf({
      flags: { config: 'f.toml', 'http-port': '80' },
      env: { FARMGATE_LOG_FORMAT: 'x' },
    });
    expect(errors.map((line) => line.split(' ')[0])).toEqual(['http.port', 'log.level', 'log.format']);
  });

  it('is told of a socket path that no socket can have', async () => {
    const [error] = await errorsOf({ flags: { 'core-socket': `/run/${'x'.repeat(120)}` } });
    expect(error).toMatch(/^core\.socket \(--core-socket\) is 125 bytes long\. A socket's path may have 107/);
  });
});
