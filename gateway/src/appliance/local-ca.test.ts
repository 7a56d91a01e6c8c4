import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect, createServer, type PeerCertificate } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../domain/log.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { makeFolder } from '../testing/processes.ts';
import { fingerprintOf, LocalCa } from './local-ca.ts';

const YEAR_MS = 31_557_600_000;
const names = ['localhost', 'hill-farm', 'Hill-Farm.local', '127.0.0.1', 'fd00:0:0::1'];
let folder: ReturnType<typeof makeFolder>;
let clock: FakeClock;
let called: string[];

beforeEach(() => {
  folder = makeFolder('ca');
  clock = new FakeClock();
  called = names;
});
afterEach(() => folder.remove());

const ca = () => new LocalCa({ dir: join(folder.dir, 'tls'), names: () => called, clock, log: silentLog });

/** Shakes hands with whoever shows what is in `file`, as `name`. */
async function shake(file: string, trusted: string, name: string): Promise<PeerCertificate> {
  const pem = readFileSync(file, 'utf8');
  const server = createServer({ key: pem, cert: pem }, (socket) => socket.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect({ host: '127.0.0.1', port, ca: trusted, servername: name });
  try {
    await once(client, 'secureConnect');
    return client.getPeerCertificate();
  } finally {
    client.destroy();
    server.close();
  }
}

describe('the certificate authority of a farm', () => {
  it('makes a certificate that holds for each name of the machine, and for no other', async () => {
    const made = ca();
    expect(await made.ensure()).toBe(true);
    const trusted = made.certificate ?? '';
    for (const name of ['localhost', 'hill-farm.local']) await shake(made.file, trusted, name);
    await expect(shake(made.file, trusted, 'other-farm.local')).rejects.toThrow(/altnames|does not match/i);
    const leaf = new X509Certificate(readFileSync(made.file));
    expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(leaf.checkIP('fd00::1')).toBe('fd00::1');
    expect(leaf.ca).toBe(false);
  });

  it('keeps its keys from everybody else', async () => {
    const made = ca();
    await made.ensure();
    for (const file of [made.file, join(folder.dir, 'tls/ca.pem')]) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(made.certificate).not.toContain('PRIVATE');
  });

  it('keeps both as long as nothing has changed, also over a start', async () => {
    const made = ca();
    await made.ensure();
    const before = readFileSync(made.file, 'utf8');
    expect(await made.ensure()).toBe(false);
    expect(await ca().ensure()).toBe(false);
    expect(readFileSync(made.file, 'utf8')).toBe(before);
  });

  it('makes the certificate anew, and not itself, when the machine is called otherwise', async () => {
    const made = ca();
    await made.ensure();
    const { certificate = '' } = made;
    called = ['hill-farm', '192.168.7.7'];
    expect(await made.ensure()).toBe(true);
    expect(made.certificate).toBe(certificate);
    expect(new X509Certificate(readFileSync(made.file)).checkIP('192.168.7.7')).toBe('192.168.7.7');
  });

  it('makes the certificate anew years before it ends', async () => {
    const made = ca();
    await made.ensure();
    clock.jumpWall(4 * YEAR_MS);
    expect(await made.ensure()).toBe(false);
    clock.jumpWall(2 * YEAR_MS);
    expect(await made.ensure()).toBe(true);
  });

  it('makes one that already holds on a machine whose clock stands at its beginning', async () => {
    clock.jumpWall(-clock.wallMs());
    const made = ca();
    await made.ensure();
    await shake(made.file, made.certificate ?? '', 'localhost');
  });

  it.each(['', 'no key at all', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'makes the certificate anew where its file holds %j',
    async (text) => {
      const made = ca();
      await made.ensure();
      const { certificate } = made;
      writeFileSync(made.file, text);
      expect(await made.ensure()).toBe(true);
      expect(made.certificate).toBe(certificate);
    },
  );

  it.each(['gateway.pem', 'ca.pem'])('makes anew what a bad disk did to %s', async (name) => {
    const made = ca();
    await made.ensure();
    const file = join(folder.dir, 'tls', name);
    for (const part of ['PRIVATE KEY', 'CERTIFICATE']) {
      writeFileSync(file, readFileSync(file, 'utf8').replace(`BEGIN ${part}-----\n`, '$&AAAA!!'));
      expect(made.isThere).toBe(name === 'ca.pem');
      expect(await made.ensure()).toBe(true);
      expect(made.isThere).toBe(true);
      await shake(made.file, made.certificate ?? '', 'localhost');
    }
  });

  it('is not there where it could not be made', async () => {
    writeFileSync(join(folder.dir, 'tls'), 'a file where a folder should be');
    const made = ca();
    await expect(made.ensure()).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(made.isThere).toBe(false);
  });

  it('tells one authority from another', async () => {
    const made = ca();
    await made.ensure();
    const first = fingerprintOf(made.certificate ?? '');
    rmSync(join(folder.dir, 'tls'), { recursive: true });
    await made.ensure();
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(fingerprintOf(made.certificate ?? '')).not.toBe(first);
  });
});
