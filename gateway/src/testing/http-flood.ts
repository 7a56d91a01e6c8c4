import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection of somebody who means no good. */
export interface FloodSocket {
  readonly socket: Socket;
  /** All that was sent to it so far. */
  heard(): string;
  /** Resolves with what it heard when the other side has let go. */
  readonly gone: Promise<string>;
}

/** Connects from this address of the machine, says this and holds on. */
export async function hold(port: number, bytes: string | Uint8Array, from = '127.0.0.1'): Promise<FloodSocket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from, noDelay: true });
  let text = '';
  socket.on('data', (part: Buffer) => (text += part.toString('latin1')));
  // Whoever is cut off hears it as an error or as an end.
  socket.on('error', () => {});
  const gone = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  await once(socket, 'connect');
  socket.write(bytes);
  return { socket, heard: () => text, gone };
}

/** So many at once. */
export function holdMany(count: number, port: number, bytes: string, from?: string): Promise<FloodSocket[]> {
  return Promise.all(Array.from({ length: count }, () => hold(port, bytes, from)));
}

/** A request that does not end: its last header never comes. */
export const slowHeaders = 'GET /api/v1/gateway HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ';

/** Lets all of them go. */
export function release(sockets: readonly FloodSocket[]): void {
  for (const { socket } of sockets) socket.destroy();
}
