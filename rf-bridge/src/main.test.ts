import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { testKeyPair } from '@farmgate/gateway/testing';

const main = join(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'farmgate-bridge-flags-'));
const certificate = join(folder, 'ca.pem');
writeFileSync(certificate, testKeyPair.cert);
afterAll(() => rmSync(folder, { recursive: true }));
const run = (args: readonly string[]) => promisify(execFile)(process.execPath, [main, ...args]);

test('--help teaches every flag and shows an example', async () => {
  const { stdout } = await run(['--help']);
  for (const word of [
    '--radio',
    '--broker',
    '--ca',
    '--ca-print',
    '--secret-file',
    '--master',
    '--nodes',
    '--profile',
    '--duty',
    '--control',
    '--demo',
    'Example',
  ])
    expect(stdout).toContain(word);
});

test.each([
  { flags: ['--radio', 'nonsense'], says: 'write serial:' },
  { flags: ['--nodes', '01'], says: '03 to FE' },
  { flags: ['--master', 'xyz'], says: 'hexadecimal' },
  { flags: ['--profile', 'own'], says: '--duty 100' },
  { flags: ['--duty', '20'], says: 'permits 10 %' },
  { flags: ['--broker', 'nonsense'], says: 'write unix:' },
  { flags: ['--broker', 'tls:192.168.1.20'], says: 'tls:host:port' },
  { flags: ['--broker', 'tcp:192.168.1.20:99999'], says: 'tcp:host:port' },
  { flags: ['--ca', main, '--broker', 'tls:localhost:8883'], says: '/api/v1/nodes/ca.pem' },
  { flags: ['--ca', '/nowhere', '--broker', 'tls:localhost:8883'], says: 'cannot be read' },
  { flags: ['--ca', certificate], says: 'goes with tls:' },
  { flags: ['--ca-print', 'AAAA'], says: 'goes with --ca' },
  { flags: ['--ca-print', 'AAAA', '--ca', certificate, '--broker', 'tls:localhost:8883'], says: 'fingerprint AAAA' },
])('$flags is refused in a sentence', async ({ flags, says }) => {
  const good = { '--radio': 'unix:/nowhere', '--broker': 'unix:/nowhere', '--secret-file': '/dev/null' };
  const given = Object.fromEntries(flags.flatMap((flag, at) => (at % 2 === 0 ? [[flag, flags[at + 1] ?? '']] : [])));
  const args = Object.entries({ ...good, ...given }).flat();
  await expect(run(args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
});

test.each(['disconnect', 'SIGTERM'] as const)('is ready without radio and broker, and ends on %s', async (how) => {
  const dir = mkdtempSync(join(tmpdir(), 'farmgate-bridge-'));
  writeFileSync(join(dir, 'key'), 'a secret\n');
  const broker = `unix:${join(dir, 'core.sock')}`;
  const args = ['--broker', broker, '--secret-file', join(dir, 'key'), '--radio', `unix:${join(dir, 'air')}`];
  const child = fork(main, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  expect((await once(child, 'message'))[0]).toEqual({ ready: true });
  const gone = once(child, 'exit');
  if (how === 'disconnect') child.disconnect();
  else child.kill(how);
  expect((await gone)[0]).toBe(0);
  rmSync(dir, { recursive: true });
});
