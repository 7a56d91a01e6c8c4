import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allSettings } from '../../src/config/index.ts';
import { runCli } from './run-cli.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'farmgate-cli-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const commands = [
  'start',
  'sim',
  'bridge',
  'bridges',
  'rf',
  'users',
  'wallet',
  'devices',
  'doctor',
  'config',
  'version',
];

describe('farmgate --help', () => {
  it('names every command and where to begin', async () => {
    const { code, out } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const name of commands) expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(out).toContain('farmgate start --demo');
  });

  it.each(commands)('teaches %s', async (name) => {
    const { code, out } = await runCli([name, '--help']);
    expect([code, out.startsWith(`Usage: farmgate ${name}`)]).toEqual([0, true]);
  });

  it('of start has every setting with its range, default and variable', async () => {
    const { out } = await runCli(['help', 'start']);
    const words = out.replaceAll(/\s+/g, ' ');
    for (const { flag, variable, setting } of allSettings) {
      expect(words).toContain(`--${flag} `);
      expect(words).toContain(variable);
      expect(words).toContain(setting.allowed);
    }
  });
});

describe('wrong use', () => {
  it.each([
    [['strat'], 'Did you mean start?'],
    [['config', 'shw'], 'Did you mean show?'],
    [['start', '--http-prot', '1'], 'Did you mean --http-port?'],
    [['doctor', '--origin'], 'unknown option'],
    [['start', '--http-port'], 'argument missing'],
    [['users', 'reset'], "missing required argument 'name'"],
    [['version', 'please'], 'too many arguments'],
    [['sim', '--fault', 'nonsense'], 'nonsense'],
    [[], 'Usage: farmgate'],
  ])('%j ends with 2 and says so', async (args, words) => {
    const { code, out, err } = await runCli(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it.each([['start'], ['doctor'], ['config', 'check'], ['users', 'list']])(
    'wrong settings stop %s with every error, one a line',
    async (...args) => {
      const env = { FARMGATE_HTTP_PORT: '99999', FARMGATE_LOG_LEVLE: 'info', FARMGATE_DATA_DIR: dir };
      const { code, err } = await runCli(args, env);
      expect(code).toBe(2);
      expect(err.trim().split('\n')).toEqual([
        'http.port (FARMGATE_HTTP_PORT) is 99999. It must be a whole number from 0 to 65535.',
        'FARMGATE_LOG_LEVLE is no setting. Did you mean FARMGATE_LOG_LEVEL?',
      ]);
    },
  );

  it.each([
    ['users', 'list'],
    ['devices', 'list'],
    ['bridges', 'list'],
  ])('%s %s without a gateway says where it looked', async (...args) => {
    const { code, err } = await runCli([...args, '--data', join(dir, 'none')]);
    expect([code, err]).toEqual([2, `There is no gateway's data in ${join(dir, 'none')}. Name its folder: --data\n`]);
  });

  it('shows its stack only to those who ask', async () => {
    const { err } = await runCli(['users', 'list', '--data', join(dir, 'none')], { FARMGATE_DEBUG: '1' });
    expect(err).toMatch(/^\s+at /m);
  });
});

describe('farmgate config', () => {
  it('shows each value with where it comes from', async () => {
    const file = join(dir, 'f.toml');
    writeFileSync(file, '# ours\n[http]\nport = 81\n');
    const { code, out } = await runCli(['config', 'show', '--origin', '--config', file, '--log-level', 'warn'], {
      FARMGATE_DEMO_SEED: '7',
    });
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual(
      expect.arrayContaining([
        `http.port = 81\t# ${file}:3`,
        'log.level = "warn"\t# --log-level',
        'demo.seed = 7\t# FARMGATE_DEMO_SEED',
        'claim.codeMinutes = 60\t# default',
      ]),
    );
  });

  it('says that all is well', async () => {
    expect(await runCli(['config', 'check', '--data', dir])).toEqual({
      code: 0,
      out: 'The settings are good.\n',
      err: '',
    });
  });
});

describe('farmgate doctor', () => {
  it('names what it saw and, where nothing fails, ends with 0', async () => {
    const { code, out } = await runCli(['doctor', '--data', join(dir, 'new'), '--http-port', '0']);
    expect(code).toBe(0);
    expect(out).toMatch(/^ok {4}Node 24/m);
    expect(out).toContain('No database yet');
  });

  it('fails on a database that is none, and leaves it as it is', async () => {
    const data = mkdtempSync(join(dir, 'bad-'));
    writeFileSync(join(data, 'farmgate.db'), 'this is no database, and long enough to have been one'.repeat(20));
    const { code, out } = await runCli(['doctor', '--data', data, '--http-port', '0']);
    expect(code).toBe(1);
    expect(out).toMatch(/^fail {2}The database .* cannot be read: .*\n {6}\S/m);
  });
});
