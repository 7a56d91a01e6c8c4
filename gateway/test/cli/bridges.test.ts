import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SecretFolder } from '../../src/broker/secrets.ts';
import { Database } from '../../src/store/database.ts';
import { runCli, type Ended } from './run-cli.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'farmgate-bridges-'));
  new Database(join(dir, 'farmgate.db')).close();
  const secrets = new SecretFolder(join(dir, 'secrets'));
  secrets.fileOf('bridge-1');
  secrets.fileOf('session');
});
afterAll(() => rmSync(dir, { recursive: true }));

const bridges = (...args: string[]): Promise<Ended> =>
  runCli(['bridges', ...args, '--data', dir, '--core-socket', join(dir, 'core.sock')]);

describe('farmgate bridges', () => {
  it('names those that have a secret, and tells no secret', async () => {
    expect(await bridges('list')).toEqual({ code: 0, out: 'bridge-1\n', err: '' });
  });

  it('makes a secret that only the gateway may read, and says how to start the bridge', async () => {
    const { code, out } = await bridges('add', 'bridge-2');
    const file = join(dir, 'secrets/bridge-2.key');
    expect([code, statSync(file).mode & 0o777]).toEqual([0, 0o600]);
    expect(out).toContain(
      `farmgate bridge --id bridge-2 --broker unix:${join(dir, 'core.sock')} --secret-file ${file} --radio `,
    );
    expect(out).not.toContain(readFileSync(file, 'utf8'));
    expect((await bridges()).out).toBe('bridge-1\nbridge-2\n');
  });

  it('takes one away', async () => {
    expect((await bridges('remove', 'bridge-1')).out).toMatch(/the next start makes a new secret/);
    expect((await bridges()).out).not.toContain('bridge-1');
  });

  it.each([
    [['add', 'Barn bridge'], 'cannot be called'],
    [['add', '../x'], 'cannot be called'],
    [['add', 'session'], 'taken by the gateway itself'],
    [['remove', 'session'], 'There is no bridge called session'],
    [['remove', 'bridge-9'], 'See: farmgate bridges'],
    [['remove', '../farmgate'], 'There is no bridge called'],
    [['add'], "missing required argument 'name'"],
  ])('%j ends with 2 and says so', async (args, words) => {
    const { code, out, err } = await bridges(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });

  it('makes none over another', async () => {
    await bridges('add', 'bridge-3');
    expect((await bridges('add', 'bridge-3')).err).toMatch(/has a secret already/);
  });
});
