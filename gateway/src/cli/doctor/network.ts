import { createServer } from 'node:net';
import { LONGEST_SOCKET_PATH, type Config } from '../../config/index.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

const ASK_TIMEOUT_MS = 2_000;

/** Is the port free, or does a gateway of ours have it? */
export async function checkPort({ http: { host, port } }: Config): Promise<Finding> {
  if (port === 0) return ok('HTTP takes a free port');
  if (await isFarmgate(host, port)) return ok(`A gateway answers on port ${port}`);
  const why = await triedToListen(host, port);
  if (why === undefined) return ok(`Port ${port} is free`);
  if (why === 'EACCES') return fail(`Port ${port} is not open to this user`, 'Choose one above 1023: --http-port.');
  if (why === 'EADDRINUSE')
    return fail(`Port ${port} is taken by another program`, 'Stop that one, or choose another: --http-port.');
  return warn(`Nobody can listen on ${host} port ${port} now (${why})`, 'Look at http.host: :: means every network.');
}

/** Does the path of the socket fit? */
export function checkSocket({ core: { socket } }: Config): Finding {
  return Buffer.byteLength(socket) <= LONGEST_SOCKET_PATH
    ? ok(`Socket for bridges ${socket}`)
    : fail(`The socket ${socket} has too long a path`, 'Choose a shorter one: --core-socket.');
}

async function isFarmgate(host: string, port: number): Promise<boolean> {
  const name = host === '::' || host === '0.0.0.0' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${name}:${port}/readyz`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    const info = await fetch(`http://${name}:${port}/api/v1/gateway`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    return answer.status < 600 && (await info.text()).includes('"farmgate"');
  } catch {
    return false;
  }
}

/** What stands in the way of listening, by its errno; the port is given back at once. */
function triedToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ host, port }, () => probe.close(() => resolve(undefined)));
  });
}
