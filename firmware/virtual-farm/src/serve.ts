import { existsSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { openPty } from '@farmgate/rf-bridge/radios';
import type { VirtualFarm } from './farm.ts';

/** A farm that can be reached. */
export interface Served {
  /** As a bridge's `--radio` takes it. */
  readonly radio: string;
  close(): Promise<void>;
}

/** Puts the farm's air behind a pseudo serial port. */
export async function serveOnPty(farm: VirtualFarm): Promise<Served> {
  const pty = await openPty();
  const write = farm.attach((bytes) => void pty.tx.write(bytes));
  pty.rx.on('data', (bytes: Buffer) => write(bytes));
  return { radio: `serial:${pty.path}`, close: () => pty.close() };
}

/** Puts it behind a Unix socket; the latest connection has it. */
export async function serveOnSocket(farm: VirtualFarm, path: string): Promise<Served> {
  if (existsSync(path)) rmSync(path);
  const open = new Set<Socket>();
  const server = createServer((connection) => {
    open.add(connection);
    const write = farm.attach((bytes) => void connection.write(bytes));
    connection.on('data', (bytes) => write(bytes));
    connection.on('error', () => connection.destroy());
    connection.on('close', () => open.delete(connection));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return {
    radio: `unix:${path}`,
    close: () =>
      new Promise((resolve) => {
        for (const connection of open) connection.destroy();
        server.close(() => resolve());
      }),
  };
}
