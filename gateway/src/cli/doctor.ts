import { accessSync, constants, existsSync, readdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { LONGEST_SOCKET_PATH, type Config } from '../config/index.ts';
import { settingsOf, withSettings } from './settings.ts';

interface Finding {
  readonly state: 'ok' | 'warn' | 'fail';
  readonly what: string;
  /** What to do. */
  readonly remedy?: string;
}

const MIN_FREE_BYTES = 200 * 1024 * 1024;
const EARLIEST_YEAR = 2026;

/** `farmgate doctor`: what stands in the way of a gateway here, and what to do about each. Changes nothing. */
export function addDoctor(program: Command): void {
  withSettings(program.command('doctor'))
    .summary('check this machine and say what to do')
    .description(
      'Looks at everything a gateway needs and changes nothing. Safe while one runs. Exit code 1 if something fails.',
    )
    .action(async (_options: object, command: Command) => {
      const { config } = await settingsOf(command);
      const findings = [
        node(),
        data(config),
        space(config),
        await port(config),
        await database(config),
        socket(config),
        ports(),
        pty(),
        clock(),
      ];
      for (const { state, what, remedy } of findings)
        process.stdout.write(`${state.padEnd(5)} ${what}${remedy ? `\n      ${remedy}` : ''}\n`);
      if (findings.some(({ state }) => state === 'fail')) process.exitCode = 1;
    });
}

function node(): Finding {
  const what = `Node ${process.versions.node}`;
  return Number(process.versions.node.split('.')[0]) >= 24
    ? { state: 'ok', what }
    : { state: 'fail', what, remedy: 'Start with `npm start`, which brings Node 24, or install it.' };
}

function data({ data: { dir } }: Config): Finding {
  const place = existsSync(dir) ? dir : dirname(dir);
  try {
    accessSync(place, constants.W_OK);
    return { state: 'ok', what: `Data folder ${dir} can be written` };
  } catch {
    return {
      state: 'fail',
      what: `Data folder ${dir} cannot be written`,
      remedy: 'Give it to this user, or name another: --data, FARMGATE_DATA_DIR.',
    };
  }
}

function space({ data: { dir } }: Config): Finding {
  const { bavail, bsize } = statfsSync(existsSync(dir) ? dir : dirname(dir));
  const what = `${Math.round((bavail * bsize) / 1e6)} MB free`;
  return bavail * bsize > MIN_FREE_BYTES
    ? { state: 'ok', what }
    : { state: 'warn', what, remedy: 'Make room: history needs up to 4 GB in years.' };
}

async function port({ http }: Config): Promise<Finding> {
  if (http.port === 0) return { state: 'ok', what: 'HTTP takes a free port' };
  const isFree = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host: http.host, port: http.port }, () => probe.close(() => resolve(true)));
  });
  return isFree
    ? { state: 'ok', what: `Port ${http.port} is free` }
    : {
        state: 'warn',
        what: `Port ${http.port} is in use`,
        remedy: 'Fine if a gateway runs; else choose another: --http-port.',
      };
}

async function database({ data: { dir } }: Config): Promise<Finding> {
  const file = join(dir, 'farmgate.db');
  if (!existsSync(file)) return { state: 'ok', what: 'No database yet: the first start makes it' };
  const { default: Sqlite } = await import('better-sqlite3');
  try {
    const db = new Sqlite(file, { readonly: true });
    const result = db.pragma('quick_check(1)', { simple: true });
    db.close();
    if (result === 'ok') return { state: 'ok', what: 'The database is sound' };
    return {
      state: 'fail',
      what: `The database is damaged: ${String(result)}`,
      remedy: 'Stop the gateway and restore a backup.',
    };
  } catch (error) {
    return {
      state: 'fail',
      what: `The database cannot be read: ${error instanceof Error ? error.message : 'unknown'}`,
      remedy: 'Check who owns it, or restore a backup.',
    };
  }
}

function socket({ core }: Config): Finding {
  const bytes = Buffer.byteLength(core.socket);
  return { state: bytes <= LONGEST_SOCKET_PATH ? 'ok' : 'fail', what: `Core socket ${core.socket}` };
}

function ports(): Finding {
  const dir = '/dev/serial/by-id';
  const names = existsSync(dir) ? readdirSync(dir) : [];
  const own = ['/dev/serial0', '/dev/ttyAMA0'].filter((path) => existsSync(path));
  const found = [...names.map((name) => join(dir, name)), ...own];
  if (found.length === 0)
    return {
      state: 'warn',
      what: 'No serial port',
      remedy: 'Plug the HC-12 adapter in, or try `farmgate start --demo`.',
    };
  const closed = found.filter((path) => !mayUse(path));
  return closed.length === 0
    ? { state: 'ok', what: `Serial ports: ${found.join(', ')}` }
    : {
        state: 'fail',
        what: `This user may not open ${closed.join(', ')}`,
        remedy: 'sudo adduser $USER dialout, then sign in again.',
      };
}

function mayUse(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function pty(): Finding {
  return existsSync('/usr/bin/script')
    ? { state: 'ok', what: 'The demo can have a pseudo serial port' }
    : {
        state: 'warn',
        what: 'No pseudo serial port for the demo',
        remedy: 'It takes a socket instead. Debian brings one in bsdutils.',
      };
}

function clock(): Finding {
  const now = new Date();
  const what = `Clock ${now.toISOString()}`;
  return now.getUTCFullYear() >= EARLIEST_YEAR
    ? { state: 'ok', what }
    : { state: 'warn', what, remedy: 'Set it, or say so at the claim page.' };
}
