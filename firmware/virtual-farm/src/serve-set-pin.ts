import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Hc12Module } from './hc12-module.ts';

/**
 * Puts a module's SET pin behind a Unix socket, since a pseudo terminal has no RTS and no DTR: `low` and `high`, each with a line
 * end, set its level. When the connection ends the pin is let go, as when a plug is pulled. Answers how to stop.
 */
export async function serveSetPin(module: Hc12Module, path: string): Promise<() => Promise<void>> {
  if (existsSync(path)) rmSync(path);
  const server = createServer((connection) => {
    connection.setEncoding('latin1');
    connection.on('data', (text: string) => {
      const level = text.trim().split('\n').at(-1);
      if (level === 'low' || level === 'high') module.setPin(level === 'low');
    });
    connection.on('error', () => connection.destroy());
    connection.on('end', () => connection.end());
    connection.on('close', () => module.setPin(false));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return () => new Promise((resolve) => server.close(() => resolve()));
}
