import { existsSync, rmSync } from 'node:fs';
import { createServer, type ListenOptions, type Server, type Socket } from 'node:net';
import { openPty } from '@farmgate/rf-bridge/radios';
import type { Tuning } from './air.ts';
import type { Attachment } from './farm.ts';

/** A farm that can be reached. */
export interface Served {
  /** As a bridge's `--radio` takes it. */
  readonly radio: string;
  close(): Promise<void>;
}

/** Something with a serial line to offer: a farm gives each who asks a module of its own. */
export interface Attachable {
  attach(hear: (bytes: Uint8Array) => void, tuning?: Tuning): Attachment;
}

/** Puts the farm's air behind a pseudo serial port. */
export async function serveOnPty(farm: Attachable, tuning?: Tuning): Promise<Served> {
  const pty = await openPty();
  const write = farm.attach((bytes) => void pty.tx.write(bytes), tuning);
  pty.rx.on('data', (bytes: Buffer) => write(bytes));
  const close = () => {
    write.detach();
    return pty.close();
  };
  return { radio: `serial:${pty.path}`, close };
}

/** Puts it behind a Unix socket; the latest connection has it, and ends the one before. */
export async function serveOnSocket(farm: Attachable, path: string, tuning?: Tuning): Promise<Served> {
  if (existsSync(path)) rmSync(path);
  const { close } = await serve(farm, { path }, tuning);
  return { radio: `unix:${path}`, close };
}

/** Puts it behind a TCP port of this machine alone, as ser2net serves a serial port. Port 0 takes a free one. */
export async function serveOnTcp(farm: Attachable, port: number, tuning?: Tuning): Promise<Served> {
  const host = '127.0.0.1';
  const { server, close } = await serve(farm, { host, port }, tuning);
  const bound = server.address();
  return { radio: `tcp:${host}:${typeof bound === 'object' ? (bound?.port ?? port) : port}`, close };
}

async function serve(
  farm: Attachable,
  where: ListenOptions,
  tuning?: Tuning,
): Promise<{ server: Server; close: Served['close'] }> {
  let holder: Socket | undefined;
  const server = createServer((connection) => {
    holder?.destroy();
    holder = connection;
    handOver(farm, connection, tuning);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      holder?.destroy();
      server.close(() => resolve());
    });
  return { server, close };
}

function handOver(farm: Attachable, connection: Socket, tuning?: Tuning): void {
  const write = farm.attach((bytes) => void connection.write(bytes), tuning);
  connection.setNoDelay(true);
  connection.on('data', (bytes) => write(bytes));
  connection.on('error', () => connection.destroy());
  connection.on('close', () => write.detach());
}
