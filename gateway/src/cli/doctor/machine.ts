import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, ok, warn, type Finding } from './finding.ts';

const LEAST_NODE = 24;
/** The year this was written in: a clock before it was never set. */
const EARLIEST_YEAR = 2026;
const BY_ID = '/dev/serial/by-id';
const PI_PORTS = ['/dev/serial0', '/dev/ttyAMA0'];

/** Is this Node new enough? */
export function checkNode(): Finding {
  const what = `Node ${process.versions.node}`;
  return Number(process.versions.node.split('.')[0]) >= LEAST_NODE
    ? ok(what)
    : fail(what, `Start with \`npm start\`, which brings Node ${LEAST_NODE}, or install it.`);
}

/** Is there a serial port for a radio, and may this user open it? */
export function checkSerial(): Finding {
  const byId = existsSync(BY_ID) ? readdirSync(BY_ID).map((name) => join(BY_ID, name)) : [];
  const found = [...byId, ...PI_PORTS.filter((path) => existsSync(path))];
  if (found.length === 0) return warn('No serial port', 'Plug the HC-12 adapter in, or try `farmgate start --demo`.');
  const closed = found.filter((path) => !mayOpen(path));
  return closed.length === 0
    ? ok(`Serial ports: ${found.join(', ')}`)
    : fail(
        `This user may not open ${closed.join(', ')}`,
        'Join the group that may: sudo adduser $USER dialout, then sign in again.',
      );
}

/** Can the demo have a pseudo serial port? */
export function checkPty(): Finding {
  const has = (process.env['PATH'] ?? '').split(delimiter).some((dir) => existsSync(join(dir, 'script')));
  return has
    ? ok('The demo can have a pseudo serial port')
    : warn('No pseudo serial port for the demo', 'It takes a socket instead; Debian brings `script` in bsdutils.');
}

/** Has anybody set the clock? */
export function checkClock(): Finding {
  const now = new Date();
  const what = `Clock ${now.toISOString()}`;
  return now.getUTCFullYear() >= EARLIEST_YEAR
    ? ok(what)
    : warn(what, 'Nobody has set it. Connect the network for a while, or say the time when you claim the gateway.');
}

function mayOpen(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
