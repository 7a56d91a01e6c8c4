import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../domain/fault.ts';

/** `sun_path` of Linux holds 108 bytes with the zero at its end (unix(7)); what is longer is cut without a word. */
export const LONGEST_SOCKET_PATH = 107;

/** Other sockets may stand beside the core's, with names up to this much longer. */
const ROOM_FOR_NEIGHBOURS = 8;

/**
 * Where the core broker listens unless a setting says otherwise: in this user's runtime folder, else below the data folder,
 * else, where that path is too long for a socket, below `tmpDir`. One data folder, one path.
 */
export function coreSocketPath(at: { dataDir: string; runtimeDir: string | undefined; tmpDir: string }): string {
  const own = `farmgate-${createHash('sha256').update(at.dataDir).digest('hex').slice(0, 12)}`;
  const places = [join(at.dataDir, 'run'), join(at.tmpDir, own)];
  if (at.runtimeDir?.startsWith('/') && isFolder(at.runtimeDir)) places.unshift(join(at.runtimeDir, own));
  const paths = places.map((place) => join(place, 'core.sock'));
  return paths.find((path) => Buffer.byteLength(path) + ROOM_FOR_NEIGHBOURS <= LONGEST_SOCKET_PATH) ?? paths[0] ?? '';
}

/** The end of the name of every socket at which `farmgate rf` asks a bridge. */
export const RF_SOCKET_END = '.rf.sock';

/**
 * Where the bridge of this id lets itself be asked: beside the core's socket, by its name, or, where that is too long for a socket,
 * by a part of its hash, for which there is room beside every socket but one that was named by hand.
 */
export function rfSocketPath(coreSocket: string, bridge: string): string {
  const at = (name: string) => join(dirname(coreSocket), `${name}${RF_SOCKET_END}`);
  const plain = at(bridge);
  if (Buffer.byteLength(plain) <= LONGEST_SOCKET_PATH) return plain;
  return at(createHash('sha256').update(bridge).digest('hex').slice(0, 9));
}

/** Makes the folder a socket will stand in, closed to others. Throws a Fault `config` where somebody else owns it. */
export function makeSocketFolder(socket: string): void {
  const dir = dirname(socket);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const { uid } = lstatSync(dir);
  if (process.getuid && uid !== process.getuid() && process.getuid() !== 0)
    throw new Fault(
      'config',
      `The folder ${dir} of the socket belongs to another user. Name one of your own: --core-socket, FARMGATE_CORE_SOCKET.`,
    );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
