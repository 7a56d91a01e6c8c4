import { type NetConnectOpts, type Socket, createConnection } from 'node:net';
import type { Radio, RadioEvents, RadioLine } from './radio.ts';

/** How long a host may take to answer before the next try. Unit: ms. */
const CONNECT_TIMEOUT_MS = 2_000;

/** A radio behind a TCP socket, as ser2net serves it. */
export function tcpRadio(host: string, port: number): Radio {
  const shown = host.includes(':') ? `[${host}]` : host;
  return { address: `tcp:${shown}:${port}`, open: (events) => openSocket({ host, port }, events) };
}

/** A radio behind a Unix socket: the simulated farm. */
export function unixRadio(path: string): Radio {
  return { address: `unix:${path}`, open: (events) => openSocket({ path }, events) };
}

async function openSocket(options: NetConnectOpts, events: RadioEvents): Promise<RadioLine> {
  const socket = await connect(options);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 1_000);
  let isClosing = false;
  let reason = 'The other end closed the line';
  socket.on('data', (bytes) => events.onData(bytes));
  socket.on('error', (error) => (reason = error.message));
  socket.on('end', () => socket.destroy());
  socket.once('close', () => !isClosing && events.onClose(reason));
  return {
    write: (bytes) => void socket.write(bytes),
    close: () => {
      isClosing = true;
      return closed(socket);
    },
  };
}

function connect(options: NetConnectOpts): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(options);
    const giveUp = () => socket.destroy(new Error('No answer to the connection'));
    socket.setTimeout(CONNECT_TIMEOUT_MS, giveUp);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) return resolve();
    socket.once('close', () => resolve());
    socket.destroy();
  });
}
