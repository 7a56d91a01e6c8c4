import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** Where udev names serial ports by their adapters' serial numbers, which stay over unplugging and reboots. */
const BY_ID = '/dev/serial/by-id';

/**
 * A sentence for whoever named a port by a number that the order of plugging decides, when it has a name that stays; undefined when the
 * address is good as it is.
 */
export function adviseStableName(address: string, folder = BY_ID): string | undefined {
  const [, path] = /^serial:([^?]+)/.exec(address) ?? [];
  if (path === undefined || path.startsWith(`${folder}/`)) return undefined;
  const stable = findStableName(path, folder);
  return stable === undefined
    ? undefined
    : `${path} may be another port after the next plugging or reboot. Write serial:${stable} instead, which stays.`;
}

function findStableName(path: string, folder: string): string | undefined {
  try {
    const device = realpathSync(path);
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .find((link) => realpathSync(link) === device);
  } catch {
    // No such port, or no adapter with a serial number at all.
    return undefined;
  }
}
