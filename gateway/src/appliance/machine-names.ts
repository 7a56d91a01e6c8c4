import { hostname, networkInterfaces } from 'node:os';

/** Names and addresses by which this machine may be reached from its network and from itself, `more` among them. */
export function machineNames(more: readonly string[] = []): string[] {
  const name = hostname().toLowerCase().split('.', 1)[0] ?? 'localhost';
  const addresses = Object.values(networkInterfaces())
    .flat()
    .filter((at) => at !== undefined)
    // An address of one interface's own (fe80::) is worth nothing without its zone, which no certificate holds.
    .filter(({ address }) => !address.toLowerCase().startsWith('fe80:'))
    .map(({ address }) => address);
  return [...new Set(['localhost', name, `${name}.local`, ...more, ...addresses])];
}
