import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { LONGEST_SOCKET_PATH, coreSocketPath, makeSocketFolder, rfSocketPath } from './core-socket.ts';

it.each([
  ['in the runtime folder of the user', '/var/lib/farmgate', '/tmp', /^\/tmp\/farmgate-[0-9a-f]{12}\/core\.sock$/],
  ['below the data folder without one', '/var/lib/farmgate', undefined, /^\/var\/lib\/farmgate\/run\/core\.sock$/],
  ['below the data folder where the runtime folder is gone', '/data', '/nowhere', /^\/data\/run\/core\.sock$/],
  ['in the temporary folder where the path would be too long', `/${'x'.repeat(90)}`, undefined, /^\/T\/farmgate-/],
])('the core socket stands %s', (_where, dataDir, runtimeDir, path) => {
  const socket = coreSocketPath({ dataDir, runtimeDir, tmpDir: '/T' });
  expect(socket).toMatch(path);
  expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(LONGEST_SOCKET_PATH);
});

it('counts the bytes of a path, not its letters', () => {
  expect(coreSocketPath({ dataDir: `/${'ด'.repeat(33)}`, runtimeDir: undefined, tmpDir: '/T' })).toMatch(/^\/T\//);
});

it('gives two data folders two sockets', () => {
  const at = (dataDir: string) => coreSocketPath({ dataDir, runtimeDir: '/tmp', tmpDir: '/T' });
  expect(at('/a')).not.toBe(at('/b'));
});

it('makes the folder for its owner alone', () => {
  const dir = mkdtempSync(join(tmpdir(), 'farmgate-socket-'));
  const socket = join(dir, 'run/core.sock');
  makeSocketFolder(socket);
  expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
  rmSync(dir, { recursive: true });
});

it('a bridge is asked beside it, by its name or, where that is too long, by less', () => {
  expect(rfSocketPath('/run/farmgate/core.sock', 'bridge-1')).toBe('/run/farmgate/bridge-1.rf.sock');
  const core = coreSocketPath({ dataDir: `/${'d'.repeat(85)}`, runtimeDir: undefined, tmpDir: '/T' });
  const paths = ['a', 'b'].map((end) => rfSocketPath(core, `${'long-'.repeat(9)}${end}`));
  for (const path of paths) expect(Buffer.byteLength(path)).toBeLessThanOrEqual(LONGEST_SOCKET_PATH);
  expect(paths[0]).not.toBe(paths[1]);
});
