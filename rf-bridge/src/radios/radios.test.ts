import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, type Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RadioAddressError, openPty, radioAt, serialRadio } from './index.ts';

describe('an address', () => {
  test.each([
    ['serial:/dev/ttyUSB0', 'serial:/dev/ttyUSB0?baud=9600'],
    ['serial:/dev/serial0?baud=19200', 'serial:/dev/serial0?baud=19200'],
    ['tcp:barn.local:3333', 'tcp:barn.local:3333'],
    ['tcp:[::1]:3333', 'tcp:[::1]:3333'],
    ['unix:/run/air.sock', 'unix:/run/air.sock'],
  ])('%s is a radio', (address, canonical) => {
    expect(radioAt(address).address).toBe(canonical);
  });

  test.each([
    '',
    'serial:',
    '/dev/ttyUSB0',
    'serial:/dev/ttyUSB0?baud=9601',
    'tcp:host',
    'tcp:host:0',
    'tcp:host:70000',
    'usb:1',
  ])('"%s" is none, and the message says what to write', (address) => {
    expect(() => radioAt(address)).toThrow(RadioAddressError);
    expect(() => radioAt(address)).toThrow(/write /);
  });
});

/** A line to the address: what it heard, and why it was lost. */
async function openLine(address: string) {
  const heard: Buffer[] = [];
  const events = { onHeard: () => {}, onLost: (_reason: string) => {} };
  const line = await radioAt(address).open({
    onData: (bytes) => {
      heard.push(Buffer.from(bytes));
      events.onHeard();
    },
    onClose: (reason) => events.onLost(reason),
  });
  const lost = new Promise<string>((resolve) => (events.onLost = resolve));
  const heardBytes = (count: number) =>
    new Promise<Buffer>((resolve) => {
      const look = () => {
        const all = Buffer.concat(heard);
        if (all.length >= count) resolve(all);
      };
      events.onHeard = look;
      look();
    });
  return { line, lost, heardBytes };
}

/** Every byte there is: a serial line must change none of them, also not XON, XOFF, CR and LF. */
const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

describe('a serial radio', () => {
  test('carries every byte both ways unchanged over a pseudo terminal', async () => {
    const pty = await openPty();
    const { line, heardBytes } = await openLine(`serial:${pty.path}`);
    pty.rx.on('data', (bytes: Buffer) => void pty.tx.write(bytes));
    line.write(everyByte);
    expect(await heardBytes(256)).toEqual(Buffer.from(everyByte));
    await line.close();
    await pty.close();
  });

  test('tells when its port is gone', async () => {
    const pty = await openPty();
    const { lost } = await openLine(`serial:${pty.path}`);
    await pty.close();
    expect(await lost).toMatch(/\w/);
  });

  test('that is not there cannot be opened', async () => {
    await expect(serialRadio('/dev/no-such-port').open({ onData: () => {}, onClose: () => {} })).rejects.toThrow(
      /no-such-port/,
    );
  });
});

describe.each(['unix', 'tcp'])('a %s radio', (kind) => {
  test('carries every byte both ways, and tells when the other end is gone', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'farmgate-radio-'));
    const server = createServer((connection) => {
      connection.on('data', (bytes) => {
        if (bytes.length === 1) connection.destroy();
        else connection.write(bytes);
      });
    });
    const { line, lost, heardBytes } = await openLine(await listen(server, kind, join(dir, 'air')));
    line.write(everyByte);
    expect(await heardBytes(256)).toEqual(Buffer.from(everyByte));
    line.write(Uint8Array.of(0));
    expect(await lost).toMatch(/\w/);
    server.close();
    rmSync(dir, { recursive: true });
  });
});

async function listen(server: Server, kind: string, path: string): Promise<string> {
  server.listen(kind === 'unix' ? { path } : { port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  if (kind === 'unix') return `unix:${path}`;
  const { port } = server.address() as AddressInfo;
  return `tcp:127.0.0.1:${port}`;
}
